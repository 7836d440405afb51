import type { Sweep, Task } from './jobs.ts';
import type { Listener, NewsKind } from './news.ts';
import type { Route } from './route.ts';

/** A query that must return no rows: run after every journey and every night. */
export type Invariant = { readonly says: string; readonly sql: string };

/** What a room hangs on the corridor. */
export type Room = {
  readonly name: string;
  readonly routes?: readonly Route[];
  readonly listeners?: readonly Listener[];
  /** What this room tells; a kind that no one hears yet says why. */
  readonly tells?: readonly (NewsKind | { readonly kind: NewsKind; readonly unheardBecause: string })[];
  readonly tasks?: readonly Task[];
  readonly sweeps?: readonly Sweep[];
  readonly invariants?: readonly Invariant[];
};
