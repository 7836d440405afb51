import type { Temporal } from 'temporal-polyfill';

/** Something to do before a workshop. */
export type Preparation = {
  readonly id: string;
  readonly workshopId: string;
  readonly what: string;
  readonly minutes: number;
  readonly dueAt: Temporal.Instant;
  /** A page of ours ("/registration") or an address on the web. */
  readonly link: string | undefined;
};

/** The same for one participant: done or not. */
export type OwnPreparation = Preparation & { readonly tickedAt: Temporal.Instant | undefined };

/** The minutes that the open items ask for in all. */
export function minutesOpen(items: readonly OwnPreparation[]): number {
  return items.reduce((sum, { minutes, tickedAt }) => sum + (tickedAt ? 0 : minutes), 0);
}
