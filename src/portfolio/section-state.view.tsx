import { StateTag, type StateKind } from '#look/state.tsx';
import type { SectionState } from './portfolio.ts';

/** How a section's state is said, wherever it is: its words, and what it asks for (under way, with somebody else, back with its owner, done). */
const SAID: Record<SectionState, { readonly kind: StateKind; readonly words: string }> = {
  'not-started': { kind: 'closed', words: 'Not started' },
  drafting: { kind: 'now', words: 'Drafting' },
  'ready-for-feedback': { kind: 'waiting', words: 'Ready for feedback' },
  'feedback-given': { kind: 'attention', words: 'Feedback given' },
  ready: { kind: 'done', words: 'Ready' },
};

/** A section's state in words: the same on every page. */
export function saySectionState(state: SectionState): string {
  return SAID[state].words;
}

/** A section's state as a sign with its words: the same on every page. */
export function SectionStateTag({ state }: { state: SectionState }) {
  const { kind, words } = SAID[state];
  return <StateTag kind={kind}>{words}</StateTag>;
}
