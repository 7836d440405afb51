import { sql, type Selectable } from 'kysely';
import { now } from '#platform/clock.ts';
import type { Database, Tables, Tx } from '#platform/database.ts';
import type { Award } from './award.ts';

type StandingRow = Selectable<Tables['award.standing']>;

/** An award from its row of the view. */
export function toAward(row: StandingRow): Award {
  return {
    id: row.id,
    awardingBodyId: row.awarding_body_id,
    personId: row.person_id,
    programmeId: row.programme_id ?? undefined,
    editionId: row.edition_id,
    pathwayId: row.pathway_id,
    caseId: row.case_id ?? undefined,
    outcomeId: row.outcome_id ?? undefined,
    number: row.number ?? undefined,
    givenHere: row.given_here,
    awardedOn: row.awarded_on,
    validUntil: row.valid_until ?? undefined,
    reviewDue: row.review_due ?? undefined,
    renewedOn: row.renewed_on ?? undefined,
    code: row.code ?? undefined,
    revoked:
      row.revoked_reason && row.revoked_at ? { reason: row.revoked_reason, at: row.revoked_at } : undefined,
    register:
      row.register_says === null
        ? undefined
        : { says: row.register_says, mayBeIndexed: row.may_be_indexed ?? false },
  };
}

/** Awards as the view says they stand, ready to be narrowed. */
export function standings(db: Database) {
  return db.selectFrom('award.standing').selectAll();
}

/** The award with this id, whoever's it is: for acts; pages use `visibleAward`. */
export async function findAward(db: Database, id: string): Promise<Award | undefined> {
  const row = await standings(db).where('id', '=', id).executeTakeFirst();
  return row && toAward(row);
}

/** A person's awards, the latest first, those that lapsed or were taken back among them. */
export async function awardsOf(db: Database, personId: string): Promise<Award[]> {
  const rows = await standings(db)
    .where('person_id', '=', personId)
    .orderBy('awarded_on', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toAward);
}

/** The awards of several persons at once, the latest first. */
export async function awardsOfPersons(db: Database, personIds: readonly string[]): Promise<Award[]> {
  const rows = await standings(db)
    .where('person_id', '=', sql<string>`any(${[...new Set(personIds)]}::uuid[])`)
    .orderBy('awarded_on', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toAward);
}

/** The award with this verification code, without hyphens, or nothing. */
export async function awardByCode(db: Database, code: string): Promise<Award | undefined> {
  const row = await standings(db).where('code', '=', code).executeTakeFirst();
  return row && toAward(row);
}

/** The award that a released case led to, new or renewed, or nothing. */
export async function awardOfCase(db: Database, caseId: string): Promise<Award | undefined> {
  const row = await standings(db)
    .where((where) =>
      where.or([
        where('case_id', '=', caseId),
        where(
          'id',
          '=',
          where.selectFrom('award.renewal').select('award_id').where('case_id', '=', caseId).limit(1),
        ),
      ]),
    )
    .executeTakeFirst();
  return row && toAward(row);
}

/** Holds an awarding body's numbers until the transaction ends, and answers the last one given. */
export async function lockCounter(tx: Tx, awardingBodyId: string): Promise<number> {
  await tx
    .insertInto('award.counter')
    .values({ awarding_body_id: awardingBodyId, last: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { last } = await tx
    .selectFrom('award.counter')
    .select('last')
    .where('awarding_body_id', '=', awardingBodyId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return last;
}

/** Writes the last number given; the counter is held. */
export async function setCounter(tx: Tx, awardingBodyId: string, last: number): Promise<void> {
  await tx
    .updateTable('award.counter')
    .set({ last })
    .where('awarding_body_id', '=', awardingBodyId)
    .execute();
}

export type AwardRow = Omit<Award, 'id' | 'revoked' | 'register' | 'renewedOn'> & {
  readonly submissionId: string | undefined;
  readonly serial: number | undefined;
};

/** Writes an award and answers its id. */
export async function insertAward(tx: Tx, row: AwardRow): Promise<string> {
  const { id } = await tx
    .insertInto('award.award')
    .values({
      awarding_body_id: row.awardingBodyId,
      person_id: row.personId,
      programme_id: row.programmeId ?? null,
      edition_id: row.editionId,
      pathway_id: row.pathwayId,
      case_id: row.caseId ?? null,
      submission_id: row.submissionId ?? null,
      outcome_id: row.outcomeId ?? null,
      serial: row.serial ?? null,
      number: row.number ?? null,
      given_here: row.givenHere,
      awarded_on: row.awardedOn,
      valid_until: row.validUntil ?? null,
      review_due: row.reviewDue ?? null,
      code: row.code ?? null,
      made_at: now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Holds an award against change for the rest of the transaction, and answers it. */
export async function lockAward(tx: Tx, id: string): Promise<Award | undefined> {
  await tx.selectFrom('award.award').select('id').where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  return findAward(tx, id);
}

/** Writes the number of an award made elsewhere, once the holder knows it. */
export async function setNumber(tx: Tx, id: string, number: string): Promise<void> {
  await tx
    .updateTable('award.award')
    .set({ number })
    .where('id', '=', id)
    .where('given_here', '=', false)
    .execute();
}

export type RenewalRow = {
  readonly awardId: string;
  readonly caseId: string | undefined;
  readonly renewedOn: string;
  readonly validUntil: string | undefined;
  readonly reviewDue: string | undefined;
};

/** Writes that a review was passed. */
export async function insertRenewal(tx: Tx, row: RenewalRow): Promise<void> {
  await tx
    .insertInto('award.renewal')
    .values({
      award_id: row.awardId,
      case_id: row.caseId ?? null,
      renewed_on: row.renewedOn,
      valid_until: row.validUntil ?? null,
      review_due: row.reviewDue ?? null,
      made_at: now(),
    })
    .execute();
}
