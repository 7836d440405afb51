import type { HTMLAttributes } from 'preact';
import type { Temporal } from 'temporal-polyfill';

declare module 'preact' {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'way-local-time': HTMLAttributes & { from: string; to?: string | undefined; zone: string };
    }
  }
}

/**
 * The same time by the reader's own clock, said beside the one in the event's zone: a small element that stays empty
 * where both clocks agree, and where no script runs.
 */
export function LocalTime({
  from,
  to,
  zone,
}: {
  from: Temporal.Instant;
  to?: Temporal.Instant;
  zone: string;
}) {
  return <way-local-time from={from.toString()} to={to?.toString()} zone={zone} />;
}
