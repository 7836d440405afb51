import type { Sweep, Task } from './jobs.ts';
import type { Listener, NewsKind } from './news.ts';
import type { Route } from './route.ts';

/** A query that must return no rows: run after every journey and every night. */
export type Invariant = { readonly says: string; readonly sql: string };

/**
 * Something that people leave behind and that a nightly sweep removes, so many days after something. `days` is the number that
 * holds until an institution chooses its own, between `least` and `most`; the privacy notice says whichever is in force.
 */
export type Keeping = {
  /** "room.what-is-kept", the name under which institutions' numbers are kept: never change it. */
  readonly name: string;
  /** Such as "When and where you signed in". */
  readonly what: string;
  /** Finishes "30 days …": "after that session ended". */
  readonly since: string;
  readonly days: number;
  readonly least: number;
  readonly most: number;
};

/** What a room may hang on the corridor that an earlier room, and not the ground, knows of; it adds its part there. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging, room by room
export interface RoomParts {}

/** What a room hangs on the corridor. */
export type Room = RoomParts & {
  readonly name: string;
  readonly routes?: readonly Route[];
  readonly listeners?: readonly Listener[];
  /** What this room tells; a kind that no one hears yet says why. */
  readonly tells?: readonly (NewsKind | { readonly kind: NewsKind; readonly unheardBecause: string })[];
  readonly tasks?: readonly Task[];
  readonly sweeps?: readonly Sweep[];
  readonly invariants?: readonly Invariant[];
  /** What this room keeps for a time and then removes. */
  readonly keeps?: readonly Keeping[];
};
