import { Temporal } from 'temporal-polyfill';
import { refuse, type Refusal } from '#platform/refusal.ts';
import { sayTime } from './speaking.ts';
import { isZone, sayZone } from './zone.ts';

export type WallTimeFault = 'not-a-date' | 'not-a-time' | 'unknown-zone' | 'skipped-time' | 'repeated-time';

/**
 * What a typed date and time came to. With 'skipped-time' the `choices` are the moments an hour (or whatever was skipped) before
 * and after; with 'repeated-time' they are the two moments that the wall clock shows alike, earlier first.
 */
export type WallTime =
  | { instant: Temporal.Instant; refusal?: undefined }
  | { instant?: undefined; refusal: Refusal<WallTimeFault>; choices: Temporal.Instant[] };

/** Which of two moments is meant when the clocks go back and the wall clock shows both alike. */
export type Which = 'earlier' | 'later';

/**
 * The moment of a form's date ("2024-01-08") and time ("12:00") by the clocks of a zone; years 1970 to 2199. A time that the
 * clocks skip in spring is refused; one that they repeat in autumn is refused with both moments to choose from, until `which`
 * says which. Nothing is guessed.
 */
export function instantFrom(date: string, time: string, zone: string, which?: Which): WallTime {
  const day = readDate(date);
  if (day === undefined) return refused('not-a-date', 'Enter a real date, such as 8 January 2024.');
  const clock = readTime(time);
  if (clock === undefined)
    return refused('not-a-time', 'Enter a time between 00:00 and 23:59, such as 09:30.');
  if (!isZone(zone)) return refused('unknown-zone', 'Choose a time zone from the list.');
  return atWall(day.toPlainDateTime(clock), zone, which);
}

/** A form's date, "2024-01-08" with a year from 1970 to 2199, or undefined when it is no such date. */
export function readDate(text: string): Temporal.PlainDate | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined || Number(year) < 1970 || Number(year) > 2199) return undefined;
  return orUndefined(() =>
    Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, strict),
  );
}

/** A form's time of day, "09:30", or undefined when it is no such time. */
export function readTime(text: string): Temporal.PlainTime | undefined {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  if (hour === undefined) return undefined;
  return orUndefined(() => Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) }, strict));
}

/** The date and time that a form shows for a moment in a zone: what `instantFrom` reads back. */
export function toForm(instant: Temporal.Instant, zone: string): { date: string; time: string } {
  const at = instant.toZonedDateTimeISO(zone);
  return { date: at.toPlainDate().toString(), time: at.toPlainTime().toString({ smallestUnit: 'minute' }) };
}

const strict = { overflow: 'reject' } as const;

function atWall(at: Temporal.PlainDateTime, zone: string, which: Which | undefined): WallTime {
  const earlier = at.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = at.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { instant: earlier.toInstant() };
  const choices = [earlier.toInstant(), later.toInstant()];
  const shown = sayTime(at.toPlainTime());
  if (!earlier.toPlainDateTime().equals(at)) {
    const says = `${shown} does not happen on this day in ${sayZone(zone)}, because the clocks go forward. Choose another time.`;
    return { refusal: refuse('skipped-time', says, 422), choices };
  }
  if (which !== undefined) return { instant: (which === 'earlier' ? earlier : later).toInstant() };
  const says = `${shown} happens twice on this day in ${sayZone(zone)}, because the clocks go back. Say which you mean.`;
  return { refusal: refuse('repeated-time', says, 422), choices };
}

function refused(code: WallTimeFault, says: string): WallTime {
  return { refusal: refuse(code, says, 422), choices: [] };
}

function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
