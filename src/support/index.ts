import './support.tables.ts';
import type { Room } from '#platform/room.ts';
import { applicantRoutes } from './applicant.page.tsx';
import { besideApplication } from './beside.ts';
import { invariants } from './invariants.ts';
import { listeners } from './listeners.ts';
import { managerRoutes } from './manager.page.tsx';
import { tells } from './news.ts';
import { answeredLetter, askedLetter } from './support.letter.ts';

export { answerAsk, askManager, type Manager } from './ask.ts';
export { SupportMark } from './mark.view.tsx';
export { askOf, asksOf } from './support.sql.ts';
export { SUPPORT_WORDS, supportState, type ManagerAsk, type SupportState } from './support.ts';

/** What line managers say to the time that an application asks of them. */
export const support: Room = {
  name: 'support',
  routes: [...applicantRoutes, ...managerRoutes],
  letters: [askedLetter, answeredLetter],
  listeners,
  tells,
  invariants,
  besideApplication,
};
