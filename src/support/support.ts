import type { Temporal } from 'temporal-polyfill';
import type { StateKind } from '#look/state.tsx';
import type { ApplicationState } from '#application';
import { refuse, type Refusal } from '#platform/refusal.ts';

/** What a line manager says: confirmed (they can take the time), or declined. */
export type ManagerAnswer = 'confirmed' | 'declined';

/** One asking of a line manager, with what they said. */
export type ManagerAsk = {
  readonly id: string;
  readonly applicationId: string;
  readonly number: number;
  readonly managerName: string;
  readonly managerEmail: string;
  readonly askedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | undefined;
  readonly answer: ManagerAnswer | undefined;
  readonly words: string;
  readonly answeredAt: Temporal.Instant | undefined;
};

export type SupportState = 'not-asked' | 'asked' | 'expired' | ManagerAnswer;

/** Where somebody's support stands at a moment, from the asking in force. */
export function supportState(ask: ManagerAsk | undefined, now: Temporal.Instant): SupportState {
  if (!ask) return 'not-asked';
  if (ask.answer) return ask.answer;
  return isOver(ask, now) ? 'expired' : 'asked';
}

/** The state in words that the applicant, selectors and the team all read. */
export const SUPPORT_WORDS: Record<SupportState, { kind: StateKind; words: string }> = {
  'not-asked': { kind: 'closed', words: 'Not asked' },
  asked: { kind: 'waiting', words: 'Asked, no answer yet' },
  expired: { kind: 'attention', words: 'No answer in time' },
  confirmed: { kind: 'done', words: 'Confirmed' },
  declined: { kind: 'stop', words: 'Declined' },
};

/** How long a link can be used. */
export const LINK_DAYS = 21;

/** Most letters to line managers about one application in a day, so that nobody is written to again and again. */
export const MOST_A_DAY = 5;

const ASKABLE: readonly ApplicationState[] = ['draft', 'submitted', 'reserve', 'offered', 'place-accepted'];

export type AskFacts = {
  readonly state: ApplicationState;
  readonly ownEmail: string;
  readonly managerEmail: string;
  readonly inForce: ManagerAsk | undefined;
  /** How many letters went out in the last 24 hours. */
  readonly today: number;
};

/** Why a line manager cannot be asked now. */
export function refusalToAsk(facts: AskFacts): Refusal | undefined {
  const { state, ownEmail, managerEmail, inForce, today } = facts;
  if (!ASKABLE.includes(state))
    return refuse('not-needed', 'This application does not need your line manager’s support any more.');
  if (managerEmail.toLowerCase() === ownEmail.toLowerCase())
    return refuse('own-address', 'This is your own address. Give your line manager’s.', 422);
  if (inForce?.answer && inForce.managerEmail.toLowerCase() === managerEmail.toLowerCase())
    return refuse('answered', `${inForce.managerName} has answered already.`);
  if (today >= MOST_A_DAY)
    return refuse('too-many-letters', `${MOST_A_DAY} letters went out today. Try again tomorrow.`, 429);
  return undefined;
}

/** Why a link does not take an answer (any more). */
export function refusalToAnswer(ask: ManagerAsk, now: Temporal.Instant): Refusal | undefined {
  if (ask.answer) return refuse('answered', 'You have answered this already. Nothing was changed.');
  if (ask.endedAt)
    return refuse('link-ended', 'This link has ended. There may be a newer one in your mailbox.');
  if (isOver(ask, now))
    return refuse('link-expired', 'This link has expired. The applicant can send you another.');
  return undefined;
}

function isOver({ expiresAt }: ManagerAsk, now: Temporal.Instant): boolean {
  return expiresAt.epochMilliseconds <= now.epochMilliseconds;
}
