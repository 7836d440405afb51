import type { Temporal } from 'temporal-polyfill';
import { ratingsFor, type Edition, type Rating, type SectionSlot } from '#framework';
import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { readProse, proseText } from '#platform/prose.ts';
import { NOT_THERE, refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import { endDone, findComment, insertComment, insertDone } from './comment.sql.ts';
import type { Portfolio } from './portfolio.ts';
import { sharedWith } from './share.sql.ts';

/** What somebody said of a section, or answered. */
export type Comment = {
  readonly id: string;
  readonly portfolioId: string;
  readonly slot: string;
  /** The component that it is about; '' for the whole section. */
  readonly component: string;
  readonly authorId: string;
  readonly answersId: string | undefined;
  /** Plain text. */
  readonly words: string;
  /** A passage of the text as it stood then. */
  readonly quote: string | undefined;
  /** The version of the part in which the passage stood. */
  readonly partVersion: number | undefined;
  /** The id of a rating in the assessors' words, where the mentor gave one. */
  readonly rating: string | undefined;
  readonly writtenAt: Temporal.Instant;
  /** When the owner marked it as done; nothing while it is open. */
  readonly doneAt: Temporal.Instant | undefined;
};

export type NewComment = {
  readonly slot: string;
  readonly component: string;
  readonly words: string;
  readonly quote?: string | undefined;
  readonly partVersion?: number | undefined;
  readonly rating?: string | undefined;
};

/** The words that assessors rate this section by, for feedback in the same words; none where it is not rated. */
export function ratingWords(edition: Edition, { section }: Pick<SectionSlot, 'section'>): readonly Rating[] {
  return section.assessed ? ratingsFor(edition, section.kind) : [];
}

/**
 * A mentor says something of a section. Tells `portfolio.feedback-given`. Throws Refused: not-found where the portfolio is
 * not shared with them now. Answers the comment's id.
 */
export async function giveFeedback(
  tx: Tx,
  portfolio: Portfolio,
  byPersonId: string,
  said: NewComment,
): Promise<string> {
  if (!(await sharedWith(tx, portfolio.id, byPersonId))) stopIf(NOT_THERE);
  const { id: portfolioId, personId } = portfolio;
  const commentId = await insertComment(tx, {
    ...blank(portfolioId, byPersonId),
    ...said,
    answersId: undefined,
  });
  await announce(tx, 'portfolio.feedback-given', {
    portfolioId,
    personId,
    slot: said.slot,
    byPersonId,
    commentId,
  });
  return commentId;
}

/**
 * The owner or a mentor answers a comment (an answer to an answer goes to the comment itself). A mentor's answer tells
 * `portfolio.feedback-given`. Throws Refused not-found.
 */
export async function answerComment(
  tx: Tx,
  portfolio: Portfolio,
  byPersonId: string,
  { commentId, words }: { readonly commentId: string; readonly words: string },
): Promise<void> {
  const isOwner = byPersonId === portfolio.personId;
  if (!isOwner && !(await sharedWith(tx, portfolio.id, byPersonId))) stopIf(NOT_THERE);
  const found = await findComment(tx, portfolio.id, commentId);
  if (!found) return stopIf(NOT_THERE);
  const { slot, component } = found;
  const answersId = found.answersId ?? found.id;
  const id = await insertComment(tx, {
    ...blank(portfolio.id, byPersonId),
    slot,
    component,
    words,
    answersId,
  });
  if (isOwner) return;
  const { id: portfolioId, personId } = portfolio;
  await announce(tx, 'portfolio.feedback-given', { portfolioId, personId, slot, byPersonId, commentId: id });
}

/** The owner marks a comment as done, or opens it again. Throws Refused not-found. */
export async function settleComment(
  tx: Tx,
  portfolio: Portfolio,
  commentId: string,
  to: 'done' | 'open',
): Promise<void> {
  const found = await findComment(tx, portfolio.id, commentId);
  if (!found || found.answersId) return stopIf(NOT_THERE);
  await (to === 'done' ? insertDone(tx, commentId) : endDone(tx, commentId));
}

/** Whether a quoted passage still stands in a text; both are compared as plain words, however they are broken into lines. */
export function stillQuotes(text: string, quote: string): boolean {
  const plain = flat(proseText(readProse(text)));
  const wanted = flat(quote);
  return plain.includes(wanted) || flat(text).includes(wanted);
}

/** Why a passage cannot be quoted: it does not stand in the text. */
export function refusalOfQuote(text: string, quote: string): Refusal | undefined {
  if (quote === '' || stillQuotes(text, quote)) return undefined;
  return refuse(
    'not-in-the-text',
    'These words do not stand in the text. Copy them from it, or leave this empty.',
    422,
  );
}

function flat(words: string): string {
  return words.replace(/\s+/gu, ' ').trim();
}

function blank(portfolioId: string, authorId: string) {
  return { portfolioId, authorId, quote: undefined, partVersion: undefined, rating: undefined };
}

/** A comment with what was answered to it, as it is shown. */
export type Thread = { readonly comment: Comment; readonly answers: readonly Comment[] };

/** Comments with their answers: open ones first, each kind oldest first. `comments` are in the order of writing. */
export function threadsOf(comments: readonly Comment[]): readonly Thread[] {
  const threads = comments
    .filter(({ answersId }) => answersId === undefined)
    .map((comment) => ({ comment, answers: comments.filter(({ answersId }) => answersId === comment.id) }));
  return [
    ...threads.filter(({ comment }) => !comment.doneAt),
    ...threads.filter(({ comment }) => comment.doneAt),
  ];
}
