import type { Temporal } from 'temporal-polyfill';
import type { NewsKind } from '#platform/news.ts';

type OfApplication = { applicationId: string; runId: string; personId: string };

declare module '#platform/news.ts' {
  interface NewsTypes {
    'application.submitted': OfApplication & { submissionNumber: number };
    'application.withdrawn': OfApplication;
    /** A place is held; `replyBy` is an instant as ISO text. */
    'application.offered': OfApplication & { offerId: string; replyBy: string; fromReserve: boolean };
    'application.reserved': OfApplication;
    'application.not-offered': OfApplication;
    'application.place-accepted': OfApplication & { offerId: string };
    'application.place-declined': OfApplication & { offerId: string };
    'application.offer-lapsed': OfApplication & { offerId: string };
    /** Somebody who had a place has none any more. */
    'application.place-given-up': OfApplication & { offerId: string };
  }
}

/** An instant as news carries it. */
export function told(instant: Temporal.Instant): string {
  return instant.toString();
}

export const tells: readonly (NewsKind | { kind: NewsKind; unheardBecause: string })[] = [
  'application.submitted',
  'application.withdrawn',
  'application.offered',
  'application.reserved',
  'application.not-offered',
  'application.place-accepted',
  'application.place-declined',
  'application.offer-lapsed',
  'application.place-given-up',
];
