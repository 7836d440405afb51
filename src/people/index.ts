import './people.tables.ts';
import type { Room } from '#platform/room.ts';
import { accountRoutes } from './account.page.tsx';
import { hatRoutes } from './hats.page.tsx';
import { removeOldWaysIn } from './house-keeping.ts';
import { invariants } from './invariants.sql.ts';
import { keepingRoutes } from './keeping.page.tsx';
import { OVER_SESSIONS, SIGN_IN_LINKS } from './keeping.ts';
import { oidcRoutes } from './oidc.page.tsx';
import { samlRoutes } from './saml.page.tsx';
import { signInRoutes } from './sign-in.page.tsx';

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
export { keepingPath } from './keeping.page.tsx';
export { daysKept, keptAt, seatKeepings, type Kept } from './keeping.ts';
export { samlHere } from './saml-metadata.ts';
export { houseZone } from './sign-in.ts';
export { wayOn, withWayOn } from './way-on.ts';
export { endSession, recognise, startSession } from './session.sql.ts';

/** Persons, their hats, how they sign in, and where they are signed in. */
export const people: Room = {
  name: 'people',
  routes: [...signInRoutes, ...oidcRoutes, ...samlRoutes, ...accountRoutes, ...hatRoutes, ...keepingRoutes],
  sweeps: [removeOldWaysIn],
  invariants,
  keeps: [SIGN_IN_LINKS, OVER_SESSIONS],
};
