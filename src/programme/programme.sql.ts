import type { Selectable } from 'kysely';
import { organisationsOf } from '#people';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { ProgrammeTable } from './programme.tables.ts';
import type { Programme } from './programme.ts';

const PROGRAMME = [
  'id',
  'slug',
  'name',
  'short_name',
  'institution_id',
  'awarding_body_id',
  'edition_id',
  'assessed_here',
  'contact_name',
  'contact_address',
  'term_table',
] as const;

export type ProgrammeRow = Pick<Selectable<ProgrammeTable>, (typeof PROGRAMME)[number]>;

/** A programme from its row. */
export function toProgramme(row: ProgrammeRow): Programme {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    shortName: row.short_name,
    institutionId: row.institution_id,
    awardingBodyId: row.awarding_body_id,
    editionId: row.edition_id,
    assessedHere: row.assessed_here,
    contactName: row.contact_name,
    contactAddress: row.contact_address,
    termTable: row.term_table ?? undefined,
  };
}

/** Every programme of the house, by name. */
export async function programmesList(db: Database): Promise<Programme[]> {
  const rows = await db
    .selectFrom('programme.programme')
    .select(PROGRAMME)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(toProgramme);
}

/** The programme at this public address, or nothing. */
export async function findProgramme(db: Database, slug: string): Promise<Programme | undefined> {
  const row = await db
    .selectFrom('programme.programme')
    .select(PROGRAMME)
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row && toProgramme(row);
}

/** The programme with this id, or nothing. */
export async function findProgrammeById(db: Database, id: string): Promise<Programme | undefined> {
  const row = await db
    .selectFrom('programme.programme')
    .select(PROGRAMME)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toProgramme(row);
}

/** Whether any institution lives here yet. */
export async function hasInstitution(db: Database): Promise<boolean> {
  return (await organisationsOf(db, 'institution')).length > 0;
}

export type NewProgramme = Omit<Programme, 'id' | 'contactName' | 'termTable'> & {
  readonly contactName?: string;
  readonly termTable?: string | undefined;
};

/** Adds a programme and answers it. Its slug is unique in the house. */
export async function addProgramme(tx: Tx, programme: NewProgramme): Promise<Programme> {
  const row = await tx
    .insertInto('programme.programme')
    .values({
      slug: programme.slug,
      name: programme.name,
      short_name: programme.shortName,
      institution_id: programme.institutionId,
      awarding_body_id: programme.awardingBodyId,
      edition_id: programme.editionId,
      assessed_here: programme.assessedHere,
      contact_name: programme.contactName ?? 'the programme team',
      contact_address: programme.contactAddress,
      term_table: programme.termTable ?? null,
      created_at: now(),
    })
    .returning(PROGRAMME)
    .executeTakeFirstOrThrow();
  return toProgramme(row);
}
