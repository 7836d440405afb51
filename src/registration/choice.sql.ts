import { sql, type Selectable } from 'kysely';
import { now } from '#platform/clock.ts';
import type { Database, Tables, Tx } from '#platform/database.ts';
import type { PathwayChoice } from './registration.ts';

function toChoice(row: Selectable<Tables['registration.choice']>): PathwayChoice {
  return {
    personId: row.person_id,
    programmeId: row.programme_id,
    runId: row.run_id ?? undefined,
    editionId: row.edition_id,
    pathwayId: row.pathway_id,
    chosenAt: row.chosen_at,
    supersededAt: row.superseded_at ?? undefined,
  };
}

/** The pathway that a person works towards in a programme, or nothing before they chose. */
export async function currentPathway(
  db: Database,
  personId: string,
  programmeId: string,
): Promise<string | undefined> {
  return (await currentChoice(db, personId, programmeId))?.pathwayId;
}

/** The same with its edition and when it was chosen. */
export async function currentChoice(
  db: Database,
  personId: string,
  programmeId: string,
): Promise<PathwayChoice | undefined> {
  const row = await db
    .selectFrom('registration.choice')
    .selectAll()
    .where('person_id', '=', personId)
    .where('programme_id', '=', programmeId)
    .where('superseded_at', 'is', null)
    .executeTakeFirst();
  return row && toChoice(row);
}

/** What several persons work towards in a programme now, by person; who has not chosen is left out. */
export async function choicesOf(
  db: Database,
  programmeId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, PathwayChoice>> {
  const rows = await db
    .selectFrom('registration.choice')
    .selectAll()
    .where('programme_id', '=', programmeId)
    .where('superseded_at', 'is', null)
    .where('person_id', '=', sql<string>`any(${[...new Set(personIds)]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.person_id, toChoice(row)]));
}

/** Every pathway that a person ever chose, in any programme, the latest first. */
export async function choiceHistory(db: Database, personId: string): Promise<PathwayChoice[]> {
  const rows = await db
    .selectFrom('registration.choice')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('superseded_at', (order) => order.desc().nullsFirst())
    .orderBy('chosen_at', 'desc')
    .execute();
  return rows.map(toChoice);
}

/** Puts a choice in force in place of the one before it. The caller holds the person's key. */
export async function replaceChoice(
  tx: Tx,
  choice: Omit<PathwayChoice, 'chosenAt' | 'supersededAt'>,
): Promise<void> {
  await tx
    .updateTable('registration.choice')
    .set({ superseded_at: now() })
    .where('person_id', '=', choice.personId)
    .where('programme_id', '=', choice.programmeId)
    .where('superseded_at', 'is', null)
    .execute();
  await tx
    .insertInto('registration.choice')
    .values({
      person_id: choice.personId,
      programme_id: choice.programmeId,
      run_id: choice.runId ?? null,
      edition_id: choice.editionId,
      pathway_id: choice.pathwayId,
      chosen_at: now(),
      superseded_at: null,
    })
    .execute();
}
