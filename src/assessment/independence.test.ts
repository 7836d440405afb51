import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '#people';
import { type TestHouse, openHouse } from '#test/house.ts';
import { stopClockAt } from '#platform/clock.ts';
import { routes } from '../../src/house.ts';
import { samplePersonWith, ukTime } from '../programme/samples.ts';
import { saveJudgement } from './judge.ts';
import {
  type SamplePair,
  caseNow,
  sampleAssessor,
  sampleJudgement,
  sampleLodged,
  samplePair,
  sampleReleased,
} from './samples.ts';

const FEEDBACK = 'The heron stands in the captions.';
const NOTE = 'A private remark on kingfishers.';
let house: TestHouse;
let people = 0;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(() => stopClockAt(ukTime('2026-11-03T10:00')));
const someone = () => ({ name: `Candidate ${'abcdefghijklmnopqrstuvwxyz'[people++] ?? people}` });

/** Every page of the house that an id of this case could open, whoever the id belongs to. */
function pagesOf({ one, leadTask, secondTask, portfolio, run, candidate }: SamplePair): string[] {
  const values: Record<string, string[]> = {
    assignmentId: [leadTask, secondTask],
    caseId: [one.id],
    submissionId: [one.submissionId],
    portfolioId: [portfolio.id],
    runId: [run.id],
    personId: [candidate.id],
    programme: [run.programme.slug],
    run: [run.slug],
    slot: ['c1a'],
  };
  return routes
    .filter(({ method }) => method === 'GET')
    .flatMap(({ path }) =>
      ['assignmentId', '']
        .slice(path.includes(':assignmentId') ? 0 : 1)
        .flatMap((name) =>
          (values[name] ?? ['']).map((value) =>
            path.replaceAll(/:(\w+)/g, (_, part: string) =>
              part === name ? value : (values[part]?.[0] ?? '00000000-0000-4000-8000-000000000000'),
            ),
          ),
        ),
    );
}

async function everythingSeenBy(person: Person, pair: SamplePair): Promise<string> {
  const seen: string[] = [];
  for (const path of pagesOf(pair)) {
    const { status, text } = await house.visit(path, person);
    expect(status, path).toBeLessThan(500);
    seen.push(`${path}\n${text}`);
  }
  const { rows } = await sql<{ text: string }>`
    select subject || text as text from platform.letter where person_id = ${person.id}`.execute(house.db);
  return [...seen, ...rows.map(({ text }) => text)].join('\n');
}

async function secondLodges(pair: SamplePair): Promise<void> {
  await house.write((tx) =>
    saveJudgement(tx, {
      assignmentId: pair.secondTask,
      personId: pair.second.id,
      version: 0,
      words: {
        feedback: '',
        noteToRegistrar: NOTE,
        ratings: [{ target: 'c1a', rating: 'strong', note: NOTE }],
      },
    }),
  );
  await sampleJudgement(house, pair, {
    assignmentId: pair.secondTask,
    person: pair.second,
    feedback: FEEDBACK,
  });
}

describe('until both have lodged', () => {
  it('no page, letter or list of the house shows one assessor the other’s name or words', async () => {
    const pair = await samplePair(house, someone());
    await secondLodges(pair);
    const seen = await everythingSeenBy(pair.lead, pair);
    expect(seen).toContain('0 of 13 rated');
    for (const secret of [FEEDBACK, NOTE, 'Sunniva']) expect(seen).not.toContain(secret);
  });

  it('an assessor’s own pages are the same to the letter before and after the other lodges', async () => {
    const pair = await samplePair(house, someone());
    const pages = ['/assessing', `/assessing/${pair.leadTask}`, `/assessing/${pair.leadTask}/check`];
    const read = async () =>
      Promise.all(pages.map(async (path) => (await house.visit(path, pair.lead)).text));
    const before = await read();
    await secondLodges(pair);
    expect(await read()).toEqual(before);
  });

  it('the one who lodged first is told nothing of how far the other is', async () => {
    const pair = await samplePair(house, someone());
    await secondLodges(pair);
    const before = (await house.visit(`/assessing/${pair.secondTask}`, pair.second)).text;
    await sampleJudgement(house, pair, { assignmentId: pair.leadTask, person: pair.lead, lodge: false });
    expect((await house.visit(`/assessing/${pair.secondTask}`, pair.second)).text).toBe(before);
    expect((await house.visit(`/assessing/${pair.secondTask}/agree`, pair.second)).status).toBe(404);
  });

  it('the registrar learns who has lodged, and nothing of what', async () => {
    const pair = await samplePair(house, someone());
    await secondLodges(pair);
    const seen = await everythingSeenBy(pair.registrar, pair);
    expect(seen).toContain('Lodged');
    for (const secret of [FEEDBACK, NOTE]) expect(seen).not.toContain(secret);
  });
});

