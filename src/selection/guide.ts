import { createHash } from 'node:crypto';
import { z } from 'zod';
import { lockRun } from '#programme';
import type { Tx } from '#platform/database.ts';
import { listen, type Listener } from '#platform/news.ts';
import { refuse, stopIf } from '#platform/refusal.ts';
import { addGuide, changeGuide, latestGuide, wasReadBy } from './guide.sql.ts';

/** One thing that selectors judge, apart from all others: by steps with a word each, lowest first, or in words only. */
const criterion = z.object({
  id: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  label: z.string().min(1),
  hint: z.string().optional(),
  /** None means: answered in words. */
  steps: z.array(z.string().min(1)).min(2).max(5).optional(),
});

export const guideContent = z
  .object({
    criteria: z.array(criterion).min(1).max(12),
    readingsWanted: z.number().int().min(1).max(9),
    sameDepartment: z.boolean(),
  })
  .refine(
    ({ criteria }) => new Set(criteria.map(({ id }) => id)).size === criteria.length,
    'Each criterion has an id of its own',
  );

export type Criterion = z.output<typeof criterion>;
export type GuideContent = z.output<typeof guideContent>;

/** What the selectors of a run read by; version 0 is the one that every run begins with and nobody has kept yet. */
export type Guide = GuideContent & { readonly id: string | undefined; readonly version: number };

const STEPS = ['No', 'A little', 'Mostly', 'Fully'];

/** What the selectors of a run read by until its coordinators say otherwise: the criteria of 2024. Data. */
const GUIDE_2024: GuideContent = {
  criteria: [
    { id: 'role', label: 'Learning technology is the main element of this role', steps: STEPS },
    { id: 'reasons', label: 'The reasons are specific and their own', steps: STEPS },
    { id: 'readiness', label: 'There is work to write about and room to write it', steps: STEPS },
  ],
  readingsWanted: 2,
  sameDepartment: false,
};

/** The guide that a run without one of its own reads by. */
export const FIRST_GUIDE: Guide = { ...GUIDE_2024, id: undefined, version: 0 };

/** A short text that changes with every change of a guide: what an editor had before them. */
export function sealOfGuide({ criteria, readingsWanted, sameDepartment }: GuideContent): string {
  const said = JSON.stringify([criteria, readingsWanted, sameDepartment]);
  return createHash('sha256').update(said).digest('base64url');
}

/** The guide in force, kept now if the run had none: a reading points to the one that it was made by. */
export async function keptGuide(tx: Tx, runId: string): Promise<Guide & { id: string }> {
  const latest = await latestGuide(tx, runId);
  if (latest) return latest;
  await addGuide(tx, runId, { version: 1, content: GUIDE_2024, personId: null });
  const added = await latestGuide(tx, runId);
  if (!added) throw new Error('A guide that was just written is not there.');
  return added;
}

/**
 * Changes what the selectors of a run read by. In place while nobody has read by it; from then on as the next version, in
 * which a criterion whose steps changed is a new one, so that no two scales are ever put into one median. Refused
 * (`changed-since`) when another coordinator has changed it after `seen`.
 */
export async function writeGuide(
  tx: Tx,
  runId: string,
  change: { content: GuideContent; seen: string; personId: string },
): Promise<{ version: number; isNew: boolean }> {
  await lockRun(tx, runId);
  const standing = (await latestGuide(tx, runId)) ?? FIRST_GUIDE;
  if (sealOfGuide(standing) !== change.seen) stopIf(CHANGED);
  const { content, personId } = change;
  if (!standing.id) {
    await addGuide(tx, runId, { version: 1, content, personId });
    return { version: 1, isNew: false };
  }
  if (!(await wasReadBy(tx, standing.id))) {
    await changeGuide(tx, standing.id, content, personId);
    return { version: standing.version, isNew: false };
  }
  const version = standing.version + 1;
  await addGuide(tx, runId, { version, content: withNewIds(standing, content), personId });
  return { version, isNew: true };
}

const CHANGED = refuse(
  'changed-since',
  'Another coordinator changed the criteria after you opened this page. What stands now is shown beside what you typed.',
);

/** The same content, in which a criterion whose steps are others than before has an id that was never used. */
export function withNewIds(before: GuideContent, after: GuideContent): GuideContent {
  const known = new Map(before.criteria.map((one) => [one.id, one]));
  const taken = new Set([...known.keys(), ...after.criteria.map(({ id }) => id)]);
  const criteria = after.criteria.map((one) => {
    const old = known.get(one.id);
    if (!old || JSON.stringify(old.steps) === JSON.stringify(one.steps)) return one;
    const id = freeId(one.id, taken);
    taken.add(id);
    return { ...one, id };
  });
  return { ...after, criteria };
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  const stem = id.replace(/\d+$/, '');
  for (let number = 2; ; number++) if (!taken.has(`${stem}${number}`)) return `${stem}${number}`;
}

/** Gives a run the criteria of another, where it has none of its own yet. */
export async function copyGuide(tx: Tx, fromRunId: string, toRunId: string): Promise<void> {
  const from = await latestGuide(tx, fromRunId);
  if (!from || (await latestGuide(tx, toRunId))) return;
  await addGuide(tx, toRunId, { version: 1, content: from, personId: null });
}

/** A run that was copied with its criteria begins with those of the older one. */
export const listeners: readonly Listener[] = [
  listen('selection.copy-with-run', 'programme.run-copied', async (tx, { pieces, fromRunId, runId }) => {
    if (pieces.includes('criteria')) await copyGuide(tx, fromRunId, runId);
  }),
];
