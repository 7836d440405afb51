import { mkdtempSync, rmSync, writeFileSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { corridor, sweeps, tasks } from '#house';
import { findProgramme, hasInstitution } from '#programme';
import { now, rehearsedBy, rehearseFrom } from '#platform/clock.ts';
import { failingJobs } from '#platform/jobs.ts';
import { newestLetters } from '#platform/letter-list.sql.ts';
import { openHouse } from '#test/house.ts';
import { clearCutShort, isCutShort, isDemoHouse } from './clear-cut-short.ts';
import { figures } from './figure.sql.ts';
import { loadDemo } from './load-demo.ts';
import { noteBegun } from './loading.sql.ts';
import { DemoPlayProblem, playMoments } from './play.ts';
import { DemoFileProblem, readDemo } from './read-demo.ts';

const SCHEMAS = ['platform', ...corridor.map(({ name }) => name.replaceAll('-', '_'))];

/** Soon after the first run opened: a short past. */
const EARLY = '2023-11-20T12:00:00Z';

beforeEach(() => rehearseFrom(Temporal.Instant.from(EARLY)));

test('after loading the clock goes on from where it was, and letters of the past are sent, at their time', async () => {
  const house = await openHouse();
  const ahead = rehearsedBy();
  await loadDemo({ ...house, tasks, sweeps });
  expect(Math.abs(rehearsedBy() - ahead)).toBeLessThan(5000);
  const receipt = (await newestLetters(house.db)).find(({ kind }) => kind === 'application.receipt');
  expect(receipt?.state).toBe('sent');
  expect(receipt?.writtenAt.toString()).toBe('2023-11-14T10:48:00Z');
  expect(await failingJobs(house.db)).toEqual([]);
});

test('a demo that was cut short is swept away and loaded again, whole', async () => {
  const house = await openHouse();
  const cutAt = { ...house, tasks: tasks.filter(({ name }) => name !== 'hear-news'), sweeps };
  await expect(loadDemo(cutAt)).rejects.toThrow(DemoPlayProblem);
  expect(await isCutShort(house.db)).toBe(true);
  expect(await hasInstitution(house.db)).toBe(true);
  await clearCutShort(house.db, SCHEMAS);
  expect(await hasInstitution(house.db)).toBe(false);
  await loadDemo({ ...house, tasks, sweeps });
  expect(await isDemoHouse(house.db)).toBe(true);
  expect((await figures(house.db)).length).toBeGreaterThan(10);
  expect(await house.broken()).toEqual([]);
});

test('a whole demo, and a house that never held one, are never swept away', async () => {
  const house = await openHouse();
  await loadDemo({ ...house, tasks, sweeps });
  await clearCutShort(house.db, SCHEMAS);
  expect(await findProgramme(house.db, 'cmalt')).toBeDefined();
  const other = await openHouse();
  expect(await isDemoHouse(other.db)).toBe(false);
  expect(await isCutShort(other.db)).toBe(false);
});

test('two starts cannot both load the demo', async () => {
  const house = await openHouse();
  await noteBegun(house.db);
  await expect(loadDemo({ ...house, tasks, sweeps })).rejects.toThrow();
});

test('what a rule of the house refuses is named with its time', async () => {
  const house = await openHouse();
  const refused = {
    at: now(),
    what: 'somebody does what they may not',
    act: () => Promise.reject(new Error('not allowed')),
  };
  await expect(playMoments({ db: house.db, tasks }, [refused], now())).rejects.toThrow(
    /2023-11-20T12:00.*somebody does what they may not.*not allowed/,
  );
});

test('a fault in a file is told with the file and the place in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-demo-'));
  try {
    cpSync('demo', folder, { recursive: true });
    writeFileSync(
      join(folder, 'enquiries.yaml'),
      'enquiries: [{ id: q1, from: lucy, run: <coming>, at: soon }]\n',
    );
    expect(() => readDemo(folder, now())).toThrow(DemoFileProblem);
    expect(() => readDemo(folder, now())).toThrow(
      /demo\/enquiries\.yaml[\s\S]*enquiries\.0\.at: "soon" is no local time/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
