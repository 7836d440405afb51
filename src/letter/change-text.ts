import type { Tx } from '#platform/database.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import { faultsOf } from './faults.ts';
import type { LetterKind } from './kind.ts';
import type { LetterText } from './letter-text.ts';
import { insertLetterText } from './letter-text.sql.ts';

export type TextChange = {
  readonly programmeId: string;
  /** Nothing: the house's default again. */
  readonly text: LetterText | undefined;
  /** true: letters of this kind wait in the outbox. */
  readonly waits: boolean;
  readonly by: string;
  /** The version that the writer began from; 0 is the default. */
  readonly basedOn: number;
};

/** Why a text may not be that of a kind: its first fault. */
export function refusalToSay(kind: LetterKind, text: LetterText): Refusal<'wrong-text'> | undefined {
  const [fault] = faultsOf(kind, text);
  return fault && refuse('wrong-text', fault.says, 422);
}

/**
 * Gives a kind of letter another text in a programme, as its next version: letters written from now on say it, those
 * written before stay. Throws Refused (422) for a text with a fault. Answers the version's number; nothing, and keeps
 * nothing, when somebody else changed it since `basedOn`.
 */
export async function changeText(tx: Tx, kind: LetterKind, change: TextChange): Promise<number | undefined> {
  if (change.text) stopIf(refusalToSay(kind, change.text));
  return insertLetterText(tx, { ...change, kind: kind.kind });
}
