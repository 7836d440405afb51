import type { Temporal } from 'temporal-polyfill';

/** The texts that every public body owes its readers. */
export const STATEMENT_KINDS = ['accessibility', 'privacy'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

export const STATEMENT_TITLES: Record<StatementKind, string> = {
  accessibility: 'Accessibility statement',
  privacy: 'Privacy notice',
};

/** One version of a statement. Version 0 is the text that every institution starts with. */
export type Statement = {
  readonly kind: StatementKind;
  readonly version: number;
  /** Markdown. */
  readonly words: string;
  readonly writtenAt: Temporal.Instant | undefined;
  readonly writtenBy: string | undefined;
};
