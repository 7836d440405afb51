import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { eligibleToAssess } from './assessors.ts';
import { isHardToOpen, isOverused, largestFileBytes, sizeStanding } from './evidence-rules.ts';
import {
  doubtAbout,
  firstSubmissionKind,
  isAward,
  mayBeOutcome,
  nextSubmissionKind,
  outcomesFor,
  resubmitBy,
  reviewSubmissionKind,
} from './outcomes.ts';
import { ratingsFor, satisfies, scaleFor } from './ratings.ts';
import { cmalt, fellowship } from './samples.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const outcomeIds = (kind: string) => outcomesFor(cmalt, kind).map(({ id }) => id);

describe('outcomes', () => {
  test('a first submission cannot fail; fail is reachable only after a major referral', () => {
    expect(outcomeIds('first')).toEqual(['pass-distinction', 'pass', 'referral-minor', 'referral-major']);
    const failing = cmalt.submissionKinds.filter(({ id }) => outcomeIds(id).includes('fail'));
    expect(failing.map(({ id }) => id)).toEqual(['resubmission-after-major']);
  });

  test('a refused outcome says after which submission it is possible', () => {
    expect(mayBeOutcome(cmalt, 'first', 'fail')).toEqual({
      code: 'not-after-this-submission',
      says: '"Fail" is possible only after a resubmission after major revisions; this is a first submission.',
      status: 422,
    });
    expect(mayBeOutcome(cmalt, 'first', 'pass')).toBeUndefined();
    expect(mayBeOutcome(cmalt, 'first', 'excellent')?.code).toBe('unknown-outcome');
    expect(mayBeOutcome(cmalt, 'third', 'pass')?.code).toBe('unknown-submission-kind');
  });

  test('the outcomes offered are exactly those that are not refused', () => {
    for (const edition of [cmalt, fellowship]) {
      for (const kind of edition.submissionKinds) {
        const allowed = edition.outcomes.filter(({ id }) => mayBeOutcome(edition, kind.id, id) === undefined);
        expect(outcomesFor(edition, kind.id)).toEqual(allowed);
        expect(allowed.length).toBeGreaterThan(0);
      }
    }
  });

  test('each referral leads to its own resubmission, and an award to none', () => {
    expect(nextSubmissionKind(cmalt, 'referral-minor')?.id).toBe('resubmission-after-minor');
    expect(nextSubmissionKind(cmalt, 'referral-major')?.assessment).toBe('full');
    expect(nextSubmissionKind(cmalt, 'pass')).toBeUndefined();
    expect(nextSubmissionKind(cmalt, 'fail')).toBeUndefined();
    expect(cmalt.outcomes.filter(({ id }) => isAward(cmalt, id)).map(({ id }) => id)).toEqual([
      'pass-distinction',
      'pass',
    ]);
    expect(isAward(cmalt, 'nothing')).toBe(false);
  });

  test('a Fellowship application is referred once at most, and comes back within a month', () => {
    expect(outcomesFor(fellowship, 'resubmission').map(({ id }) => id)).toEqual([
      'recognised',
      'not-recognised',
    ]);
    expect(resubmitBy(fellowship, 'referred', day('2026-01-31'))?.toString()).toBe('2026-02-28');
    expect(resubmitBy(cmalt, 'referral-minor', day('2026-01-31'))).toBeUndefined();
    expect(resubmitBy(fellowship, 'recognised', day('2026-01-31'))).toBeUndefined();
  });

  test('doubt is said where a transition is unconfirmed, and not elsewhere', () => {
    expect(doubtAbout(cmalt, 'resubmission-after-major', 'pass-distinction')).toMatch(/not confirmed/);
    expect(doubtAbout(cmalt, 'first', 'pass-distinction')).toBeUndefined();
    expect(doubtAbout(fellowship, 'first', 'referred')).toMatch(/placeholder/);
  });

  test('CMALT begins with a first submission and is renewed by a review; Fellowship has no review', () => {
    expect(firstSubmissionKind(cmalt).id).toBe('first');
    expect(reviewSubmissionKind(cmalt)?.id).toBe('review');
    expect(reviewSubmissionKind(fellowship)).toBeUndefined();
  });
});

describe('ratings', () => {
  test('an item has five ratings of which strong, adequate and not applicable satisfy', () => {
    expect(
      ratingsFor(cmalt, 'item')
        .filter((rating) => rating.satisfies)
        .map(({ id }) => id),
    ).toEqual(['strong', 'adequate', 'not-applicable']);
    expect(ratingsFor(cmalt, 'item')).toHaveLength(5);
    expect(satisfies(cmalt, 'item', 'revisions-required')).toBe(false);
    expect(satisfies(cmalt, 'item', 'splendid')).toBe(false);
  });

  test('statements are only complete or not, agreed between the assessors', () => {
    expect(ratingsFor(cmalt, 'statement').map(({ id }) => id)).toEqual(['complete', 'incomplete']);
    expect(scaleFor(cmalt, 'statement')?.each).toBe('joint');
  });

  test('principles are rated like items; a declaration is not rated', () => {
    expect(scaleFor(cmalt, 'tag')).toBe(scaleFor(cmalt, 'item'));
    expect(ratingsFor(cmalt, 'declaration')).toEqual([]);
    expect(ratingsFor(fellowship, 'tag')).toEqual([]);
  });
});

describe('who may assess', () => {
  test('a holder assesses their own pathway and those below, never one above', () => {
    for (const edition of [cmalt, fellowship]) {
      for (const held of edition.pathways) {
        for (const wanted of edition.pathways) {
          const refusal = eligibleToAssess(edition, { assessorPathwayRank: held.rank }, wanted.id);
          expect(refusal?.code).toBe(held.rank >= wanted.rank ? undefined : 'rank-too-low');
        }
      }
    }
  });

  test('nobody without a current award assesses', () => {
    expect(eligibleToAssess(cmalt, { assessorPathwayRank: undefined }, 'associate')?.code).toBe('no-award');
    expect(
      eligibleToAssess(cmalt, { assessorPathwayRank: 3, awardIsCurrent: false }, 'associate')?.code,
    ).toBe('award-lapsed');
  });

  test('CMALT wants three assessments as second before leading; Fellowship wants none', () => {
    const asLead = (done: number) =>
      eligibleToAssess(cmalt, { assessorPathwayRank: 3, completedAsSecond: done }, 'cmalt', 'lead');
    expect(asLead(2)?.says).toBe('This person leads after 1 more assessment as second assessor.');
    expect(asLead(3)).toBeUndefined();
    expect(eligibleToAssess(fellowship, { assessorPathwayRank: 2 }, 'fellow', 'lead')).toBeUndefined();
    expect(cmalt.assessors.unconfirmed).toMatch(/has not been confirmed/);
  });
});

describe('evidence', () => {
  const MB = 1024 * 1024;

  test('10 MB is fine, a byte more is large, 25 MB is large, a byte more is too large', () => {
    const standings = [10 * MB, 10 * MB + 1, 25 * MB, 25 * MB + 1].map((bytes) => sizeStanding(cmalt, bytes));
    expect(standings).toEqual(['fine', 'large', 'large', 'too-large']);
    expect(largestFileBytes(cmalt)).toBe(25 * MB);
  });

  test('the same evidence in a third section is worth a warning', () => {
    expect([isOverused(cmalt, 2), isOverused(cmalt, 3)]).toEqual([false, true]);
  });

  test('a file that needs a special program is hard to open; a PDF and a file without an extension are not', () => {
    expect(['plan.KEY', 'plan.pdf', 'key'].map((name) => isHardToOpen(cmalt, name))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
