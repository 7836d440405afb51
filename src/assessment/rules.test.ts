import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { sectionsFor } from '#framework';
import { cmalt as edition } from '../framework/samples.ts';
import { type Judged, askedOf, doubtsAbout, missingIn } from './asked.ts';
import { type Assignment, type Role, inSightOf, maySeeOthers } from './assignment.ts';
import { type CandidateTies, conflictsBetween } from './conflict.ts';
import { type CaseToPair, type PoolMember, proposePair, standingOf } from './pairing.ts';

import fc from 'fast-check';

const AT = Temporal.Instant.from('2026-11-03T10:00:00Z');

const noTies: CandidateTies = {
  personId: 'candidate',
  institutionId: 'oxford',
  institutionName: 'University of Oxford',
  mentorIds: new Set(),
  runMateIds: new Set(),
  teamIds: new Set(),
  registrarIds: new Set(),
  declared: new Map(),
};

const aMember = fc.record({
  personId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'candidate'),
  name: fc.constant('Somebody'),
  institutionId: fc.constantFrom(undefined, 'oxford', 'severnside'),
  institution: fc.constantFrom('', 'Severnside University', 'The University of Oxford'),
  pathwayId: fc.constantFrom(undefined, 'associate', 'cmalt', 'senior'),
  awardCurrent: fc.boolean(),
  specialisms: fc.constant(''),
  capacity: fc.integer({ min: 0, max: 3 }),
  away: fc.boolean(),
  load: fc.integer({ min: 0, max: 3 }),
  completedAsSecond: fc.integer({ min: 0, max: 4 }),
});
const aPool = fc.uniqueArray(aMember, { selector: ({ personId }) => personId, maxLength: 6 });
const someIds = fc.subarray(['a', 'b', 'c', 'd', 'e']).map((ids) => new Set(ids));

function caseWith(mentorIds: Set<string>, before: Set<string>): CaseToPair {
  const candidate = { ...noTies, mentorIds };
  return {
    edition,
    pathwayId: 'cmalt',
    candidate,
    assessedBefore: before,
    onCase: new Set(),
    gone: new Set(),
  };
}

describe('the pair that is proposed', () => {
  it('is two different people, free of conflicts, eligible, with room, one of whom may lead', () => {
    fc.assert(
      fc.property(aPool, someIds, someIds, (pool, mentors, before) => {
        const standings = pool.map((member) => standingOf(member, caseWith(mentors, before)));
        const pair = proposePair(standings);
        if (!pair) return;
        expect(pair.lead.member.personId).not.toBe(pair.second.member.personId);
        expect(pair.lead.notLead).toBeUndefined();
        for (const { member, barred, busy } of [pair.lead, pair.second]) {
          expect([...barred, ...busy]).toEqual([]);
          expect(mentors.has(member.personId)).toBe(false);
          expect(member.load).toBeLessThan(member.capacity);
        }
      }),
    );
  });

  it('is missing only when no two could be asked', () => {
    fc.assert(
      fc.property(aPool, someIds, (pool, mentors) => {
        const standings = pool.map((member) => standingOf(member, caseWith(mentors, new Set())));
        const free = standings.filter(({ barred, busy }) => barred.length + busy.length === 0);
        const possible = free.length > 1 && free.some(({ notLead }) => notLead === undefined);
        expect(proposePair(standings) !== undefined).toBe(possible);
      }),
    );
  });

  it('is the earlier pair again where both could be asked', () => {
    const member = (personId: string, load: number): PoolMember => ({
      personId,
      name: personId,
      institutionId: undefined,
      institution: personId,
      pathwayId: 'senior',
      awardCurrent: true,
      specialisms: '',
      capacity: 9,
      away: false,
      load,
      completedAsSecond: 3,
    });
    const pool = [member('fresh', 0), member('other', 0), member('one', 7), member('two', 8)];
    const pair = proposePair(
      pool.map((one) => standingOf(one, caseWith(new Set(), new Set(['one', 'two'])))),
    );
    expect([pair?.lead.member.personId, pair?.second.member.personId].sort()).toEqual(['one', 'two']);
  });
});

