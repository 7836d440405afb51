import { now } from '#platform/clock.ts';
import { holdKey, type Tx } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { announce } from '#platform/news.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import {
  countFrom,
  findEnquiry,
  forgetMarks,
  insertAnswer,
  insertEnquiry,
  type NewEnquiry,
} from './enquiry.sql.ts';

/** Most questions from one network address within an hour. */
export const MOST_AN_HOUR = 10;

/** Why one more question may not come from this address now. `asked` counts those of the last hour. */
export function refusalToAsk(asked: number): Refusal<'too-many-questions'> | undefined {
  if (asked < MOST_AN_HOUR) return undefined;
  return refuse(
    'too-many-questions',
    `From this network ${MOST_AN_HOUR} questions came within an hour, and no more are taken. Come back in an hour, or write by e-mail.`,
    429,
  );
}

/**
 * Keeps a question and tells of it: the team gets a letter, whose reply goes to whoever asked. Counts by `senderMark` where there
 * is one. Throws Refused (429) when too many came from there. Answers the enquiry's id.
 */
export async function askTeam(tx: Tx, enquiry: NewEnquiry): Promise<string> {
  if (enquiry.senderMark !== undefined) {
    await holdKey(tx, `enquiry:${enquiry.senderMark}`);
    stopIf(refusalToAsk(await countFrom(tx, enquiry.senderMark, now().subtract({ hours: 1 }))));
  }
  const id = await insertEnquiry(tx, enquiry);
  const deskPath = enquiry.runId ? `/desk/${enquiry.runId}/enquiries#enquiry-${id}` : '/desk';
  await announce(tx, 'programme.enquiry-asked', { enquiryId: id, deskPath });
  return id;
}

/**
 * Answers a question by letter, once: when two people answer at the same time, the second is refused (409) and told
 * who was first, and nothing is sent.
 */
export async function answerEnquiry(
  tx: Tx,
  answer: { readonly enquiryId: string; readonly words: string; readonly by: string },
): Promise<void> {
  const first = await insertAnswer(tx, answer);
  const enquiry = await findEnquiry(tx, answer.enquiryId);
  if (!first || !enquiry) {
    const who = enquiry?.answer?.by ?? 'Somebody else';
    stopIf(refuse('answered-already', `${who} has answered this question already, so nothing was sent.`));
    return;
  }
  await announce(tx, 'programme.enquiry-answered', { enquiryId: enquiry.id });
}

/** Forgets, each night, from where yesterday's questions came. */
export const forgetSenders: Sweep = {
  name: 'forget-enquiry-senders',
  match: '20 3 * * *',
  run: (db) => forgetMarks(db, now().subtract({ hours: 24 })),
};
