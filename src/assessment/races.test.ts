import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestHouse, openHouse } from '#test/house.ts';
import { stopClockAt } from '#platform/clock.ts';
import { ukTime } from '../programme/samples.ts';
import { proposeOutcome, signOutcome } from './agree.ts';
import { assignmentsOf } from './assignment.sql.ts';
import { declareConflict } from './conflicts.ts';
import { acceptInvitation } from './invite.ts';
import { releaseOutcome } from './release.ts';
import { JOINT, caseNow, sampleAgreed, sampleLodged, samplePair } from './samples.ts';

let house: TestHouse;
let people = 0;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(() => stopClockAt(ukTime('2026-11-03T10:00')));
const someone = () => ({ name: `Candidate ${'abcdefghijklmnopqrstuvwxyz'[people++] ?? people}` });

/** Two at once: how many went through, and the codes of those that did not. */
async function race(...acts: (() => Promise<unknown>)[]) {
  const settled = await Promise.allSettled(acts.map((act) => act()));
  return {
    done: settled.filter(({ status }) => status === 'fulfilled').length,
    codes: settled.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : [])),
  };
}

describe('at once', () => {
  it('two who propose different outcomes at the same time: one stands, the other is told', async () => {
    const { lead, leadTask, second, secondTask } = await sampleLodged(house, someone());
    const propose = (assignmentId: string, personId: string, outcomeId: string) => () =>
      house.write((tx) =>
        proposeOutcome(tx, {
          assignmentId,
          personId,
          outcomeId,
          seen: 0,
          note: '',
          jointRatings: JOINT,
          points: [],
        }),
      );
    const { done, codes } = await race(
      propose(leadTask, lead.id, 'pass'),
      propose(secondTask, second.id, 'pass-distinction'),
    );
    expect([done, codes]).toEqual([1, ['proposal-moved']]);
  });

  it('proposing anew undoes the signature under the older proposal', async () => {
    const { one, lead, leadTask, second, secondTask } = await sampleLodged(house, someone());
    const joint = { note: '', jointRatings: JOINT, points: [] };
    await house.write((tx) =>
      proposeOutcome(tx, { assignmentId: leadTask, personId: lead.id, seen: 0, outcomeId: 'pass', ...joint }),
    );
    await house.write((tx) =>
      proposeOutcome(tx, {
        assignmentId: leadTask,
        personId: lead.id,
        seen: 1,
        outcomeId: 'pass-distinction',
        ...joint,
      }),
    );
    const signing = house.write((tx) =>
      signOutcome(tx, { assignmentId: secondTask, personId: second.id, number: 1 }),
    );
    await expect(signing).rejects.toThrow('proposal-moved');
    expect((await caseNow(house, one.submissionId)).state).toBe('agreeing');
  });

  it('two registrars who release at the same time tell the candidate once', async () => {
    const { one, registrar } = await sampleAgreed(house, someone());
    const release = () => house.write((tx) => releaseOutcome(tx, { caseId: one.id, by: registrar.id }));
    const { done, codes } = await race(release, release);
    expect([done, codes]).toEqual([1, ['released-already']]);
    const { rows } = await sql`select 1 from platform.news where kind = 'assessment.outcome-released'
      and payload ->> 'caseId' = ${one.id}`.execute(house.db);
    expect(rows).toHaveLength(1);
  });

  it('one who accepts while a conflict is declared ends up without access, whichever came first', async () => {
    const pair = await samplePair(house, { ...someone(), accept: false });
    await race(
      () =>
        house.write((tx) => acceptInvitation(tx, { assignmentId: pair.leadTask, personId: pair.lead.id })),
      () =>
        house.write((tx) =>
          declareConflict(tx, {
            assessorId: pair.lead.id,
            candidateId: pair.candidate.id,
            reason: 'Wrote a paper together.',
            by: pair.registrar.id,
          }),
        ),
    );
    const lead = (await assignmentsOf(house.db, pair.one.id)).find(({ id }) => id === pair.leadTask);
    expect(lead?.ended?.how).toBe('conflict');
    expect(await house.broken()).toEqual([]);
  });
});
