import { StateTag } from '#look/state.tsx';
import { now } from '#platform/clock.ts';
import { SUPPORT_WORDS, supportState, type ManagerAsk } from './support.ts';

/** Where a line manager's support stands, for those who read and decide; what the manager wrote is the applicant's. */
export function SupportMark({ ask }: { ask: ManagerAsk | undefined }) {
  const { kind, words } = SUPPORT_WORDS[supportState(ask, now())];
  return <StateTag kind={kind}>{`Line manager: ${words.charAt(0).toLowerCase()}${words.slice(1)}`}</StateTag>;
}
