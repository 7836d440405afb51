import { findPerson } from '#people';
import type { Tx } from '#platform/database.ts';
import type { LetterRead } from '#platform/letter-list.sql.ts';
import { resendLetter, rewriteDraft, sendDraft } from '#platform/letters.ts';
import { readProse } from '#platform/prose.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import { compose, type Composed } from './compose.ts';
import { faultsOf, type TextFault } from './faults.ts';
import { findLetterKind } from './kind.ts';
import type { LetterText } from './letter-text.ts';
import { blockText, letterBody, printLetter } from './print.ts';
import { countResendings, insertResending } from './resending.sql.ts';
import { changeWording, findWording, type Wording } from './wording.sql.ts';
import { sayMissing } from './write.ts';

/** A letter as what it was written from makes it, or as another text would. */
export function composeWording({ text, values, linkPath }: Wording, other?: LetterText): Composed {
  return compose(other ?? text, values, linkPath);
}

/**
 * What is wrong with a text for one letter: what would be wrong with it for every letter of its kind, but that needed values
 * may be said in other words here, as they must be where there are none. The link stays needed.
 */
export function wordingFaults({ kind }: Pick<Wording, 'kind'>, text: LetterText): TextFault[] {
  const found = findLetterKind(kind);
  if (!found) return [];
  const placeholders = Object.entries(found.placeholders).map(
    ([name, { means, example }]) => [name, { means, example }] as const,
  );
  return faultsOf({ ...found, placeholders: Object.fromEntries(placeholders) }, text);
}

export type DraftChange = {
  readonly letterId: string;
  readonly text: LetterText;
  readonly by: string;
  /** The version of the wording that the writer began from. */
  readonly basedOn: number;
};

const SENT_MEANWHILE = refuse(
  'no-draft',
  'This letter is no draft any more: somebody sent or discarded it meanwhile. Nothing was changed.',
);

/**
 * Gives one draft other words, its own placeholders filled as before; what lacked a value and does so no more can be sent
 * from then on. Throws Refused for a text with a fault (422) or a letter that is no draft any more. Answers false, and
 * changes nothing, when somebody else changed it since `basedOn`.
 */
export async function editDraft(tx: Tx, { letterId, text, by, basedOn }: DraftChange): Promise<boolean> {
  const wording = await findWording(tx, letterId);
  if (!wording) {
    stopIf(SENT_MEANWHILE);
    return false;
  }
  const [fault] = wordingFaults(wording, text);
  stopIf(fault && refuse('wrong-text', fault.says, 422));
  const composed = composeWording(wording, text);
  const { missing } = composed;
  if (!(await changeWording(tx, { letterId, text, missing, by, basedOn }))) return false;
  const rewritten = await rewriteDraft(tx, letterId, printLetter(composed), sayMissing(missing));
  stopIf(rewritten ? undefined : SENT_MEANWHILE);
  return true;
}

/** Queues each of these drafts that still can be, in one order for all who do so at once. Answers how many it queued. */
export async function sendDrafts(tx: Tx, letterIds: readonly string[]): Promise<number> {
  let sent = 0;
  for (const letterId of [...letterIds].sort()) if (await sendDraft(tx, letterId)) sent++;
  return sent;
}

/** Why a letter cannot be sent once more: it has not gone out yet, or it opens a door. */
export function refusalToResend({
  state,
  secret,
}: Pick<LetterRead, 'state' | 'secret'>): Refusal | undefined {
  if (!secret && (state === 'sent' || state === 'bounced')) return undefined;
  return refuse('not-sent', 'Only a letter that was sent can be sent again.');
}

export type NewResending = {
  /** Markdown, above what the letter said. */
  readonly preface: string;
  readonly by: string;
  /** How often it had been sent again when the page was opened: two who press at once send one. */
  readonly basedOn: number;
};

/**
 * Sends a letter once more with a preface, to the address that its reader has now. Both letters stay in the log, each
 * naming the other. Throws Refused for one that was not sent, and when somebody sent it again since `basedOn`. Answers
 * the new letter's id.
 */
export async function resend(
  tx: Tx,
  letter: LetterRead,
  { preface, by, basedOn }: NewResending,
): Promise<string | undefined> {
  stopIf(refusalToResend(letter));
  const person = letter.personId === undefined ? undefined : await findPerson(tx, letter.personId);
  const to = { name: person?.name ?? letter.toName, address: person?.email ?? letter.toAddress };
  const blocks = readProse(preface);
  const printed = { text: blocks.map(blockText).join('\n\n'), html: letterBody(blocks) };
  const letterId = await resendLetter(tx, letter.id, { to, preface: printed });
  if (letterId === undefined) {
    stopIf(refusalToResend({ ...letter, state: 'draft' }));
    return undefined;
  }
  const number = (await countResendings(tx, letter.id)) + 1;
  if (number !== basedOn + 1) stopIf(refuse('sent-again', 'Somebody sent this letter again meanwhile.'));
  await insertResending(tx, { letterId, ofLetterId: letter.id, number, preface, sentBy: by });
  return letterId;
}
