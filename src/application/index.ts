import './application.tables.ts';
import './news.ts';
import type { Room } from '#platform/room.ts';

export {
  APPLICATION_STATES,
  applicationPath,
  type Application,
  type ApplicationState,
  type Offer,
  type Outcome,
} from './application.ts';
export {
  applicationsOf,
  applicationsToRun,
  findApplication,
  findApplicationTo,
  placeHolders,
  placesOf,
  runCounts,
  runCountsOf,
  type ApplicationToRun,
  type Place,
  type PlaceHolder,
  type RunCounts,
} from './application.sql.ts';

export const application: Room = { name: 'application' };
