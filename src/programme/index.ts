import './programme.tables.ts';
import './news.ts';
import type { Room } from '#platform/room.ts';
import { tells } from './news.ts';
import { tellRunOpened } from './opening.ts';

export { runPath, type Programme, type Run, type UnconfirmedDate, type Workshop } from './programme.ts';
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
  type NewRun,
} from './run.sql.ts';
export { addWorkshop, findWorkshop, workshopsOf, workshopsOfRuns, type NewWorkshop } from './workshop.sql.ts';
export { runStanding, waitsForDates, type RunStanding } from './standing.ts';
export { mayCoordinate, maySelect } from './access.ts';
export { workshopCalendarEvents, workshopUid } from './calendar-events.ts';
export { setUpPath } from './set-up-path.ts';

export const programme: Room = { name: 'programme', tells, tasks: [tellRunOpened] };
