import type { Temporal } from 'temporal-polyfill';
import type { Database, Tx } from '#platform/database.ts';
import type { Hat, Organisation } from './person.ts';

/** Somebody who wears a hat now. */
export type Wearer = {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly hat: Hat;
  readonly since: Temporal.Instant;
};

/** Everyone who wears any hat at the organisation now, by name. */
export async function wearersByHat(db: Database, organisationId: string): Promise<Wearer[]> {
  const rows = await db
    .selectFrom('people.hat')
    .innerJoin('people.person', 'people.person.id', 'people.hat.person_id')
    .select(['people.hat.person_id', 'people.person.name', 'people.person.email', 'people.hat.hat'])
    .select('people.hat.given_at')
    .where('people.hat.organisation_id', '=', organisationId)
    .where('people.hat.taken_at', 'is', null)
    .orderBy('people.person.name')
    .orderBy('people.person.id')
    .execute();
  return rows.map(({ person_id, name, email, hat, given_at }) => ({
    personId: person_id,
    name,
    email,
    hat,
    since: given_at,
  }));
}

/** A hat that a person wears, and where. */
export type OwnHat = {
  readonly hat: Hat;
  readonly since: Temporal.Instant;
  readonly organisation: Pick<Organisation, 'id' | 'kind' | 'name' | 'zone'>;
};

/** The hats that a person wears now, oldest first. */
export async function hatsOf(db: Database, personId: string): Promise<OwnHat[]> {
  const rows = await db
    .selectFrom('people.hat')
    .innerJoin('people.organisation', 'people.organisation.id', 'people.hat.organisation_id')
    .select(['people.hat.hat', 'people.hat.given_at', 'people.organisation.id'])
    .select(['people.organisation.kind', 'people.organisation.name', 'people.organisation.zone'])
    .where('people.hat.person_id', '=', personId)
    .where('people.hat.taken_at', 'is', null)
    .orderBy('people.hat.given_at')
    .orderBy('people.hat.id')
    .execute();
  return rows.map(({ hat, given_at, ...organisation }) => ({ hat, since: given_at, organisation }));
}

/** Holds an organisation while its hats are counted. */
export async function lockOrganisation(tx: Tx, organisationId: string): Promise<void> {
  await tx
    .selectFrom('people.organisation')
    .select('id')
    .where('id', '=', organisationId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}