describe('after both have lodged', () => {
  it('each reads the other, by name, side by side', async () => {
    const pair = await sampleLodged(house, someone());
    const { status, text } = await house.visit(`/assessing/${pair.leadTask}/agree`, pair.lead);
    expect(status).toBe(200);
    expect(text).toContain('Sunniva’s own words');
    expect(text).toContain('ratings differ');
  });

  it('the candidate sees nothing before the release, and never a name', async () => {
    const pair = await sampleLodged(house, someone());
    expect((await house.visit(`/outcomes/${pair.one.id}`, pair.candidate)).status).toBe(404);
    const released = await sampleReleased(house, someone());
    const seen = await everythingSeenBy(released.candidate, released);
    expect(seen).toContain('Sunniva’s own words');
    expect(seen).not.toMatch(/Gwilym Prosser|Sunniva Haugland/);
    expect(seen).toContain('Assessor 1');
  });

  it('which column comes first does not follow who was asked first', async () => {
    const firsts = new Set<boolean>();
    for (let tries = 0; tries < 24 && firsts.size < 2; tries += 1) {
      const pair = await sampleReleased(house, {
        name: `Drawn by lot ${'abcdefghijklmnopqrstuvwxyz'[tries] ?? ''}`,
      });
      firsts.add((await caseNow(house, pair.one.submissionId)).shownFirst === pair.leadTask);
    }
    expect(firsts.size).toBe(2);
  });
});

describe('to everybody else', () => {
  it('no page of a case exists: for strangers to it, its candidate, another assessor and the coordinator', async () => {
    const pair = await samplePair(house, someone());
    const others = [
      await sampleAssessor(house, pair.run, 'Mairead Donoghue'),
      await samplePersonWith(house, pair.run, 'Farida Rahmani', 'coordinator'),
      await samplePersonWith(house, pair.run, 'Dana Whitfield', 'mentor'),
      pair.candidate,
    ];
    const paths = pagesOf(pair).filter(
      (path) => path.includes(pair.one.id) || path.includes('ing/' + pair.leadTask),
    );
    expect(paths.length).toBeGreaterThan(6);
    for (const person of others)
      for (const path of paths) expect((await house.visit(path, person)).status, path).toBe(404);
    for (const path of paths) expect((await house.visit(path)).location, path).toMatch(/^\/sign-in/);
  });

  it('reading an invitation changes nothing and does not name the candidate', async () => {
    const pair = await samplePair(house, { name: 'Hidden Candidate', accept: false });
    const { text, status } = await house.visit(`/assessing/${pair.leadTask}`, pair.lead);
    expect(status).toBe(200);
    expect(text).toContain('University of Oxford');
    expect(text).not.toContain('Hidden Candidate');
    expect((await house.visit('/assessing', pair.lead)).text).not.toContain('Hidden Candidate');
    expect((await house.visit(`/assessing/${pair.leadTask}/check`, pair.lead)).status).toBe(404);
    expect((await caseNow(house, pair.one.submissionId)).accepted).toBe(0);
  });
});
