import './selection.tables.ts';
import type { Room } from '#platform/room.ts';
import { decisionsRoutes } from './decisions.page.tsx';
import { dossierRoutes } from './dossier.page.tsx';
import { listeners } from './guide.ts';
import { guideRoutes } from './guide.page.tsx';
import { interestRoutes } from './interests.page.tsx';
import { readingRoutes } from './reading.page.tsx';
import { selectingRoutes } from './selecting.page.tsx';
import { invariants } from './upkeep.ts';

export type { Outcome } from './decision.ts';
export { recordReading } from './selecting.ts';
export { copyGuide } from './guide.ts';
export { declareInterest } from './selecting.ts';
export { explainDecision } from './decide.ts';
export { countUnread } from './balance.sql.ts';
export { concernsOf } from './dossier.sql.ts';
export { markDecisions } from './decide.ts';
export {
  findExplanation,
  lockPendingDecisions,
  markAnnounced,
  pendingDecisions,
  type PendingDecision,
} from './selection.sql.ts';
export { count, OUTCOME_WORDS } from './words.ts';

export const selection: Room = {
  name: 'selection',
  routes: [
    ...selectingRoutes,
    ...readingRoutes,
    ...decisionsRoutes,
    ...dossierRoutes,
    ...guideRoutes,
    ...interestRoutes,
  ],
  listeners,
  invariants,
};
