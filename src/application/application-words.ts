import type { StateKind } from '#look/state.tsx';
import type { ApplicationState, Outcome } from './application.ts';

/** A state in the applicant's words, with the sign it carries. */
export const STATE_WORDS: Record<ApplicationState, { kind: StateKind; words: string }> = {
  draft: { kind: 'now', words: 'Draft' },
  submitted: { kind: 'waiting', words: 'Submitted' },
  offered: { kind: 'attention', words: 'Offered' },
  'place-accepted': { kind: 'done', words: 'Place confirmed' },
  'place-declined': { kind: 'closed', words: 'Declined' },
  reserve: { kind: 'waiting', words: 'Reserve list' },
  'not-offered': { kind: 'closed', words: 'Not offered' },
  withdrawn: { kind: 'closed', words: 'Withdrawn' },
  'offer-lapsed': { kind: 'closed', words: 'Offer ended' },
  'place-given-up': { kind: 'closed', words: 'Place given up' },
};

/** An outcome as the team marks it. */
export const OUTCOME_WORDS: Record<Outcome, { kind: StateKind; words: string }> = {
  offered: { kind: 'done', words: 'Offer' },
  reserve: { kind: 'waiting', words: 'Reserve' },
  'not-offered': { kind: 'closed', words: 'Not offered' },
};

/** "1 offer", "3 offers". */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}
