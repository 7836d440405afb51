import { Temporal } from 'temporal-polyfill';

/** How long before a registration runs out its holder is reminded, the longest first. */
export const MARKS = [
  { mark: '12-months', before: { months: 12 } },
  { mark: '6-months', before: { months: 6 } },
  { mark: '3-months', before: { months: 3 } },
  { mark: '1-month', before: { months: 1 } },
  { mark: '2-weeks', before: { days: 14 } },
] as const;
export type Mark = (typeof MARKS)[number]['mark'];

/** What the rule asks of a registration. */
export type Reminded = {
  readonly expires: Temporal.Instant;
  /** IANA zone in which the months before the expiry are counted. */
  readonly zone: string;
  /** When this expiry became known: a mark that lay before it then is never made up for. */
  readonly knownSince: Temporal.Instant;
  /** Marks already sent for this very expiry. */
  readonly sent: readonly string[];
};

/**
 * When a mark of an expiry falls: at the first moment of the day that lies so many months or days before the last day, by the
 * calendar of the zone, so that the letter of that morning can say just as many.
 */
export function markAt(expires: Temporal.Instant, zone: string, mark: Mark): Temporal.Instant {
  const { before } = MARKS.find((one) => one.mark === mark) ?? MARKS[0];
  const lastDay = expires.subtract({ milliseconds: 1 }).toZonedDateTimeISO(zone).toPlainDate();
  return lastDay.subtract(before).toZonedDateTime(zone).toInstant();
}

/**
 * The reminder to send now, or nothing. Of several that fell since the last look only the nearest to the expiry is sent,
 * for the others would say what is no longer true; after a nearer one no farther one follows. Nothing once it has run out.
 */
export function reminderDue(registration: Reminded, now: Temporal.Instant): Mark | undefined {
  const { expires, zone, knownSince, sent } = registration;
  if (Temporal.Instant.compare(now, expires) >= 0) return undefined;
  const reached = MARKS.map(({ mark }) => ({ mark, at: markAt(expires, zone, mark) })).filter(
    ({ at }) => Temporal.Instant.compare(at, now) <= 0,
  );
  const nearest = reached.at(-1);
  if (!nearest || sent.includes(nearest.mark)) return undefined;
  return Temporal.Instant.compare(nearest.at, knownSince) > 0 ? nearest.mark : undefined;
}
