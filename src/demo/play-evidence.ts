import { addEvidence } from '#portfolio';
import type { Tx } from '#platform/database.ts';
import { makeFile } from './evidence-file.ts';
import { portfolioHere, startedAt } from './play-portfolios.ts';
import type { EvidenceEntry, PortfolioEntry } from './portfolios-file.ts';
import type { Moment, Stage } from './stage.ts';

/** Evidence comes as the first section that uses it is begun, some minutes apart. */
export function evidenceMoments(stage: Stage, entry: PortfolioEntry): Moment[] {
  return entry.evidence.map((one, index) => ({
    at: one.addedAt ?? startedAt(stage, entry, one.usedIn[0] ?? '').add({ minutes: 3 + 2 * index }),
    what: `${entry.person} adds ${one.id}`,
    act: (tx: Tx) => add(tx, stage, entry.person, one),
  }));
}

async function add(tx: Tx, stage: Stage, person: string, one: EvidenceEntry): Promise<void> {
  const { title, file, content = '', link, permission, access, usedIn } = one;
  await addEvidence(tx, await portfolioHere(tx, stage, person), {
    title,
    shows: file?.endsWith('.txt') ? '' : content,
    file: file === undefined ? undefined : await makeFile(file, { title, content }),
    link,
    permission,
    peopleShown: '',
    access,
    usedIn,
  });
}
