import type { StateKind } from '#look/state.tsx';
import type { SectionState } from './portfolio.ts';

/** The words for a section's state. */
export const STATE_WORDS: Record<SectionState, string> = {
  'not-started': 'Not started',
  drafting: 'Drafting',
  'ready-for-feedback': 'Ready for feedback',
  'feedback-given': 'Feedback given',
  ready: 'Ready',
};

/** What each state asks for: under way, with somebody else, back with its owner, done. */
export const STATE_KINDS: Record<SectionState, StateKind> = {
  'not-started': 'closed',
  drafting: 'now',
  'ready-for-feedback': 'waiting',
  'feedback-given': 'attention',
  ready: 'done',
};
