import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { eligibleToAssess } from './assessors.ts';
import { awardValidity } from './award-validity.ts';
import { isHardToOpen, isOverused, largestFileBytes, sizeStanding } from './evidence-rules.ts';
import { feeOn } from './fees.ts';
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
import { registrationExpiry } from './registration-clock.ts';
import { cmalt, fellowship } from './samples.ts';
import { windowsInForce } from './windows.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const london = (text: string) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/London').toInstant();
const outcomeIds = (kind: string) => outcomesFor(cmalt, kind).map(({ id }) => id);
const someDay = fc.integer({ min: 0, max: 365 * 12 }).map((days) => day('2018-01-01').add({ days }));

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

describe('submission windows', () => {
  test('in January 2024 the window opens at noon and is shut again at noon a fortnight later', () => {
    const openAt = (text: string) => {
      const rule = windowsInForce(cmalt, london(text));
      return rule?.rule === 'windows' && rule.openNow !== undefined;
    };
    expect(openAt('2024-01-15T11:59')).toBe(false);
    expect(openAt('2024-01-15T12:00')).toBe(true);
    expect(openAt('2024-01-29T11:59')).toBe(true);
    expect(openAt('2024-01-29T12:00')).toBe(false);
  });

  test('a window in summer closes at noon in London, which is eleven in Greenwich', () => {
    const rule = windowsInForce(cmalt, london('2024-05-20T09:00'));
    expect(rule?.rule === 'windows' && rule.openNow?.closes.toString()).toBe('2024-05-30T11:00:00Z');
    expect(rule?.rule === 'windows' && rule.next?.opens?.toString()).toBe('2024-09-16T11:00:00Z');
  });

  test('submission is open all year from the first minute of 7 January 2025, in London', () => {
    expect(windowsInForce(cmalt, london('2025-01-06T23:59'))?.rule).toBe('windows');
    expect(windowsInForce(cmalt, london('2025-01-07T00:00'))?.rule).toBe('open');
    expect(windowsInForce(cmalt, london('2019-01-01T00:00'))).toBeUndefined();
  });
});

describe('when a registration runs out', () => {
  const expiry = (text: string) => {
    const found = registrationExpiry(cmalt, day(text));
    return [
      found?.expires.toZonedDateTimeISO('Europe/London').toPlainDateTime().toString().slice(0, 16),
      found?.lastDay.toString(),
      found?.by,
    ];
  };

  test('10 February 2022: two years end while windows are in force, so the next one to close decides', () => {
    expect(expiry('2022-02-10')).toEqual(['2024-05-30T12:00', '2024-05-30', 'window']);
    expect(registrationExpiry(cmalt, day('2022-02-10'))?.because).toBe(
      'The registration period ends on 10 February 2024; the next submission window to close then or later closes on 30 May 2024.',
    );
  });

  test('10 February 2023: two years end when submission is open all year, so they alone decide', () => {
    expect(expiry('2023-02-10')).toEqual(['2025-02-11T00:00', '2025-02-10', 'period']);
    expect(registrationExpiry(cmalt, day('2023-02-10'))?.because).toBe(
      'Registration holds for two years; submission is open all year then, so no window extends it.',
    );
  });

  test('29 February 2024: two years end on 28 February', () => {
    expect(expiry('2024-02-29')).toEqual(['2026-03-01T00:00', '2026-02-28', 'period']);
  });

  test('two years that end on the day a window closes end with that window', () => {
    expect(expiry('2022-05-30')).toEqual(['2024-05-30T12:00', '2024-05-30', 'window']);
    expect(expiry('2022-05-31')).toEqual(['2024-09-30T12:00', '2024-09-30', 'window']);
  });

  test('two years that end after the last window on file are not extended', () => {
    expect(expiry('2022-10-01')).toEqual(['2024-10-02T00:00', '2024-10-01', 'period']);
  });

  test('a registration that ends in summer time holds to the end of the day in London', () => {
    expect(registrationExpiry(cmalt, day('2024-07-01'))?.expires.toString()).toBe('2026-07-01T23:00:00Z');
  });

  test('a scheme without registration has no such date', () => {
    expect(registrationExpiry(fellowship, day('2024-02-29'))).toBeUndefined();
  });

  test('no registration ends before its two years, and a later one never ends earlier', () => {
    fc.assert(
      fc.property(someDay, someDay, (one, other) => {
        const [earlier, later] = Temporal.PlainDate.compare(one, other) <= 0 ? [one, other] : [other, one];
        const first = registrationExpiry(cmalt, earlier);
        const second = registrationExpiry(cmalt, later);
        if (!first || !second) throw new Error('CMALT has a registration clock.');
        expect(Temporal.PlainDate.compare(first.lastDay, earlier.add({ years: 2 }))).toBeGreaterThanOrEqual(
          0,
        );
        expect(Temporal.Instant.compare(first.expires, second.expires)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('where submission is open all year, a registration ends exactly two years on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (days) => {
        const registered = day('2023-01-07').add({ days });
        expect(registrationExpiry(cmalt, registered)?.lastDay.toString()).toBe(
          registered.add({ years: 2 }).toString(),
        );
      }),
    );
  });
});

describe('fees', () => {
  test('what registration costs is to be confirmed on every pathway', () => {
    for (const edition of [cmalt, fellowship]) {
      for (const { id } of edition.pathways) {
        const fee = feeOn(edition, id, day('2024-03-01'));
        expect([fee.amountPence, fee.currency, fee.confirmed]).toEqual([null, 'GBP', false]);
      }
    }
  });

  test('the yearly fee of 2024 holds on the last day of 2024 and not on the next', () => {
    const annual = (text: string, rate: 'standard' | 'reduced') =>
      feeOn(cmalt, 'senior', day(text), { what: 'annual', rate });
    expect(annual('2024-12-31', 'standard')).toMatchObject({ amountPence: 9400, confirmed: true });
    expect(annual('2024-01-01', 'reduced')).toMatchObject({ amountPence: 5600, confirmed: true });
    expect(annual('2025-01-01', 'standard')).toEqual({
      amountPence: null,
      currency: 'GBP',
      confirmed: false,
      source: 'No fee is on file for this date.',
    });
  });

  test('a fee is never both unknown and confirmed', () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom('registration' as const, 'annual' as const), (date, what) => {
        const { amountPence, confirmed } = feeOn(cmalt, 'cmalt', date, { what });
        expect(confirmed && amountPence === null).toBe(false);
      }),
    );
  });
});

describe('how long an award holds', () => {
  test('a CMALT award holds three years, is due for review then, and its holder is reminded four times', () => {
    const validity = awardValidity(cmalt, day('2026-05-15'));
    expect(validity.until?.toString()).toBe('2029-05-15');
    expect(validity.reviewDue?.toString()).toBe('2029-05-15');
    expect(validity.reminders.map(String)).toEqual(['2028-05-15', '2028-11-15', '2029-02-15', '2029-04-15']);
  });

  test('an award of 29 February holds until 28 February', () => {
    expect(awardValidity(cmalt, day('2024-02-29')).until?.toString()).toBe('2027-02-28');
  });

  test('Fellowship does not lapse', () => {
    expect(awardValidity(fellowship, day('2024-02-29'))).toMatchObject({
      until: undefined,
      reviewDue: undefined,
      reminders: [],
    });
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
