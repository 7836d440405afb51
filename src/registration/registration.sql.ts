import { sql, type Selectable } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tables, Tx } from '#platform/database.ts';
import type { Payment, Registration } from './registration.ts';

type StandingRow = Selectable<Tables['registration.standing']>;

function toRegistration(row: StandingRow): Registration {
  return {
    id: row.id,
    personId: row.person_id,
    programmeId: row.programme_id,
    runId: row.run_id ?? undefined,
    editionId: row.edition_id,
    pathwayId: row.pathway_id,
    reference: row.reference,
    registeredOn: row.registered_on,
    expires: row.expires_at,
    ruleExpires: row.rule_expires_at,
    because: row.because,
    ...toPayment(row),
    feePence: row.fee_pence,
    feeCurrency: row.fee_currency,
    feeConfirmed: row.fee_confirmed,
    feeSource: row.fee_source,
    payment: row.payment_state ?? undefined,
    paymentReference: row.payment_reference || undefined,
    madeHere: row.request_id !== null,
    recordedAt: row.recorded_at,
    submittedAt: row.submitted_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    endedBecause: row.ended_because ?? undefined,
  };
}

/** Registrations as the view says they stand, ready to be narrowed. */
function standings(db: Database) {
  return db.selectFrom('registration.standing').selectAll();
}

/** Who pays, from its columns. */
export function toPayment(row: {
  payer: Payment['whoPays'];
  payer_name: string;
  cost_code: string;
  purchase_order: string;
}): Payment {
  return {
    whoPays: row.payer,
    payerName: row.payer_name,
    costCode: row.cost_code,
    purchaseOrder: row.purchase_order,
  };
}

/** The columns of who pays. */
export function fromPayment(payment: Payment) {
  return {
    payer: payment.whoPays,
    payer_name: payment.payerName,
    cost_code: payment.costCode,
    purchase_order: payment.purchaseOrder,
  };
}

/**
 * A person's registration in a programme: the one in force, or, where none is, nothing. One that has run out and has not
 * been followed by another is still answered: its `expires` is past.
 */
export async function registrationOf(
  db: Database,
  personId: string,
  programmeId: string,
): Promise<Registration | undefined> {
  const row = await standings(db)
    .where('person_id', '=', personId)
    .where('programme_id', '=', programmeId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row && toRegistration(row);
}

/** The registration with this id, whoever's it is. */
export async function findRegistration(db: Database, id: string): Promise<Registration | undefined> {
  const row = await standings(db).where('id', '=', id).executeTakeFirst();
  return row && toRegistration(row);
}

/** Every registration that a person ever had, the latest first. */
export async function registrationsOf(db: Database, personId: string): Promise<Registration[]> {
  const rows = await standings(db)
    .where('person_id', '=', personId)
    .orderBy('registered_on', 'desc')
    .orderBy('recorded_at', 'desc')
    .execute();
  return rows.map(toRegistration);
}

/** The registrations in force of several persons in a programme, by person. */
export async function registrationsOfPersons(
  db: Database,
  programmeId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Registration>> {
  const rows = await standings(db)
    .where('programme_id', '=', programmeId)
    .where('ended_at', 'is', null)
    .where('person_id', '=', sql<string>`any(${[...new Set(personIds)]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.person_id, toRegistration(row)]));
}

/** Which of these people are registered in each of these programmes now, by the programme's id. One query. */
export async function registeredIn(
  db: Database,
  programmeIds: readonly string[],
  personIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await db
    .selectFrom('registration.standing')
    .select(['programme_id', sql<string[]>`array_agg(distinct person_id)::text[]`.as('person_ids')])
    .where('programme_id', '=', sql<string>`any(${[...programmeIds]}::uuid[])`)
    .where('ended_at', 'is', null)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .groupBy('programme_id')
    .execute();
  return new Map(rows.map((row) => [row.programme_id, new Set(row.person_ids)]));
}

/** The registrations in force of a run's people, the earliest first. */
export async function registrationsOfRun(db: Database, runId: string): Promise<Registration[]> {
  const rows = await standings(db)
    .where('run_id', '=', runId)
    .where('ended_at', 'is', null)
    .orderBy('registered_on')
    .orderBy('id')
    .execute();
  return rows.map(toRegistration);
}

/** Registrations of these programmes whose fee is awaited, the oldest first. */
export async function awaitingPayment(
  db: Database,
  programmeIds: readonly string[],
): Promise<Registration[]> {
  const rows = await standings(db)
    .where('programme_id', '=', sql<string>`any(${[...programmeIds]}::uuid[])`)
    .where('payment_state', '=', 'awaiting-payment')
    .where('ended_at', 'is', null)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute();
  return rows.map(toRegistration);
}

/** Holds a person's registration in force against change for the rest of the transaction, and answers it. */
export async function lockRegistrationOf(
  tx: Tx,
  personId: string,
  programmeId: string,
): Promise<Registration | undefined> {
  await tx
    .selectFrom('registration.registration')
    .select('id')
    .where('person_id', '=', personId)
    .where('programme_id', '=', programmeId)
    .where('ended_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return registrationOf(tx, personId, programmeId);
}

/** Holds a registration by its id, and answers it. */
export async function lockRegistration(tx: Tx, id: string): Promise<Registration | undefined> {
  await tx
    .selectFrom('registration.registration')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return findRegistration(tx, id);
}

export type RegistrationRow = Payment & {
  readonly personId: string;
  readonly programmeId: string;
  readonly runId: string | undefined;
  readonly requestId: string | undefined;
  readonly editionId: string;
  readonly pathwayId: string;
  readonly reference: string;
  readonly registeredOn: string;
  readonly ruleExpires: Temporal.Instant;
  readonly because: string;
  readonly fee: { amountPence: number | null; currency: string; confirmed: boolean; source: string };
  readonly recordedBy: string;
};

/** Writes a registration; the index registration_active_once refuses a second one in force. Answers its id. */
export async function insertRegistration(tx: Tx, row: RegistrationRow): Promise<string> {
  const { id } = await tx
    .insertInto('registration.registration')
    .values({
      person_id: row.personId,
      programme_id: row.programmeId,
      run_id: row.runId ?? null,
      request_id: row.requestId ?? null,
      edition_id: row.editionId,
      pathway_id: row.pathwayId,
      reference: row.reference,
      registered_on: row.registeredOn,
      rule_expires_at: row.ruleExpires,
      because: row.because,
      ...fromPayment(row),
      fee_pence: row.fee.amountPence,
      fee_currency: row.fee.currency,
      fee_confirmed: row.fee.confirmed,
      fee_source: row.fee.source,
      recorded_by: row.recordedBy,
      recorded_at: now(),
      ended_at: null,
      ended_because: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Writes that a registration is over; one that was over stays as it was. */
export async function markEnded(
  tx: Tx,
  id: string,
  because: NonNullable<Registration['endedBecause']>,
): Promise<void> {
  await tx
    .updateTable('registration.registration')
    .set({ ended_at: now(), ended_because: because })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Writes that something was submitted under a registration; only the first time counts. */
export async function markSubmitted(tx: Tx, id: string): Promise<void> {
  await tx
    .insertInto('registration.submitted')
    .values({ registration_id: id, submitted_at: now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
