import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BASE, type TestHouse, openHouse } from '#test/house.ts';
import { queriesOfPage } from '#test/queries.ts';
import { stopClockAt } from '#platform/clock.ts';
import { routes } from '../../src/house.ts';
import { samplePersonWith, ukTime } from '../programme/samples.ts';
import { assignmentsOf } from './assignment.sql.ts';
import { findJudgement } from './judgement.sql.ts';
import {
  caseNow,
  sampleAssessor,
  sampleCase,
  sampleConflicted,
  sampleLodged,
  samplePair,
  sampleReleased,
} from './samples.ts';

let house: TestHouse;
let people = 0;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(() => stopClockAt(ukTime('2026-11-03T10:00')));
const someone = () => ({ name: `Candidate ${'abcdefghijklmnopqrstuvwxyz'[people++] ?? people}` });

describe('a registrar’s desk', () => {
  it('takes a submission from the first check to two invitations, with the reasons against everyone else', async () => {
    const { one, registrar, run } = await sampleCase(house, someone());
    const lead = await sampleAssessor(house, run, 'Gwilym Prosser');
    const second = await sampleAssessor(house, run, 'Sunniva Haugland', { secondsBefore: 0 });
    await sampleConflicted(house, run);
    const path = `/cases/${one.id}`;
    expect((await house.visit(path, registrar)).text).toContain('First check');
    const passed = await house.submit(`${path}/intake`, { result: 'passed', note: '' }, registrar);
    expect(passed.location).toBe(path);
    const { text } = await house.visit(path, registrar);
    expect(text).toContain('Belongs to the candidate’s institution');
    expect(text).toContain('leads after 3 more assessments');
    expect(text, 'eight weeks on, as the scheme says').toMatch(/(?:2026-12-29|value="29")/);
    const asked = { lead: lead.id, second: second.id, dueOn: '2027-01-15' };
    expect((await house.submit(`${path}/invite`, asked, registrar)).location).toBe(path);
    expect((await caseNow(house, one.submissionId)).state).toBe('invited');
    expect((await house.visit('/cases?view=others', registrar)).text).toContain(one.number);
  });

  it('keeps what was typed when one person is asked twice, or the day has passed', async () => {
    const { one, registrar, run } = await sampleCase(house, someone());
    const lead = await sampleAssessor(house, run, 'Gwilym Prosser');
    await house.submit(`/cases/${one.id}/intake`, { result: 'passed', note: '' }, registrar);
    const twice = { lead: lead.id, second: lead.id, dueOn: '2027-01-15' };
    const refused = await house.submit(`/cases/${one.id}/invite`, twice, registrar);
    expect([refused.status, refused.text.includes('One person cannot be both')]).toEqual([422, true]);
    const late = await house.submit(`/cases/${one.id}/invite`, { ...twice, dueOn: '2026-01-15' }, registrar);
    expect(late.status).toBe(422);
    const noReason = await house.submit(
      `/cases/${one.id}/intake`,
      { result: 'returned', reason: ' ' },
      registrar,
    );
    expect(noReason.status).toBe(422);
  });

  it('a declared conflict cuts access with the next click, and the registrars are told', async () => {
    const pair = await samplePair(house, someone());
    const desk = `/assessing/${pair.leadTask}`;
    expect((await house.visit(desk, pair.lead)).status).toBe(200);
    const declared = { assessorId: pair.lead.id, reason: 'Wrote a paper together.' };
    await house.submit(`/cases/${pair.one.id}/conflicts`, declared, pair.registrar);
    expect((await house.visit(desk, pair.lead)).status).toBe(404);
    expect((await house.submit(`${desk}/judgement`, { version: '0', feedback: 'x' }, pair.lead)).status).toBe(
      404,
    );
    expect((await caseNow(house, pair.one.submissionId)).state).toBe('to-be-assigned');
  });

  it('a registrar does not see the case of their own portfolio', async () => {
    const { one, run, candidate } = await sampleCase(house, someone());
    await samplePersonWith(house, run, candidate.name, 'registrar');
    expect((await house.visit(`/cases/${one.id}`, candidate)).status).toBe(404);
    expect((await house.visit('/cases?view=all', candidate)).text).not.toContain(one.number);
  });
});

