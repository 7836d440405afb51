import { Temporal } from 'temporal-polyfill';
import type { Edition } from './edition.ts';
import { spellOn, windowsOf } from './windows.ts';

/** When a registration runs out. */
export type RegistrationExpiry = {
  /** The first instant at which it no longer holds: the close of a window, or the start of the day after the last day. */
  readonly expires: Temporal.Instant;
  /** The last day on which it still holds, in the edition's time zone. */
  readonly lastDay: Temporal.PlainDate;
  /** 'window' when a window's close decides, 'period' when the months alone do. */
  readonly by: 'window' | 'period';
  readonly because: string;
};

/**
 * When a registration made on a day runs out, by "two years, or the next window closing after that" (the months and whether
 * windows extend them are the edition's).
 *
 * The base is the day so many months later; from 29 February it is 28 February in a year without one. If windows are in
 * force on the base day, the registration holds until the first of them to close on that day or later; otherwise, or where no
 * later window is on file, until the end of the base day in the edition's time zone. Nothing where the scheme has no such clock.
 */
export function registrationExpiry(
  edition: Edition,
  registeredOn: Temporal.PlainDate,
): RegistrationExpiry | undefined {
  const { registration, timeZone } = edition;
  if (!registration) return undefined;
  const base = registeredOn.add({ months: registration.validMonths });
  const spell = spellOn(edition, base);
  if (registration.orNextWindowAfter && spell?.rule === 'windows') {
    const close = windowsOf(spell, timeZone).find(
      ({ closesOn }) => Temporal.PlainDate.compare(closesOn, base) >= 0,
    );
    if (close)
      return {
        expires: close.closes,
        lastDay: close.closesOn,
        by: 'window',
        because: windowSentence(base, close),
      };
  }
  const expires = base.add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
  return {
    expires,
    lastDay: base,
    by: 'period',
    because: periodSentence(registration.validMonths, spell?.rule),
  };
}

function windowSentence(base: Temporal.PlainDate, { closesOn }: { closesOn: Temporal.PlainDate }): string {
  return `The registration period ends on ${inWords(base)}; the next submission window to close then or later closes on ${inWords(closesOn)}.`;
}

function periodSentence(months: number, rule: 'windows' | 'open' | undefined): string {
  const period = months % 12 === 0 ? count(months / 12, 'year') : count(months, 'month');
  if (rule === 'open')
    return `Registration holds for ${period}; submission is open all year then, so no window extends it.`;
  if (rule === 'windows') return `Registration holds for ${period}; no later submission window is on file.`;
  return `Registration holds for ${period}; no submission windows are on file for then.`;
}

function count(number: number, unit: string): string {
  return `${number === 2 ? 'two' : String(number)} ${unit}${number === 1 ? '' : 's'}`;
}

function inWords(date: Temporal.PlainDate): string {
  return date.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}
