import { Temporal } from 'temporal-polyfill';

/**
 * The only source of "now" in the house. Every other file asks here, so that any day can be lived in a
 * rehearsal: set once, the clock runs on from the given instant at the ordinary pace.
 */
let aheadByMs = 0;
let stoppedAtMs: number | undefined;

/** The present instant: the machine's, or the rehearsed one. */
export function now(): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(nowMs());
}

/** Milliseconds since 1970 of the present instant, for places that count in numbers. */
export function nowMs(): number {
  return stoppedAtMs ?? Date.now() + aheadByMs;
}

/** Today's calendar date in the named zone. */
export function today(zone: string): Temporal.PlainDate {
  return now().toZonedDateTimeISO(zone).toPlainDate();
}

/** Lets the clock run on from `from`, as WAYMARK_NOW asks. */
export function rehearseFrom(from: Temporal.Instant): void {
  stoppedAtMs = undefined;
  aheadByMs = from.epochMilliseconds - Date.now();
}

/** Stops the clock at an instant: for tests, and for playing the demo's past in order. */
export function stopClockAt(at: Temporal.Instant | string): void {
  stoppedAtMs = (typeof at === 'string' ? Temporal.Instant.from(at) : at).epochMilliseconds;
}

/** Gives the clock back to the machine. */
export function releaseClock(): void {
  stoppedAtMs = undefined;
  aheadByMs = 0;
}

/** How far the rehearsed clock stands from the machine's, in milliseconds; 0 when nothing is rehearsed. */
export function rehearsedBy(): number {
  return stoppedAtMs === undefined ? aheadByMs : stoppedAtMs - Date.now();
}
