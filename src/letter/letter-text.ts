import type { Temporal } from 'temporal-polyfill';

/** What a kind of letter says: a subject, a body in Markdown, and the words on its link. */
export type LetterText = {
  readonly subject: string;
  readonly body: string;
  /** '' where the kind has no link. */
  readonly linkLabel: string;
};

/** A text as it stands in a programme. Number 0 is the default of the house. */
export type TextVersion = {
  readonly number: number;
  /** The default of the house again, for whoever went back to it. */
  readonly isDefault: boolean;
  readonly text: LetterText;
  /** true: letters of this kind wait in the outbox until somebody sends them. */
  readonly waits: boolean;
  readonly writtenAt: Temporal.Instant | undefined;
  readonly writtenBy: string | undefined;
};
