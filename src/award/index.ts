import './award.tables.ts';
import './news.ts';
import type { Room } from '#platform/room.ts';
import { awardRoutes } from './award.page.tsx';
import { invariants } from './invariants.sql.ts';
import { listeners } from './listeners.ts';
import { tidyRegister } from './list.ts';
import { tells } from './news.ts';
import { registerRoutes } from './register.page.tsx';
import { standingRoutes } from './standing.page.tsx';
import { forgetWrongTries } from './verify.ts';
import { verifyRoutes } from './verify.page.tsx';

export { awardStanding, isFromElsewhere, type Award, type AwardStanding } from './award.ts';
export { awardByCode, awardOfCase, awardsOf, awardsOfPersons, findAward } from './award.sql.ts';
export { listAward, unlistAward } from './list.ts';
export { reinstateAward, revokeAward } from './standing.ts';
export { StandingTag } from './award.view.tsx';
export { sayCode, verifyPath } from './code.ts';
export { enterOlderAward, giveAward, type AwardingOutcome, type OlderAward } from './give.ts';

/** Awards, their certificates, how anyone checks them, and the register of holders. */
export const award: Room = {
  name: 'award',
  routes: [...awardRoutes, ...standingRoutes, ...verifyRoutes, ...registerRoutes],
  listeners,
  tells,
  sweeps: [tidyRegister, forgetWrongTries],
  invariants,
};
