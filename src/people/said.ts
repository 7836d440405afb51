import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { hatsOf } from './hat.sql.ts';
import { describePerson, findPerson } from './people.sql.ts';
import type { Person } from './person.ts';
import { findSaid, keepSaid, type ProviderIdentity, type Said } from './provider-visit.sql.ts';

/** Whoever has not come by way of a provider for longer than a year is not described by it any more. */
const HOLDS_DAYS = 400;

/** What a provider says of a person: theirs to have changed there, not here. Nothing when none said anything in 400 days. */
export function saidOf(db: Database, personId: string): Promise<Said | undefined> {
  return findSaid(db, personId, now().subtract({ hours: 24 * HOLDS_DAYS }));
}

/**
 * Takes over what a provider says of a person who has come by way of it, and answers the person as they are then. The department
 * becomes what it says, but for heads of department, whose own the team sets. The name does while it is the one that the
 * provider gave: one that they chose themselves stays. The e-mail address stays what it is: decision 002.
 */
export async function heedProvider(tx: Tx, person: Person, identity: ProviderIdentity): Promise<Person> {
  const before = await saidOf(tx, person.id);
  await keepSaid(tx, identity);
  const isOwnName = person.isNamed && person.name !== before?.name;
  await describePerson(tx, person.id, {
    ...(identity.name && !isOwnName ? { name: identity.name } : {}),
    ...(identity.department && !(await isHead(tx, person.id)) ? { department: identity.department } : {}),
  });
  return (await findPerson(tx, person.id)) ?? person;
}

async function isHead(tx: Tx, personId: string): Promise<boolean> {
  return (await hatsOf(tx, personId)).some(({ hat }) => hat === 'head-of-department');
}
