import type { OfApplication } from '#application';
import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    /** A place is held; `replyBy` is an instant as ISO text. */
    'place.offered': OfApplication & { offerId: string; replyBy: string; fromReserve: boolean };
    'place.reserved': OfApplication;
    'place.accepted': OfApplication & { offerId: string };
    'place.declined': OfApplication & { offerId: string };
    'place.lapsed': OfApplication & { offerId: string };
    /** Somebody who had a place has none any more. */
    'place.given-up': OfApplication & { offerId: string };
  }
}

export const tells: readonly NewsKind[] = [
  'place.offered',
  'place.reserved',
  'place.accepted',
  'place.declined',
  'place.lapsed',
  'place.given-up',
];
