import { Temporal } from 'temporal-polyfill';

const known = new Map<string, boolean>();
const ukZones = new Set(['Europe/London', 'Europe/Belfast', 'GB', 'GB-Eire']);
const utcZones = new Set([
  'UTC',
  'Etc/UTC',
  'GMT',
  'Etc/GMT',
  'Etc/UCT',
  'UCT',
  'Zulu',
  'Etc/Zulu',
  'Universal',
  'Etc/Universal',
]);
const spoken = new Map<string, string>();

/** The zone in which a time is said where no institution, run or edition says which: nobody's own. */
export const FALLBACK_ZONE = 'UTC';

/** Whether a name is a time zone of the tz database, such as Europe/London. Answers for plausible names are remembered. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{1,49}$/.test(zone)) return false;
  const remembered = known.get(zone);
  if (remembered !== undefined) return remembered;
  const answer = canBeUsed(zone);
  if (answer || known.size < 1000) known.set(zone, answer);
  return answer;
}

/**
 * A time zone in words: "UK time" for Europe/London, otherwise its city ("New York time" for America/New_York), "UTC" for UTC.
 * The abbreviations that computers use (GMT, BST, EST) are ambiguous across the world and never appear.
 */
export function sayZone(zone: string): string {
  let words = spoken.get(zone);
  if (words === undefined) {
    words = wordsFor(zone);
    if (spoken.size < 1000) spoken.set(zone, words);
  }
  return words;
}

function wordsFor(zone: string): string {
  if (ukZones.has(zone)) return 'UK time';
  if (utcZones.has(zone)) return 'UTC';
  const fixed = /^Etc\/GMT([+-])(\d+)$/.exec(zone);
  // The tz database counts these westwards, so Etc/GMT+5 lies five hours behind UTC.
  if (fixed) return `UTC${fixed[1] === '+' ? '\u2212' : '+'}${fixed[2]}`;
  const city = zone.slice(zone.lastIndexOf('/') + 1);
  return `${city.replaceAll('_', ' ')} time`;
}

function canBeUsed(zone: string): boolean {
  try {
    // Names compare by their exact spelling, since calendars elsewhere may not know europe/london.
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId === zone;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
