import { Temporal } from 'temporal-polyfill';
import { registrationExpiry, windowsInForce, type Edition, type RegistrationExpiry } from '#framework';
import { refuse, type Refusal } from '#platform/refusal.ts';

/** A registration cannot have been made before this: no scheme here is older. */
const EARLIEST = Temporal.PlainDate.from('2000-01-01');

/**
 * Why a registration of this day cannot be written down: the scheme has no registration, the day is still to come in the
 * edition's time zone, or it lies before any scheme here began.
 */
export function refusalOfDay(
  edition: Edition,
  registeredOn: Temporal.PlainDate,
  now: Temporal.Instant,
): Refusal | undefined {
  if (!edition.registration)
    return refuse('no-registration', 'This scheme asks for no registration before you submit.', 422);
  const today = now.toZonedDateTimeISO(edition.timeZone).toPlainDate();
  if (Temporal.PlainDate.compare(registeredOn, today) > 0)
    return refuse('day-to-come', 'The day you registered cannot lie in the future.', 422);
  if (Temporal.PlainDate.compare(registeredOn, EARLIEST) < 0)
    return refuse('day-too-early', 'The day you registered must be in 2000 or later.', 422);
  return undefined;
}

/** The expiry by the rule of #framework, for a scheme that has registration. Throws where it has none. */
export function expiryOf(edition: Edition, registeredOn: Temporal.PlainDate): RegistrationExpiry {
  const expiry = registrationExpiry(edition, registeredOn);
  if (!expiry) throw new RangeError(`The edition ${edition.id} has no registration.`);
  return expiry;
}

/** The last day on which a registration holds, in the edition's time zone: the day that its expiry closes. */
export function lastDayOf(edition: Edition, expires: Temporal.Instant): Temporal.PlainDate {
  return expires.subtract({ milliseconds: 1 }).toZonedDateTimeISO(edition.timeZone).toPlainDate();
}

/** When to have submitted by, so that something can still be put right: counted in days before the last day. */
export const DAYS_IN_HAND = 14;

/**
 * The last sensible day to submit: two weeks before the last day, so that a submission returned by the intake check can
 * still be sent again. While submissions are taken in windows, it is the last close of one before the expiry.
 */
export function lastSensibleDay(edition: Edition, expires: Temporal.Instant): Temporal.PlainDate {
  const lastDay = lastDayOf(edition, expires);
  const rule = windowsInForce(edition, expires.subtract({ milliseconds: 1 }));
  if (rule?.rule !== 'windows') return lastDay.subtract({ days: DAYS_IN_HAND });
  const closes = rule.windows.filter((window) => Temporal.Instant.compare(window.closes, expires) <= 0);
  return closes.at(-1)?.closesOn ?? lastDay.subtract({ days: DAYS_IN_HAND });
}

/**
 * The expiry after a pause: as many days later as the pause had, first and last day counted, at the same wall-clock time
 * in the edition's zone, so that a change of clocks in between moves nothing.
 */
export function expiryAfterPause(
  edition: Edition,
  expires: Temporal.Instant,
  pause: { readonly fromDay: string; readonly untilDay: string },
): Temporal.Instant {
  const days = Temporal.PlainDate.from(pause.fromDay).until(pause.untilDay).days + 1;
  return expires.toZonedDateTimeISO(edition.timeZone).add({ days }).toInstant();
}

/** Where a registration stands to its clock. */
export type ClockStanding = 'running' | 'expired' | 'submitted';

/** Submitted in time outweighs the clock: the registration covers re-assessment. */
export function clockStanding(
  registration: { readonly expires: Temporal.Instant; readonly submittedAt: Temporal.Instant | undefined },
  now: Temporal.Instant,
): ClockStanding {
  if (registration.submittedAt) return 'submitted';
  return Temporal.Instant.compare(now, registration.expires) >= 0 ? 'expired' : 'running';
}
