import { sql, type Selectable } from 'kysely';
import { now } from '#platform/clock.ts';
import type { Database, Tables, Tx } from '#platform/database.ts';
import { fromPayment, toPayment } from './registration.sql.ts';
import type { RegistrationRequest } from './registration.ts';

type RequestRow = Selectable<Tables['registration.request']>;

function toRequest(row: RequestRow): RegistrationRequest {
  return {
    id: row.id,
    personId: row.person_id,
    programmeId: row.programme_id,
    runId: row.run_id ?? undefined,
    editionId: row.edition_id,
    pathwayId: row.pathway_id,
    ...toPayment(row),
    askedAt: row.asked_at,
  };
}

/** What a person has asked for in a programme and nobody has answered, or nothing. */
export async function openRequestOf(
  db: Database,
  personId: string,
  programmeId: string,
): Promise<RegistrationRequest | undefined> {
  const row = await db
    .selectFrom('registration.request')
    .selectAll()
    .where('person_id', '=', personId)
    .where('programme_id', '=', programmeId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return row && toRequest(row);
}

/** The requests of these programmes that wait for an answer, the oldest first. */
export async function openRequests(
  db: Database,
  programmeIds: readonly string[],
): Promise<RegistrationRequest[]> {
  const rows = await db
    .selectFrom('registration.request')
    .selectAll()
    .where('programme_id', '=', sql<string>`any(${[...programmeIds]}::uuid[])`)
    .where('closed_at', 'is', null)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
  return rows.map(toRequest);
}

/** An open request by its id, or nothing. */
export async function findOpenRequest(db: Database, id: string): Promise<RegistrationRequest | undefined> {
  const row = await db
    .selectFrom('registration.request')
    .selectAll()
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return row && toRequest(row);
}

/** Writes a request, unless the person has an open one in the programme. Answers whether it was written. */
export async function insertRequest(
  tx: Tx,
  request: Omit<RegistrationRequest, 'id' | 'askedAt'>,
): Promise<boolean> {
  const written = await tx
    .insertInto('registration.request')
    .values({
      person_id: request.personId,
      programme_id: request.programmeId,
      run_id: request.runId ?? null,
      edition_id: request.editionId,
      pathway_id: request.pathwayId,
      ...fromPayment(request),
      asked_at: now(),
      closed_at: null,
      closed_as: null,
      closed_by: null,
      reason: '',
    })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'programme_id']).where('closed_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return written !== undefined;
}

/** Closes an open request; of two who do so at once the second gets nothing. */
export async function closeRequest(
  tx: Tx,
  close: { id: string; as: 'confirmed' | 'declined' | 'withdrawn'; by: string; reason?: string },
): Promise<RegistrationRequest | undefined> {
  const row = await tx
    .updateTable('registration.request')
    .set({ closed_at: now(), closed_as: close.as, closed_by: close.by, reason: close.reason ?? '' })
    .where('id', '=', close.id)
    .where('closed_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row && toRequest(row);
}