describe('conflicts', () => {
  it('name every reason, and a university is the same with and without its article and case', () => {
    const assessor = { personId: 'm', institutionId: undefined, institution: 'The UNIVERSITY of Oxford' };
    const ties = { ...noTies, mentorIds: new Set(['m']), declared: new Map([['m', 'Cousins.']]) };
    expect(conflictsBetween(assessor, ties).map(({ kind }) => kind)).toEqual([
      'same-institution',
      'mentor',
      'declared',
    ]);
  });

  it('an assessor who has not said where they work does not share a nameless institution', () => {
    const assessor = { personId: 'm', institutionId: undefined, institution: '' };
    expect(conflictsBetween(assessor, { ...noTies, institutionName: '' })).toEqual([]);
  });
});

const anAssignment = (role: Role) =>
  fc.record({ lodged: fc.boolean(), ended: fc.boolean() }).map(({ lodged, ended }): Assignment => ({
    id: role,
    caseId: 'case',
    assessorId: role,
    role,
    dueOn: '2027-01-15',
    invitedAt: AT,
    acceptedAt: AT,
    lodgedAt: lodged ? AT : undefined,
    ended: ended ? { how: 'recused', because: '', at: AT } : undefined,
  }));

describe('what an assessor may see', () => {
  it('is never a judgement before lead and second have lodged and oneself has, and never one that is not lodged', () => {
    const all = fc.tuple(anAssignment('lead'), anAssignment('second'), anAssignment('third'));
    fc.assert(
      fc.property(all, fc.constantFrom(0, 1, 2), (assignments, index) => {
        const own = assignments[index];
        if (!own) return;
        const others = inSightOf(own, assignments).filter(({ id }) => id !== own.id);
        const [lead, second] = assignments;
        const bothLodged = [lead, second].every(({ lodgedAt, ended }) => lodgedAt && !ended);
        expect(maySeeOthers(own, assignments)).toBe(Boolean(bothLodged && own.lodgedAt && !own.ended));
        if (others.length > 0) expect(bothLodged && own.lodgedAt).toBeTruthy();
        for (const { lodgedAt, ended } of others)
          expect([lodgedAt !== undefined, ended]).toEqual([true, undefined]);
      }),
    );
  });
});

describe('what is rated', () => {
  it('follows the pathway: thirteen ratings of one’s own and two together for CMALT', () => {
    const copy = {
      sections: sectionsFor(edition, 'cmalt').filter((slot) => !slot.declaration && slot.required),
    };
    const asked = askedOf(edition, 'cmalt', copy);
    expect(asked.filter(({ alone }) => alone)).toHaveLength(13);
    expect(asked.filter(({ alone }) => !alone).map(({ target }) => target)).toEqual(['context', 'future']);
  });

  it('is whole only with every rating in the scheme’s words and a feedback', () => {
    const copy = {
      sections: sectionsFor(edition, 'cmalt').filter((slot) => !slot.declaration && slot.required),
    };
    const asked = askedOf(edition, 'cmalt', copy);
    const words = fc.constantFrom('strong', 'adequate', 'splendid', undefined);
    fc.assert(
      fc.property(
        fc.array(words, { minLength: 13, maxLength: 13 }),
        fc.constantFrom('', ' ', 'Good.'),
        (given, feedback) => {
          const alone = asked.filter((one) => one.alone);
          const judged: Judged = {
            feedback,
            ratings: alone.map(({ target }, at) => ({ target, rating: given[at] })),
          };
          const wanting = given.filter((rating) => rating === undefined || rating === 'splendid').length;
          expect(missingIn(asked, judged)).toHaveLength(wanting + (feedback.trim() === '' ? 1 : 0));
        },
      ),
    );
  });

  it('never decides the outcome: an odd one is doubted in words and may be proposed', () => {
    const copy = { sections: sectionsFor(edition, 'cmalt').filter((slot) => slot.key === 'c1b') };
    const asked = askedOf(edition, 'cmalt', copy);
    const thin = { feedback: '', ratings: [{ target: 'c1b', rating: 'revisions-required' }] };
    const about = { kind: 'first', outcomeId: 'pass-distinction' };
    expect(doubtsAbout(edition, about, asked, [thin])[0]).toContain('did not find 1b sufficient');
    expect(doubtsAbout(edition, { ...about, outcomeId: 'referral-minor' }, asked, [thin])).toEqual([]);
  });
});
