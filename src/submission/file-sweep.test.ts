import { expect, test } from 'vitest';
import { addEvidence, removeEvidence } from '#portfolio';
import { fileStore } from '#platform/file-store.ts';
import { inTransaction } from '#platform/database.ts';
import { openHouse } from '#test/house.ts';
import { samplePortfolio } from '../portfolio/samples.ts';
import { removeLetGo, sweepFiles } from './file-sweep.ts';
import { sampleWhole } from './samples.ts';
import { snapshotOf } from './submission.sql.ts';
import { submitPortfolio } from './submit.ts';

const house = await openHouse();
const { person, portfolio } = await samplePortfolio(house);

/** Keeps some text as a file, as an upload would. */
async function keep(text: string) {
  const store = await fileStore();
  const bytes = [Buffer.from(text)] as unknown as AsyncIterable<Uint8Array>;
  const { sha256, size } = await store.put(bytes, { limitBytes: 1000 });
  return { sha256, name: 'notes.txt', type: 'text/plain', kind: 'text' as const, bytes: size };
}

async function addFile(text: string): Promise<{ id: string; sha256: string }> {
  const file = await keep(text);
  const said = { title: text, shows: '', permission: 'own-work', peopleShown: '', access: 'open' } as const;
  const id = await house.write((tx) => addEvidence(tx, portfolio, { ...said, file, usedIn: ['c1a'] }));
  return { id, sha256: file.sha256 };
}

async function filesKept(): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const sha256 of (await fileStore()).each()) found.add(sha256);
  return found;
}

test('the nightly sweep takes files that nothing refers to, and leaves those of evidence and of copies', async () => {
  await sampleWhole(house, portfolio);
  const handedIn = await addFile('submitted, then removed');
  const answers = { accepted: 'Yes', name: person.name, 'signed-on': 'today' };
  await house.write((tx) => submitPortfolio(tx, { portfolioId: portfolio.id, personId: person.id, answers }));
  const kept = await addFile('kept');
  const removed = await addFile('removed, and never submitted');
  const stray = await keep('nobody refers to this');
  await house.write((tx) => removeEvidence(tx, portfolio, handedIn.id));
  await house.write((tx) => removeEvidence(tx, portfolio, removed.id));
  expect(await filesKept()).toContain(stray.sha256);
  await sweepFiles.run(house.db, {});
  expect(await filesKept()).toEqual(new Set([handedIn.sha256, kept.sha256]));
  expect(await house.broken()).toEqual([]);
});

test('a file let go at the moment of submitting is in the copy, or the submission says that it is gone: never a copy without it', async () => {
  for (let round = 0; round < 8; round += 1) {
    const who = { name: `Racer ${'abcdefgh'[round] ?? ''}` };
    const { person: racer, portfolio: theirs } = await samplePortfolio(house, who);
    await sampleWhole(house, theirs);
    const file = await keep(`let go in round ${round}`);
    const said = {
      title: 'Let go',
      shows: '',
      permission: 'own-work',
      peopleShown: '',
      access: 'open',
    } as const;
    const id = await house.write((tx) => addEvidence(tx, theirs, { ...said, file, usedIn: ['c1a'] }));
    const answers = { accepted: 'Yes', name: racer.name, 'signed-on': 'today' };
    const [submitted] = await Promise.allSettled([
      inTransaction(house.db, (tx) =>
        submitPortfolio(tx, { portfolioId: theirs.id, personId: racer.id, answers }),
      ),
      inTransaction(house.db, (tx) => removeEvidence(tx, theirs, id)).then(() =>
        inTransaction(house.db, (tx) => removeLetGo.hear(tx, { sha256: file.sha256 })),
      ),
    ]);
    if (submitted.status === 'rejected') {
      expect(String(submitted.reason)).toContain('file-gone');
      continue;
    }
    const copy = await snapshotOf(house.db, submitted.value.submissionId);
    const holds = copy?.evidence.some(({ file: copied }) => copied?.sha256 === file.sha256) ?? false;
    expect((await filesKept()).has(file.sha256)).toBe(holds);
  }
  expect(await house.broken()).toEqual([]);
});
