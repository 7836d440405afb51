import type { ComponentChildren } from 'preact';

/**
 * What a state is about, whatever its words: `done` is over and well, `now` is under way, `waiting` is with somebody else,
 * `attention` needs this person, `closed` is over, `stop` was refused.
 */
export type StateKind = 'done' | 'now' | 'waiting' | 'attention' | 'closed' | 'stop';

/** A state in words with a sign of its own shape, so that colour is never alone. */
export function StateTag({ kind, children }: { kind: StateKind; children: ComponentChildren }) {
  return <span class={`state state-${kind}`}>{children}</span>;
}
