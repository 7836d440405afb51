import { sql } from 'kysely';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Hat, Organisation, Person } from './person.ts';

const PERSON = ['id', 'name', 'email', 'institution_id', 'department', 'role_title', 'is_named'] as const;

type PersonRow = {
  id: string;
  name: string;
  email: string;
  institution_id: string | null;
  department: string;
  role_title: string;
  is_named: boolean;
};

function toPerson(row: PersonRow): Person {
  const { id, name, email, department } = row;
  return {
    id,
    name,
    email,
    department,
    roleTitle: row.role_title,
    institutionId: row.institution_id ?? undefined,
    isNamed: row.is_named,
  };
}

/** The person with this id, or nothing. */
export async function findPerson(db: Database, id: string): Promise<Person | undefined> {
  const row = await db.selectFrom('people.person').select(PERSON).where('id', '=', id).executeTakeFirst();
  return row && toPerson(row);
}

/** Several persons at once, by id; unknown ids are left out. */
export async function findPersons(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  const rows = await db
    .selectFrom('people.person')
    .select(PERSON)
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, toPerson(row)]));
}

/** The person with this e-mail address (any case), or nothing. */
export async function findPersonByEmail(db: Database, email: string): Promise<Person | undefined> {
  const row = await db
    .selectFrom('people.person')
    .select(PERSON)
    .where('email', '=', email.trim().toLowerCase())
    .executeTakeFirst();
  return row && toPerson(row);
}

export type NewPerson = {
  readonly name: string;
  readonly email: string;
  readonly institutionId?: string | undefined;
  readonly department?: string;
  readonly roleTitle?: string;
};

/**
 * The person with this address, added now if there was none. Safe when two ask at once. Without a name they are called
 * by the first half of their address until they say what they are called.
 */
export async function personFor(tx: Tx, person: NewPerson): Promise<Person> {
  const email = person.email.trim().toLowerCase();
  const added = await tx
    .insertInto('people.person')
    .values({
      name: person.name.trim() || email.split('@')[0] || email,
      email,
      institution_id: person.institutionId ?? null,
      department: person.department ?? '',
      role_title: person.roleTitle ?? '',
      is_named: person.name.trim() !== '',
      created_at: now(),
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning(PERSON)
    .executeTakeFirst();
  if (added) return toPerson(added);
  return toPerson(
    await tx.selectFrom('people.person').select(PERSON).where('email', '=', email).executeTakeFirstOrThrow(),
  );
}

/** Writes what a person says of themselves. */
export async function describePerson(
  tx: Tx,
  id: string,
  change: { name?: string; department?: string; roleTitle?: string; institutionId?: string },
): Promise<void> {
  const set = {
    ...(change.name === undefined ? {} : { name: change.name, is_named: true }),
    ...(change.department === undefined ? {} : { department: change.department }),
    ...(change.roleTitle === undefined ? {} : { role_title: change.roleTitle }),
    ...(change.institutionId === undefined ? {} : { institution_id: change.institutionId }),
  };
  if (Object.keys(set).length === 0) return;
  await tx.updateTable('people.person').set(set).where('id', '=', id).execute();
}

const ORGANISATION = ['id', 'slug', 'kind', 'name', 'unit', 'contact_address', 'zone'] as const;

type OrganisationRow = {
  id: string;
  slug: string;
  kind: 'institution' | 'awarding-body';
  name: string;
  unit: string | null;
  contact_address: string;
  zone: string;
};

function toOrganisation(row: OrganisationRow): Organisation {
  const { id, slug, kind, name, zone } = row;
  return { id, slug, kind, name, zone, unit: row.unit ?? undefined, contactAddress: row.contact_address };
}

/** The organisation with this id, or nothing. */
export async function findOrganisation(db: Database, id: string): Promise<Organisation | undefined> {
  const row = await db
    .selectFrom('people.organisation')
    .select(ORGANISATION)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toOrganisation(row);
}

/** All organisations of a kind, oldest first. */
export async function organisationsOf(db: Database, kind: Organisation['kind']): Promise<Organisation[]> {
  const rows = await db
    .selectFrom('people.organisation')
    .select(ORGANISATION)
    .where('kind', '=', kind)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toOrganisation);
}

/** Adds an organisation and answers it. */
export async function addOrganisation(tx: Tx, organisation: Omit<Organisation, 'id'>): Promise<Organisation> {
  const row = await tx
    .insertInto('people.organisation')
    .values({
      slug: organisation.slug,
      kind: organisation.kind,
      name: organisation.name,
      unit: organisation.unit ?? null,
      contact_address: organisation.contactAddress,
      zone: organisation.zone,
      created_at: now(),
    })
    .returning(ORGANISATION)
    .executeTakeFirstOrThrow();
  return toOrganisation(row);
}

/** Gives a hat; giving one that is worn already changes nothing. */
export async function giveHat(
  tx: Tx,
  hat: { personId: string; organisationId: string; hat: Hat; givenBy?: string },
): Promise<void> {
  await tx
    .insertInto('people.hat')
    .values({
      person_id: hat.personId,
      organisation_id: hat.organisationId,
      hat: hat.hat,
      given_at: now(),
      given_by: hat.givenBy ?? null,
      taken_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'organisation_id', 'hat']).where('taken_at', 'is', null).doNothing(),
    )
    .execute();
}

/** Takes a hat back; it stays in the record with its end. */
export async function takeHat(
  tx: Tx,
  hat: { personId: string; organisationId: string; hat: Hat },
): Promise<void> {
  await tx
    .updateTable('people.hat')
    .set({ taken_at: now() })
    .where('person_id', '=', hat.personId)
    .where('organisation_id', '=', hat.organisationId)
    .where('hat', '=', hat.hat)
    .where('taken_at', 'is', null)
    .execute();
}

/** Everyone who wears the hat at the organisation now, by name. */
export async function wearersOf(db: Database, organisationId: string, hat: Hat): Promise<Person[]> {
  const rows = await db
    .selectFrom('people.person')
    .innerJoin('people.hat', 'people.hat.person_id', 'people.person.id')
    .select(PERSON.map((column) => `people.person.${column}` as const))
    .where('people.hat.organisation_id', '=', organisationId)
    .where('people.hat.hat', '=', hat)
    .where('people.hat.taken_at', 'is', null)
    .orderBy('people.person.name')
    .execute();
  return rows.map(toPerson);
}
