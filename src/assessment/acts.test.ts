import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { giveHat, takeHat } from '#people';
import { type TestHouse, openHouse } from '#test/house.ts';
import { stopClockAt } from '#platform/clock.ts';
import { ukTime } from '../programme/samples.ts';
import { proposeOutcome, signOutcome } from './agree.ts';
import { assignmentsOf } from './assignment.sql.ts';
import { declareConflict } from './conflicts.ts';
import { returnCase } from './intake.ts';
import { acceptInvitation, invite } from './invite.ts';
import { lodgeJudgement, saveJudgement } from './judge.ts';
import { mindConflicts } from './listeners.ts';
import { recordOutsideOutcome, releaseOutcome } from './release.ts';
import {
  JOINT,
  caseNow,
  sampleAgreed,
  sampleAssessor,
  sampleCase,
  sampleConflicted,
  sampleJudgement,
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

async function letters(kind: string): Promise<{ to: string; subject: string; text: string }[]> {
  const { rows } = await sql<{ to: string; subject: string; text: string }>`
    select to_name as to, subject, text from platform.letter where kind = ${kind} order by to_name`.execute(
    house.db,
  );
  return rows;
}

describe('from the first check to the outcome', () => {
  it('opens a case when a portfolio is submitted to a body that assesses here, once', async () => {
    const { one, portfolio } = await sampleCase(house, someone());
    await house.drain();
    const { rows } =
      await sql`select 1 from assessment.case_file where portfolio_id = ${portfolio.id}`.execute(house.db);
    expect(rows).toHaveLength(1);
    expect(one.state).toBe('submitted');
  });

  it('sends a submission back with its reason, after which nobody can be asked', async () => {
    const { one, registrar, run } = await sampleCase(house, someone());
    await house.write((tx) =>
      returnCase(tx, { caseId: one.id, reason: 'Two links need a password.', note: '', by: registrar.id }),
    );
    expect((await caseNow(house, one.submissionId)).state).toBe('returned');
    expect((await letters('assessment.returned')).at(-1)?.text).toContain('Two links need a password.');
    const lead = await sampleAssessor(house, run, 'Gwilym Prosser');
    const asking = house.write((tx) =>
      invite(tx, {
        caseId: one.id,
        by: registrar.id,
        dueOn: '2027-01-15',
        asked: [{ role: 'lead', assessorId: lead.id }],
      }),
    );
    await expect(asking).rejects.toThrow('not-to-assign');
  });

  it('refuses a mentor of the candidate’s institution, with both reasons', async () => {
    const { one, registrar, run } = await samplePair(house, { ...someone(), accept: false });
    const mentor = await sampleConflicted(house, run);
    const [lead] = await assignmentsOf(house.db, one.id);
    await sql`update assessment.assignment set ended_at = now(), ended_how = 'recused', ended_because = ''
      where id = ${lead?.id ?? ''}`.execute(house.db);
    const asking = house.write((tx) =>
      invite(tx, {
        caseId: one.id,
        by: registrar.id,
        dueOn: '2027-01-15',
        asked: [{ role: 'lead', assessorId: mentor.id }],
      }),
    );
    await expect(asking).rejects.toMatchObject({
      refusal: { code: 'barred', says: expect.stringContaining('candidate’s institution') },
    });
  });

  it('goes all the way to an outcome that the candidate is told of without its name in the letter', async () => {
    const { one } = await sampleReleased(house, someone());
    const now = await caseNow(house, one.submissionId);
    expect(now.state).toBe('released');
    expect(now.outcome).toMatchObject({ id: 'pass', decidedOn: '2026-11-03', outside: false });
    const letter = (await letters('assessment.outcome')).at(-1);
    expect(letter?.subject).toBe('[CMALT] The outcome of your submission');
    expect(letter?.text).not.toMatch(/pass|distinction/i);
    await house.drain();
    expect(await house.broken()).toEqual([]);
  });
});

describe('what one alone writes', () => {
  it('keeps the newer words when an older window saves', async () => {
    const pair = await samplePair(house, someone());
    const task = { assignmentId: pair.leadTask, personId: pair.lead.id };
    const words = (feedback: string) => ({ feedback, noteToRegistrar: '', ratings: [] });
    const first = await house.write((tx) =>
      saveJudgement(tx, { ...task, version: 0, words: words('newer') }),
    );
    expect(first).toMatchObject({ saved: true, version: 1 });
    const second = await house.write((tx) =>
      saveJudgement(tx, { ...task, version: 0, words: words('older') }),
    );
    expect(second).toMatchObject({ saved: false, newer: { feedback: 'newer' } });
  });

  it('cannot be lodged before every rating is given, and never changes once it is', async () => {
    const pair = await samplePair(house, someone());
    const task = { assignmentId: pair.leadTask, personId: pair.lead.id };
    await expect(house.write((tx) => lodgeJudgement(tx, task))).rejects.toThrow('not-whole');
    await sampleJudgement(house, pair, { assignmentId: pair.leadTask, person: pair.lead });
    await expect(
      house.write((tx) =>
        saveJudgement(tx, {
          ...task,
          version: 1,
          words: { feedback: 'x', noteToRegistrar: '', ratings: [] },
        }),
      ),
    ).rejects.toThrow('lodged-already');
    await expect(
      sql`update assessment.rating set rating = 'strong' where assignment_id = ${pair.leadTask}`.execute(
        house.db,
      ),
    ).rejects.toThrow('never changes');
  });

  it('refuses a rating that the scheme does not know', async () => {
    const pair = await samplePair(house, someone());
    const saving = house.write((tx) =>
      saveJudgement(tx, {
        assignmentId: pair.leadTask,
        personId: pair.lead.id,
        version: 0,
        words: {
          feedback: '',
          noteToRegistrar: '',
          ratings: [{ target: 'c1a', rating: 'splendid', note: '' }],
        },
      }),
    );
    await expect(saving).rejects.toThrow('unknown-rating');
  });
});

describe('conflicts after the fact', () => {
  it('a conflict declared after both signed takes the agreement back and asks for another assessor', async () => {
    const pair = await sampleAgreed(house, someone());
    await house.write((tx) =>
      declareConflict(tx, {
        assessorId: pair.second.id,
        candidateId: pair.candidate.id,
        reason: 'Cousins.',
        by: pair.registrar.id,
      }),
    );
    expect((await caseNow(house, pair.one.submissionId)).state).toBe('to-be-assigned');
    const releasing = house.write((tx) => releaseOutcome(tx, { caseId: pair.one.id, by: pair.registrar.id }));
    await expect(releasing).rejects.toThrow('not-agreed');
    expect(await house.broken()).toEqual([]);
  });

  it('one who becomes a mentor at the candidate’s institution loses access at once, and the night ends the assignment', async () => {
    const pair = await samplePair(house, someone());
    const { institutionId } = pair.run.programme;
    await house.write((tx) =>
      giveHat(tx, { personId: pair.lead.id, organisationId: institutionId, hat: 'mentor' }),
    );
    expect((await house.visit(`/assessing/${pair.leadTask}`, pair.lead)).status).toBe(404);
    await mindConflicts.run(house.db, {});
    const lead = (await assignmentsOf(house.db, pair.one.id)).find(({ id }) => id === pair.leadTask);
    expect(lead?.ended?.because).toContain('candidate’s institution');
    expect((await letters('assessment.conflict')).at(-1)?.to).toBe('Beatrix Oyelaran');
    await house.write((tx) =>
      takeHat(tx, { personId: pair.lead.id, organisationId: institutionId, hat: 'mentor' }),
    );
  });

  it('a third judges alone too, and their signature with one of the others is enough', async () => {
    const pair = await sampleLodged(house, someone());
    const { one, registrar, run, lead, leadTask } = pair;
    const third = await sampleAssessor(house, run, 'Anil Bhattarai');
    const asked = [{ role: 'third' as const, assessorId: third.id }];
    await house.write((tx) => invite(tx, { caseId: one.id, by: registrar.id, dueOn: '2027-01-15', asked }));
    const task = (await assignmentsOf(house.db, one.id)).find(({ role }) => role === 'third')?.id ?? '';
    await house.write((tx) => acceptInvitation(tx, { assignmentId: task, personId: third.id }));
    expect((await house.visit(`/assessing/${task}/agree`, third)).status).toBe(404);
    expect((await house.visit(`/assessing/${leadTask}/agree`, lead)).text).not.toContain('Anil');
    await sampleJudgement(house, pair, { assignmentId: task, person: third });
    expect((await house.visit(`/assessing/${leadTask}/agree`, lead)).text).toContain('Anil');
    await house.write((tx) =>
      proposeOutcome(tx, {
        assignmentId: leadTask,
        personId: lead.id,
        seen: 0,
        outcomeId: 'pass',
        note: '',
        jointRatings: JOINT,
        points: [],
      }),
    );
    await house.write((tx) => signOutcome(tx, { assignmentId: task, personId: third.id, number: 1 }));
    await house.write((tx) => releaseOutcome(tx, { caseId: one.id, by: registrar.id }));
    const { text } = await house.visit(`/outcomes/${one.id}`, pair.candidate);
    expect(text).not.toContain('Assessor 3');
    expect(text).not.toContain('Sunniva’s own words');
    expect(await house.broken()).toEqual([]);
  });

  it('a fail is refused after a first submission, and a referral without a point to revise', async () => {
    const { lead, leadTask } = await sampleLodged(house, someone());
    const propose = (outcomeId: string) =>
      house.write((tx) =>
        proposeOutcome(tx, {
          assignmentId: leadTask,
          personId: lead.id,
          seen: 0,
          outcomeId,
          note: '',
          jointRatings: JOINT,
          points: [],
        }),
      );
    await expect(propose('fail')).rejects.toThrow('not-after-this-submission');
    await expect(propose('referral-minor')).rejects.toThrow('no-points');
  });
});

describe('a body that assesses elsewhere', () => {
  it('writes an outcome down with its day, once, and never while assessors are at work', async () => {
    const { one, candidate } = await sampleCase(house, someone());
    const record = (decidedOn: string) =>
      house.write((tx) =>
        recordOutsideOutcome(tx, {
          submissionId: one.submissionId,
          outcomeId: 'pass',
          decidedOn,
          by: candidate.id,
          feedback: ['Well done.'],
        }),
      );
    await expect(record('2026-11-04')).rejects.toThrow('bad-day');
    stopClockAt(ukTime('2026-12-01T10:00'));
    await record('2026-11-20');
    await expect(record('2026-11-20')).rejects.toThrow();
    expect((await caseNow(house, one.submissionId)).outcome).toMatchObject({
      decidedOn: '2026-11-20',
      outside: true,
    });
    stopClockAt(ukTime('2026-11-03T10:00'));
    const { one: atWork } = await samplePair(house, someone());
    await expect(
      house.write((tx) =>
        recordOutsideOutcome(tx, {
          submissionId: atWork.submissionId,
          outcomeId: 'pass',
          decidedOn: '2026-11-03',
          by: candidate.id,
        }),
      ),
    ).rejects.toThrow('assessed-here');
    await house.drain();
    expect(await house.broken()).toEqual([]);
  });
});
