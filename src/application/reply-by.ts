import { Temporal } from 'temporal-polyfill';

/** Hours of the day at which a reply may be due: people are awake, and the team is there to be asked. */
const DUE_AT = [12, 17] as const;

/**
 * Until when a place offered at `offeredAt` is held: at least `hours` later, at the next 12 noon or 5pm by the clocks of
 * `zone`; never later than `cutOff` (the start of the first workshop), if that is still ahead.
 */
export function replyBy(
  offeredAt: Temporal.Instant,
  hours: number,
  zone: string,
  cutOff: Temporal.Instant | undefined,
): Temporal.Instant {
  const due = nextDueTime(offeredAt.add({ hours }).toZonedDateTimeISO(zone));
  const capped = cutOff && cutOff.epochMilliseconds > offeredAt.epochMilliseconds;
  return capped && cutOff.epochMilliseconds < due.epochMilliseconds ? cutOff : due;
}

function nextDueTime(earliest: Temporal.ZonedDateTime): Temporal.Instant {
  const day = earliest.toPlainDate();
  const times = [day, day.add({ days: 1 })].flatMap((one) =>
    DUE_AT.map((hour) => one.toZonedDateTime({ timeZone: earliest.timeZoneId, plainTime: { hour } })),
  );
  const due = times.find((time) => time.epochMilliseconds >= earliest.epochMilliseconds);
  return (due ?? earliest).toInstant();
}

/** Whether a place that falls free can still go to the reserve list: not once the first workshop has begun. */
export function mayPromote(cutOff: Temporal.Instant | undefined, now: Temporal.Instant): boolean {
  return cutOff === undefined || now.epochMilliseconds < cutOff.epochMilliseconds;
}
