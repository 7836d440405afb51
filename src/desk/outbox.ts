import { createHash } from 'node:crypto';
import { applicationsToRun } from '#application';
import { findLetterKind } from '#letter';
import { findRunById, mayCoordinate, type Run } from '#programme';
import type { Database } from '#platform/database.ts';
import {
  findLetter,
  type LetterFilter,
  type LetterLine,
  type LetterRead,
} from '#platform/letter-list.sql.ts';
import type { LetterState } from '#platform/platform.tables.ts';
import type { Viewer } from '#platform/viewer.ts';
import { sayLetter } from './trouble-words.ts';

/** The states that letters are listed by. */
export const OUTBOX_STATES = ['draft', 'queued', 'sent', 'bounced', 'discarded'] as const;

/** What the address of the outbox asks for; anything else in it is left out. */
export function readFilter(query: URLSearchParams): LetterFilter {
  const state = OUTBOX_STATES.find((one) => one === query.get('state'));
  const kind = query.get('kind')?.trim().slice(0, 100);
  const to = query.get('to')?.trim().slice(0, 200);
  return { ...(state ? { state } : {}), ...(kind ? { kind } : {}), ...(to ? { to } : {}) };
}

/** A filter as the end of an address: "?state=draft&to=amara", or nothing. */
export function filterQuery({ state, kind, to }: LetterFilter): string {
  const query = new URLSearchParams();
  if (state) query.set('state', state);
  if (kind) query.set('kind', kind);
  if (to) query.set('to', to);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The run in the address, for those who coordinate it. */
export async function outboxRun(db: Database, viewer: Viewer, runId: string): Promise<Run | undefined> {
  const run = await findRunById(db, runId);
  return run && !mayCoordinate(viewer, run) ? run : undefined;
}

/** What a run's letters are about: its applications and its series. Other letters to the same people are not the run's to read. */
export async function thingsOfRun(db: Database, runId: string): Promise<string[]> {
  const applications = await applicationsToRun(db, runId);
  return [`run:${runId}`, ...applications.map(({ id }) => `application:${id}`)];
}

/** A letter of a run; nothing for one of somebody else's, or one that opens a door. */
export async function outboxLetter(
  db: Database,
  run: Run,
  letterId: string,
): Promise<LetterRead | undefined> {
  const letter = await findLetter(db, letterId);
  if (!letter?.about || letter.secret) return undefined;
  return (await thingsOfRun(db, run.id)).includes(letter.about) ? letter : undefined;
}

/** What a kind of letter is called. */
export function kindTitle(kind: string): string {
  return findLetterKind(kind)?.title ?? sayLetter(kind);
}

/** Whether sending takes this letter along: a draft that nobody holds and that lacks nothing. */
export function isReady({ state, heldBy, trouble }: LetterLine): boolean {
  return state === 'draft' && heldBy === undefined && trouble === undefined;
}

/** Whether a letter can be sent from its page or its row: a ready draft, or one that did not arrive. */
export function mayBeSent(letter: LetterLine): boolean {
  const { state, trouble } = letter;
  return isReady(letter) || state === 'bounced' || (state === 'sending' && trouble !== undefined);
}

/** The letters that somebody agreed to send, in a word: another letter among them makes it another word. */
export function sealOf(letters: readonly Pick<LetterLine, 'id'>[]): string {
  const ids = letters.map(({ id }) => id).sort();
  return createHash('sha256').update(ids.join()).digest('base64url');
}

/** How many letters are in a state that a tab names. */
export function countIn(
  counts: readonly { readonly state: LetterState; readonly count: number }[],
  state: (typeof OUTBOX_STATES)[number] | undefined,
): number {
  const states: readonly LetterState[] = state === 'queued' ? ['queued', 'sending'] : state ? [state] : [];
  return counts
    .filter((one) => state === undefined || states.includes(one.state))
    .reduce((sum, { count }) => sum + count, 0);
}