describe('an assessor’s desk', () => {
  it('saves as one writes, answers the next version, and 409 where another window was first', async () => {
    const pair = await samplePair(house, someone());
    const save = async (version: string, feedback: string) =>
      house.ask(
        new Request(`${BASE}/assessing/${pair.leadTask}/judgement`, {
          method: 'POST',
          headers: {
            accept: 'application/json',
            'sec-fetch-site': 'same-origin',
            cookie: await house.cookieOf(pair.lead),
          },
          body: new URLSearchParams({ version, feedback, 'rating.c1a': 'strong' }),
        }),
      );
    expect(await (await save('0', 'Newer words.')).json()).toEqual({ savedAt: '10am', version: 1 });
    const met = await save('0', 'Older words.');
    expect([met.status, await met.json()]).toEqual([409, { conflict: `/assessing/${pair.leadTask}` }]);
    const typed = { version: '0', feedback: 'Older words.', 'rating.c1a': 'adequate' };
    const page = await house.submit(`/assessing/${pair.leadTask}/judgement`, typed, pair.lead);
    expect(page.status).toBe(409);
    for (const words of ['Newer words.', 'Older words.', 'Strong', 'Adequate'])
      expect(page.text).toContain(words);
    expect((await findJudgement(house.db, pair.leadTask))?.feedback).toBe('Newer words.');
  });

  it('does not lodge before it is whole, and says what is wanting', async () => {
    const pair = await samplePair(house, someone());
    const refused = await house.submit(`/assessing/${pair.leadTask}/lodge`, {}, pair.lead);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Rate 1a');
    expect(refused.text).toContain('Write your feedback');
  });

  it('shows hostile words as words', async () => {
    const pair = await samplePair(house, someone());
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>';
    const typed = { version: '0', feedback: hostile, 'note.c1a': hostile, noteToRegistrar: hostile };
    await house.submit(`/assessing/${pair.leadTask}/judgement`, typed, pair.lead);
    for (const path of ['', '/check']) {
      const { text } = await house.visit(`/assessing/${pair.leadTask}${path}`, pair.lead);
      expect(text).toContain('&lt;script>');
      expect(text).not.toContain('<img src=x');
    }
  });

  it('two agree by a proposal and a signature, and the registrar releases what was shown', async () => {
    const pair = await sampleLodged(house, someone());
    const at = (task: string) => `/assessing/${task}/agree`;
    const proposal = {
      seen: '0',
      outcomeId: 'referral-minor',
      note: '',
      'joint.context': 'complete',
      'joint.future': 'complete',
    };
    const bare = await house.submit(`${at(pair.leadTask)}/propose`, proposal, pair.lead);
    expect([bare.status, bare.text.includes('Say in at least one section')]).toEqual([422, true]);
    const whole = { ...proposal, 'point.c1b': 'Add a second piece of evidence.' };
    expect((await house.submit(`${at(pair.leadTask)}/propose`, whole, pair.lead)).status).toBe(303);
    await house.submit(`${at(pair.secondTask)}/sign`, { number: '1' }, pair.second);
    const preview = await house.visit(`/cases/${pair.one.id}/release`, pair.registrar);
    expect(preview.text).toContain('Add a second piece of evidence.');
    expect(preview.text).not.toMatch(/Gwilym Prosser|Sunniva Haugland/);
    await house.submit(`/cases/${pair.one.id}/release`, {}, pair.registrar);
    const outcome = await house.visit(`/outcomes/${pair.one.id}`, pair.candidate);
    for (const words of [
      'Referral, minor revisions',
      'Add a second piece',
      'Resubmission after minor revisions',
    ])
      expect(outcome.text).toContain(words);
    await house.drain();
    expect(await house.broken()).toEqual([]);
  });
});

describe('bad input', () => {
  it('no post of this room answers 500 or does anything, whatever is sent', async () => {
    const pair = await sampleLodged(house, someone());
    const values: Record<string, string> = {
      assignmentId: pair.leadTask,
      caseId: pair.one.id,
      submissionId: pair.one.submissionId,
      personId: pair.second.id,
      bodyId: pair.run.programme.awardingBodyId,
    };
    const posts = routes
      .filter(({ method, path }) => method === 'POST' && /^\/(cases|assessing|assessors|outcomes)/.test(path))
      .map(({ path }) =>
        path.replaceAll(
          /:(\w+)/g,
          (_, name: string) => values[name] ?? '00000000-0000-4000-8000-000000000000',
        ),
      );
    expect(posts.length).toBeGreaterThan(12);
    const long = 'x'.repeat(30_000);
    const bodies: Record<string, string | readonly string[]>[] = [
      {},
      {
        words: long,
        note: long,
        because: long,
        reason: long,
        feedback: long,
        capacity: '-1',
        seen: 'NaN',
        number: '9e9',
      },
      {
        words: ['a', 'b'],
        outcomeId: ['pass', 'fail'],
        seen: ['0', '0'],
        version: ['0', '1'],
        result: ['x', 'y'],
      },
      {
        'rating.c1a': '<b>',
        'joint.context': '\u0000',
        outcomeId: '__proto__',
        lead: "'; drop",
        decidedOn: '2026-02-31',
      },
    ];
    for (const person of [pair.lead, pair.registrar, pair.candidate])
      for (const path of posts)
        for (const body of bodies) {
          // An empty release is whole: everything else is refused.
          if (path.endsWith('/accept')) continue;
          const { status } = await house.submit(path, body, person);
          expect([303, 404, 409, 422], `${path} ${Object.keys(body).join()}`).toContain(status);
        }
    expect((await caseNow(house, pair.one.submissionId)).state).toBe('agreeing');
    expect((await assignmentsOf(house.db, pair.one.id)).filter(({ ended }) => ended)).toEqual([]);
    expect(await house.broken()).toEqual([]);
  });

  it('a post from another site is refused', async () => {
    const pair = await sampleReleased(house, someone());
    const answer = await house.ask(
      new Request(`${BASE}/cases/${pair.one.id}/release`, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'cross-site', cookie: await house.cookieOf(pair.registrar) },
        body: new URLSearchParams(),
      }),
    );
    expect(answer.status).toBe(403);
  });
});

describe('lists', () => {
  it('ask the database as often for one case as for many', async () => {
    const { registrar } = await sampleCase(house, someone());
    const few = await queriesOfPage(house, '/cases?view=all', registrar);
    expect(few.length).toBeGreaterThan(3);
    for (let more = 0; more < 4; more += 1)
      await samplePair(house, { name: `One of many ${'abcd'[more] ?? ''}` });
    expect(await queriesOfPage(house, '/cases?view=all', registrar)).toHaveLength(few.length);
  });
});
