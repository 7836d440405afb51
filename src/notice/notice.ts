import { timingSafeEqual } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import { refuse, type Refusal } from '#platform/refusal.ts';
import { sealFor } from '#platform/secret.ts';

/** Somebody's wish to be told, once, when the next run of a programme opens. */
export type Notice = {
  readonly id: string;
  readonly programmeId: string;
  readonly address: string;
  readonly writtenAt: Temporal.Instant | undefined;
  readonly confirmedAt: Temporal.Instant | undefined;
};

/** What a link in a letter does: it never does the other thing. */
export type LinkTo = 'confirm' | 'end';

/** The part of a link that only this house can make, for one notice and one purpose. */
export function sealNotice(to: LinkTo, id: string): string {
  return `${id}.${sealFor(`notice ${to}`, id).slice(0, 32)}`;
}

/** The notice that a link is about; nothing when the house did not make it for this purpose. */
export function noticeIdIn(to: LinkTo, sealed: string): string | undefined {
  const id = sealed.split('.')[0] ?? '';
  const [given, made] = [Buffer.from(sealed), Buffer.from(sealNotice(to, id))];
  const isOurs = given.length === made.length && timingSafeEqual(given, made);
  return isOurs && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : undefined;
}

/** Where a link in a letter leads. */
export function linkPath(to: LinkTo, id: string): string {
  return `/tell-me/${to}/${sealNotice(to, id)}`;
}

/** Most asked for from one network address within an hour: a whole office may ask. */
export const MOST_AN_HOUR = 30;
/** A letter that asks to confirm is written again after this many minutes at the earliest. */
export const MINUTES_BETWEEN = 60;

/** Why one more may not ask from this network now. `asked` counts those of the last hour. */
export function refusalToAsk(asked: number): Refusal<'too-many-asked'> | undefined {
  if (asked < MOST_AN_HOUR) return undefined;
  return refuse(
    'too-many-asked',
    'Many people asked from your network within the last hour. Try again a little later.',
    429,
  );
}
