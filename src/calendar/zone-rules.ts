import { Temporal } from 'temporal-polyfill';
import { contentLine } from './content-line.ts';

/** One change of a zone's clocks: what the wall showed when it came, and the offsets before and after. */
type Change = { wall: Temporal.PlainDateTime; from: string; to: string; forward: boolean };

const yearsAround = 2;
const written = new Map<string, string>();
const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * The VTIMEZONE of a zone for events in the years given, written from the zone's real clock changes from two years before to two
 * years after: as two yearly rules where the changes follow them (Outlook understands those best), otherwise change by change.
 */
export function timeZoneLines(zone: string, firstYear: number, lastYear: number): string {
  const key = `${zone} ${firstYear} ${lastYear}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  const lines = writeZone(zone, firstYear - yearsAround, lastYear + yearsAround);
  if (written.size < 500) written.set(key, lines);
  return lines;
}

function writeZone(zone: string, firstYear: number, lastYear: number): string {
  const changes = changesOf(zone, firstYear, lastYear);
  const parts = yearlyRules(changes, lastYear - firstYear + 1) ?? [
    beginning(zone, firstYear),
    ...changes.map((change) => observance(change)),
  ];
  return [
    contentLine('BEGIN', 'VTIMEZONE'),
    contentLine('TZID', zone),
    ...parts,
    contentLine('END', 'VTIMEZONE'),
  ].join('');
}

function changesOf(zone: string, firstYear: number, lastYear: number): Change[] {
  const changes: Change[] = [];
  let at = startOfYear(zone, firstYear).getTimeZoneTransition('next');
  while (at !== null && at.year <= lastYear) {
    changes.push(changeAt(at));
    at = at.getTimeZoneTransition('next');
  }
  return changes;
}

function changeAt(at: Temporal.ZonedDateTime): Change {
  const before = at.subtract({ nanoseconds: 1 });
  const shift = (at.offsetNanoseconds - before.offsetNanoseconds) / 1e6;
  return {
    wall: at.toPlainDateTime().subtract({ milliseconds: shift }),
    from: offsetValue(before.offset),
    to: offsetValue(at.offset),
    forward: shift > 0,
  };
}

/** Two observances with yearly rules, or undefined where the changes do not follow any. */
function yearlyRules(changes: Change[], years: number): string[] | undefined {
  const groups = [changes.filter((change) => change.forward), changes.filter((change) => !change.forward)];
  const rules: string[] = [];
  for (const group of groups) {
    const [first] = group;
    const rule = yearlyRule(group, years);
    if (first === undefined || rule === undefined) return undefined;
    rules.push(observance(first, rule));
  }
  return rules;
}

function yearlyRule(group: Change[], years: number): string | undefined {
  const [first] = group;
  if (first === undefined || group.length !== years) return undefined;
  const alike = group.every(
    ({ wall, from, to }) =>
      wall.month === first.wall.month &&
      wall.dayOfWeek === first.wall.dayOfWeek &&
      wall.toPlainTime().equals(first.wall.toPlainTime()) &&
      from === first.from &&
      to === first.to,
  );
  const nth = alike ? sameNth(group) : undefined;
  if (nth === undefined) return undefined;
  return `FREQ=YEARLY;BYMONTH=${first.wall.month};BYDAY=${nth}${weekdayCodes[first.wall.dayOfWeek - 1]}`;
}

/** Which of its weekdays in the month every change falls on: -1 for the last, or 1 to 4; undefined when they differ. */
function sameNth(group: Change[]): number | undefined {
  if (group.every(({ wall }) => wall.day + 7 > wall.daysInMonth)) return -1;
  const places = new Set(group.map(({ wall }) => Math.ceil(wall.day / 7)));
  return places.size === 1 ? [...places][0] : undefined;
}

function observance({ wall, from, to, forward }: Change, rule?: string): string {
  const kind = forward ? 'DAYLIGHT' : 'STANDARD';
  return [
    contentLine('BEGIN', kind),
    contentLine('DTSTART', wallValue(wall)),
    contentLine('TZOFFSETFROM', from),
    contentLine('TZOFFSETTO', to),
    rule === undefined ? '' : contentLine('RRULE', rule),
    contentLine('END', kind),
  ].join('');
}

function beginning(zone: string, year: number): string {
  const start = startOfYear(zone, year);
  const offset = offsetValue(start.offset);
  return observance({ wall: start.toPlainDateTime(), from: offset, to: offset, forward: false });
}

function startOfYear(zone: string, year: number): Temporal.ZonedDateTime {
  return new Temporal.PlainDate(year, 1, 1).toZonedDateTime(zone);
}

function offsetValue(offset: string): string {
  return offset.replaceAll(':', '');
}

/** A wall-clock time as a calendar file writes it, 20240118T093000. */
export function wallValue(at: Temporal.PlainDateTime | Temporal.ZonedDateTime): string {
  return at.toString().slice(0, 19).replace(/[-:]/g, '');
}
