import './people.tables.ts';
import type { Room } from '#platform/room.ts';

export { HATS, HAT_WORDS, wears, wearsAnywhere, type Hat, type Organisation, type Person } from './person.ts';
export {
  addOrganisation,
  describePerson,
  findOrganisation,
  findPerson,
  findPersonByEmail,
  findPersons,
  giveHat,
  organisationsOf,
  personFor,
  takeHat,
  wearersOf,
  type NewPerson,
} from './people.sql.ts';
export { endSession, recognise, startSession } from './sessions.ts';

export const people: Room = { name: 'people' };
