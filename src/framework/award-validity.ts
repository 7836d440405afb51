import type { Temporal } from 'temporal-polyfill';
import type { Edition } from './edition.ts';

/** How long an award holds. Where it does not lapse, there is no `until`; where none is asked for, no `reviewDue`. */
export type AwardValidity = {
  readonly from: Temporal.PlainDate;
  /** The last day on which the award holds: the anniversary. */
  readonly until: Temporal.PlainDate | undefined;
  readonly reviewDue: Temporal.PlainDate | undefined;
  /** Days on which to remind the holder, earliest first. */
  readonly reminders: readonly Temporal.PlainDate[];
};

/**
 * How long an award made on a day holds and when its review is due. An award of 29 February has its anniversary on
 * 28 February in a year without one.
 */
export function awardValidity(edition: Edition, awardedOn: Temporal.PlainDate): AwardValidity {
  const { validityYears, review } = edition.award;
  const reviewDue = review ? awardedOn.add({ years: review.everyYears }) : undefined;
  const months = [...(review?.remindMonthsBefore ?? [])].sort((one, other) => other - one);
  return {
    from: awardedOn,
    until: validityYears === null ? undefined : awardedOn.add({ years: validityYears }),
    reviewDue,
    reminders: reviewDue ? months.map((before) => reviewDue.subtract({ months: before })) : [],
  };
}
