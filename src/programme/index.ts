import './programme.tables.ts';
import type { Room } from '#platform/room.ts';
import { forgetSenders } from './enquire.ts';
import { tellRunOpened, tells } from './news.ts';
import { copyRoutes } from './copy.page.tsx';
import { datesRoutes } from './dates.page.tsx';
import { enquiryRoutes } from './enquiries.page.tsx';
import { invariants } from './invariants.ts';
import { newRunRoutes } from './new-run.page.tsx';
import { publicRoutes } from './public.page.tsx';
import { setUpRoutes } from './set-up.page.tsx';
import { statementRoutes } from './statements.page.tsx';
import { textRoutes } from './text.page.tsx';
import { workshopsPlanRoutes } from './workshops-plan.page.tsx';

export {
  runName,
  USUAL_OFFICE_HOURS_AHEAD,
  runPath,
  type Programme,
  type Run,
  type UnconfirmedDate,
  type Workshop,
} from './programme.ts';
export {
  addProgramme,
  findProgramme,
  findProgrammeById,
  hasInstitution,
  programmesList,
  type NewProgramme,
} from './programme.sql.ts';
export {
  addRun,
  findRun,
  findRunById,
  findRuns,
  lockRun,
  runsOfInstitution,
  runsOfProgramme,
  runsOfProgrammes,
  type NewRun,
} from './run.sql.ts';
export { addWorkshop, findWorkshop, workshopsOf, workshopsOfRuns, type NewWorkshop } from './workshop.sql.ts';
export {
  firstStart,
  mayCoordinate,
  maySelect,
  runStanding,
  waitsForDates,
  type RunStanding,
} from './rules.ts';
export { coordinatedRun, DESK_SECTION, DeskFrame } from './desk-frame.tsx';
export { readWall, typedWall, WallField } from './wall-field.tsx';
export { workshopCalendarEvents, workshopUid } from './calendar-events.ts';
export { termsOf, termTables } from './way.ts';
export { flagFormDays } from './change-run.ts';
export { likeDay } from './copy-run.ts';
export { PAGE_SECTIONS, SECTION_IDS, type SectionId } from './sections.ts';
export { textsOf, writeText, type NewSectionText, type Texts } from './section-text.sql.ts';
export { writeStatement, type NewStatement } from './statement.sql.ts';
export { answerEnquiry, askTeam } from './enquire.ts';
export { countUnanswered, findEnquiry, type Enquiry, type NewEnquiry } from './enquiry.sql.ts';
export { newRunPath } from './new-run.page.tsx';
export { setUpPath } from './set-up.ts';

export const programme: Room = {
  name: 'programme',
  routes: [
    ...publicRoutes,
    ...textRoutes,
    ...datesRoutes,
    ...workshopsPlanRoutes,
    ...copyRoutes,
    ...newRunRoutes,
    ...enquiryRoutes,
    ...statementRoutes,
    ...setUpRoutes,
  ],
  tells,
  tasks: [tellRunOpened],
  sweeps: [forgetSenders],
  invariants,
};
