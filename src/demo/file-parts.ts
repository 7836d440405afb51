import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** The wall clock by which every time in the demo's files is meant. */
export const DEMO_ZONE = 'Europe/London';

/** "2024-03-05T09:00" by the demo's wall clock, as an instant. */
export const moment = z.string().transform((text, context) => {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(DEMO_ZONE).toInstant();
  } catch {
    context.addIssue({ code: 'custom', message: `"${text}" is no local time such as 2024-03-05T09:00` });
    return z.NEVER;
  }
});

/** "2024-03-05". */
export const day = z.iso.date();

/** The short name by which the files speak of somebody or something. */
export const slug = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/);

/** A wall-clock time of a day in the demo's zone, as an instant. */
export function onDay(date: string, time: string): Temporal.Instant {
  return Temporal.PlainDate.from(date)
    .toZonedDateTime({ timeZone: DEMO_ZONE, plainTime: Temporal.PlainTime.from(time) })
    .toInstant();
}
