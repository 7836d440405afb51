import type { StateKind } from '#look/state.tsx';
import type { Outcome } from './decision.ts';

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
