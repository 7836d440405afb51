import type { OfApplication } from '#application';
import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    /** A place is held; `replyBy` is an instant as ISO text. */
    'place.offered': OfApplication & {
      offerId: string;
      replyBy: string;
      fromReserve: boolean;
      /** Paragraphs that a coordinator wrote for this one letter. */
      own?: readonly string[];
    };
    'place.reserved': OfApplication & { own?: readonly string[] };
    /** Somebody without a reply is reminded of their offer. */
    'place.reminded': OfApplication & { offerId: string };
    'place.accepted': OfApplication & { offerId: string };
    /** `leftQueue`: they had put the place off, and no longer wait for the next run. */
    'place.declined': OfApplication & { offerId: string; leftQueue?: true };
    'place.deferred': OfApplication & { offerId: string };
    /** A declined or deferred offer stands again. */
    'place.reply-taken-back': OfApplication & { offerId: string };
    /** A deferred application came into this run: the ids are those of the new one. */
    'place.carried': OfApplication & { fromRunId: string };
    /** The reserve list is over, and this one was on it to the end. */
    'place.list-ended': OfApplication;
    'place.lapsed': OfApplication & { offerId: string };
    /** Somebody who had a place has none any more. */
    'place.given-up': OfApplication & { offerId: string };
  }
}

export const tells: readonly NewsKind[] = [
  'place.offered',
  'place.reserved',
  'place.accepted',
  'place.reminded',
  'place.declined',
  'place.deferred',
  'place.reply-taken-back',
  'place.carried',
  'place.list-ended',
  'place.lapsed',
  'place.given-up',
];
