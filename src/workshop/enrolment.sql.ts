import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { findPersons } from '#people';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

export type Enrolment = { readonly enrolmentId: string; readonly runId: string };

/** The series that a person has a seat in, the latest first. */
export async function enrolmentsOf(db: Database, personId: string): Promise<Enrolment[]> {
  return db
    .selectFrom('workshop.enrolment')
    .select(['id as enrolmentId', 'run_id as runId'])
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .orderBy('enrolled_at', 'desc')
    .orderBy('id')
    .execute();
}

/** A person's seat in the series of a run, or nothing. */
export async function findEnrolment(
  db: Database,
  runId: string,
  personId: string,
): Promise<Enrolment | undefined> {
  return db
    .selectFrom('workshop.enrolment')
    .select(['id as enrolmentId', 'run_id as runId'])
    .where('run_id', '=', runId)
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .executeTakeFirst();
}

/** The seat, held so that it is not given up meanwhile; nothing when there is none. */
export async function holdEnrolment(tx: Tx, runId: string, personId: string): Promise<Enrolment | undefined> {
  return tx
    .selectFrom('workshop.enrolment')
    .select(['id as enrolmentId', 'run_id as runId'])
    .where('run_id', '=', runId)
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .forShare()
    .executeTakeFirst();
}

export type Participant = { readonly personId: string; readonly name: string };

/** Everyone with a seat in the series of a run now, by name. */
export async function participantsOf(db: Database, runId: string): Promise<Participant[]> {
  const rows = await db
    .selectFrom('workshop.enrolment')
    .select('person_id')
    .where('run_id', '=', runId)
    .where('left_at', 'is', null)
    .execute();
  return namesOf(
    db,
    rows.map((row) => row.person_id),
  );
}

/** Who has a seat in the series of each of these runs now, by the run's id. One query, however many runs. */
export async function participantIdsOf(
  db: Database,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .selectFrom('workshop.enrolment')
    .select(['run_id', sql<string[]>`array_agg(distinct person_id)::text[]`.as('person_ids')])
    .where('run_id', '=', sql<string>`any(${[...runIds]}::uuid[])`)
    .where('left_at', 'is', null)
    .groupBy('run_id')
    .execute();
  return new Map(rows.map((row) => [row.run_id, row.person_ids]));
}

async function namesOf(db: Database, personIds: readonly string[]): Promise<Participant[]> {
  const persons = await findPersons(db, personIds);
  return [...persons.values()]
    .map(({ id, name }) => ({ personId: id, name }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** The seats of a run that are taken now. */
export async function seatsInRun(
  db: Database,
  runId: string,
): Promise<{ enrolmentId: string; personId: string }[]> {
  return db
    .selectFrom('workshop.enrolment')
    .select(['id as enrolmentId', 'person_id as personId'])
    .where('run_id', '=', runId)
    .where('left_at', 'is', null)
    .orderBy('enrolled_at')
    .orderBy('id')
    .execute();
}

export type Seat = Participant & { readonly enrolmentId: string };

/** Who belongs on the register of a workshop: everyone enrolled now, and whoever left after it had begun; by name. */
export async function seatsAt(db: Database, runId: string, startsAt: Temporal.Instant): Promise<Seat[]> {
  const rows = await db
    .selectFrom('workshop.enrolment')
    .distinctOn('person_id')
    .select(['id', 'person_id'])
    .where('run_id', '=', runId)
    .where((eb) => eb.or([eb('left_at', 'is', null), eb('left_at', '>', startsAt)]))
    .orderBy('person_id')
    .orderBy('enrolled_at', 'desc')
    .execute();
  const seats = new Map(rows.map((row) => [row.person_id, row.id]));
  const named = await namesOf(db, [...seats.keys()]);
  return named.flatMap((one) => {
    const enrolmentId = seats.get(one.personId);
    return enrolmentId ? [{ ...one, enrolmentId }] : [];
  });
}

/** Adds a seat; nothing when the person has one already, also when two ask at once. */
export async function insertEnrolment(tx: Tx, seat: NewSeat): Promise<Enrolment | undefined> {
  return tx
    .insertInto('workshop.enrolment')
    .values({
      run_id: seat.runId,
      person_id: seat.personId,
      enrolled_at: now(),
      left_at: null,
      offer_id: seat.offerId ?? null,
    })
    .onConflict((conflict) =>
      conflict.columns(['run_id', 'person_id']).where('left_at', 'is', null).doNothing(),
    )
    .returning(['id as enrolmentId', 'run_id as runId'])
    .executeTakeFirst();
}

/** Lets a seat that is taken stand for a later offer. */
export async function setOffer(tx: Tx, { runId, personId }: NewSeat, offerId: string): Promise<void> {
  await tx
    .updateTable('workshop.enrolment')
    .set({ offer_id: offerId })
    .where('run_id', '=', runId)
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .execute();
}

export type NewSeat = {
  readonly runId: string;
  readonly personId: string;
  /** The offer that brings the seat, or whose end ends it. */
  readonly offerId?: string | undefined;
};

/** Ends a seat; with an offer, only the seat which that offer brought, or no offer at all. Nothing when there is none to end. */
export async function endEnrolment(
  tx: Tx,
  { runId, personId, offerId }: NewSeat,
): Promise<Enrolment | undefined> {
  return tx
    .updateTable('workshop.enrolment')
    .set({ left_at: now() })
    .where('run_id', '=', runId)
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .$if(offerId !== undefined, (query) =>
      query.where((eb) => eb.or([eb('offer_id', '=', offerId ?? ''), eb('offer_id', 'is', null)])),
    )
    .returning(['id as enrolmentId', 'run_id as runId'])
    .executeTakeFirst();
}
