import './amendment.tables.ts';
import type { Room } from '#platform/room.ts';
import {
  changeAnsweredLetter,
  changeAskedLetter,
  editedLetter,
  sentLetter,
  unsentLetter,
} from './amendment.letter.ts';
import { accessCodeRoutes } from './access-codes.page.tsx';
import { applicantRoutes } from './applicant.page.tsx';
import { deskRoutes } from './applicants.page.tsx';
import { besideApplication } from './beside.ts';
import { copyRoutes } from './copy.page.ts';
import { invariants } from './invariants.ts';
import { lateRoutes } from './late.page.tsx';
import { listeners } from './listeners.ts';
import { tells } from './news.ts';
import { remindOfDrafts } from './remind.ts';

export { answerChange, askForChange } from './change-request.ts';
export { changeRequestsOf, openChangeRequests, type ChangeRequest } from './change-request.sql.ts';
export { editOnBehalf, sendOnBehalf } from './on-behalf.ts';
export { onBehalfOf, type OnBehalf } from './on-behalf.sql.ts';

/** What happens to an application outside its writer's own time: the team acts for somebody, and somebody asks for a change. */
export const amendment: Room = {
  name: 'amendment',
  routes: [...deskRoutes, ...applicantRoutes, ...lateRoutes, ...accessCodeRoutes, ...copyRoutes],
  letters: [unsentLetter, editedLetter, sentLetter, changeAskedLetter, changeAnsweredLetter],
  listeners,
  tells,
  sweeps: [remindOfDrafts],
  invariants,
  besideApplication,
};
