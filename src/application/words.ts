import type { StateKind } from '#look/state.tsx';
import type { ApplicationState } from './application.ts';

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
  deferred: { kind: 'waiting', words: 'Deferred' },
};
