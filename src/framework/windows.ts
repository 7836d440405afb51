import { Temporal } from 'temporal-polyfill';
import type { Edition, WindowSpell } from './edition.ts';

/** A spell in which the awarding body takes submissions. `opens` is unknown for some windows of the past. */
export type SubmissionWindow = {
  readonly opens: Temporal.Instant | undefined;
  readonly closes: Temporal.Instant;
  readonly closesOn: Temporal.PlainDate;
  readonly unconfirmed?: string;
};

/** The rule about submitting that holds at an instant. */
export type SubmissionRule =
  | { readonly rule: 'open'; readonly note: string; readonly source: string }
  | {
      readonly rule: 'windows';
      readonly note: string;
      readonly source: string;
      /** All windows of the spell, earliest first. */
      readonly windows: readonly SubmissionWindow[];
      readonly openNow: SubmissionWindow | undefined;
      readonly next: SubmissionWindow | undefined;
    };

/**
 * The rule in force at an instant, in the edition's own time zone: spells begin at the start of their first day and end as the
 * next begins. Nothing before the first spell or after the last.
 *
 * A window is open from its opening until just before its closing. One whose opening is not on record is never said to be open.
 */
export function windowsInForce(edition: Edition, at: Temporal.Instant): SubmissionRule | undefined {
  const spell = spellOn(edition, at.toZonedDateTimeISO(edition.timeZone).toPlainDate());
  if (!spell) return undefined;
  const { note, source } = spell;
  if (spell.rule === 'open') return { rule: 'open', note, source };
  const windows = windowsOf(spell, edition.timeZone);
  return {
    rule: 'windows',
    note,
    source,
    windows,
    openNow: windows.find(
      ({ opens, closes }) =>
        opens !== undefined &&
        Temporal.Instant.compare(opens, at) <= 0 &&
        Temporal.Instant.compare(at, closes) < 0,
    ),
    next: windows.find(({ opens }) => opens !== undefined && Temporal.Instant.compare(opens, at) > 0),
  };
}

/** The spell that holds on a day: from its first day up to, not including, its `until`. */
export function spellOn(edition: Edition, day: Temporal.PlainDate): WindowSpell | undefined {
  return edition.windows.find(
    ({ from, until }) =>
      Temporal.PlainDate.compare(from, day) <= 0 &&
      (until === undefined || Temporal.PlainDate.compare(day, until) < 0),
  );
}

/** The windows of a spell as instants, earliest first. Local times that a clock change repeats mean the earlier one. */
export function windowsOf(spell: WindowSpell, zone: string): readonly SubmissionWindow[] {
  if (spell.rule === 'open') return [];
  const toInstant = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
  return spell.windows.map(({ opens, closes, unconfirmed }) => ({
    opens: opens === null ? undefined : toInstant(opens),
    closes: toInstant(closes),
    closesOn: Temporal.PlainDateTime.from(closes).toPlainDate(),
    ...(unconfirmed === undefined ? {} : { unconfirmed }),
  }));
}
