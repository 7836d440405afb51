import { type Selectable, sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { Submission } from '#submission';
import { now } from '#platform/clock.ts';
import type { Database, Tables, Tx } from '#platform/database.ts';
import { CANDIDATE_WORDS, type Case, type CaseState } from './case.ts';

type StandingRow = Selectable<Tables['assessment.standing']>;

/** A case from its row of the view. */
export function toCase(row: StandingRow): Case {
  return {
    id: row.id,
    submissionId: row.submission_id,
    portfolioId: row.portfolio_id,
    number: row.number,
    submittedAt: row.submitted_at,
    awardingBodyId: row.awarding_body_id,
    personId: row.person_id,
    programmeId: row.programme_id,
    editionId: row.edition_id,
    pathwayId: row.pathway_id,
    kind: row.kind,
    state: row.state,
    intake: row.checked_at
      ? { reason: row.intake_reason ?? '', note: row.intake_note ?? '', at: row.checked_at }
      : undefined,
    asked: row.asked,
    accepted: row.accepted,
    lodged: row.lodged,
    agreedAt: row.agreed_at ?? undefined,
    agreedProposalId: row.agreed_proposal_id ?? undefined,
    shownFirst: row.shown_first ?? undefined,
    outcome:
      row.outcome_id && row.decided_on && row.released_at
        ? {
            id: row.outcome_id,
            decidedOn: row.decided_on,
            releasedAt: row.released_at,
            outside: row.recorded_at !== null,
          }
        : undefined,
  };
}

/** The case with this id, whoever's it is: for acts; pages use the finders of access.ts. */
export async function findCase(db: Database, id: string): Promise<Case | undefined> {
  const row = await db.selectFrom('assessment.standing').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toCase(row);
}

/** Several cases at once, by id. */
export async function findCases(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Case>> {
  const rows = await db
    .selectFrom('assessment.standing')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, toCase(row)]));
}

/** The case of a submission, or nothing. It checks no access. */
export async function caseOfSubmission(db: Database, submissionId: string): Promise<Case | undefined> {
  const row = await db
    .selectFrom('assessment.standing')
    .selectAll()
    .where('submission_id', '=', submissionId)
    .executeTakeFirst();
  return row && toCase(row);
}

/** A person's own cases, the newest submission first. */
export async function casesOfPerson(db: Database, personId: string): Promise<Case[]> {
  const rows = await db
    .selectFrom('assessment.standing')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('submitted_at', 'desc')
    .orderBy('number', 'desc')
    .execute();
  return rows.map(toCase);
}

/** The newest released case of a portfolio before this one, or nothing. */
export async function caseBefore(db: Database, one: Case): Promise<Case | undefined> {
  const row = await db
    .selectFrom('assessment.standing')
    .selectAll()
    .where('portfolio_id', '=', one.portfolioId)
    .where('id', '<>', one.id)
    .where('released_at', 'is not', null)
    .where('submitted_at', '<=', one.submittedAt)
    .orderBy('released_at', 'desc')
    .executeTakeFirst();
  return row && toCase(row);
}

/** The cases of awarding bodies, the longest waiting first; `besides` leaves out that person's own. */
export async function casesAt(
  db: Database,
  { bodyIds, besides, states }: { bodyIds: readonly string[]; besides: string; states: readonly CaseState[] },
): Promise<Case[]> {
  const rows = await db
    .selectFrom('assessment.standing')
    .selectAll()
    .where('awarding_body_id', '=', sql<string>`any(${bodyIds}::uuid[])`)
    .where('person_id', '<>', besides)
    .where('state', '=', sql<CaseState>`any(${states}::text[])`)
    .orderBy('submitted_at')
    .orderBy('number')
    .limit(1000)
    .execute();
  return rows.map(toCase);
}

/** How many cases stand where, at awarding bodies. */
export async function caseCounts(
  db: Database,
  { bodyIds, besides }: { bodyIds: readonly string[]; besides: string },
): Promise<ReadonlyMap<CaseState, number>> {
  const rows = await db
    .selectFrom('assessment.standing')
    .select(['state', (of) => of.fn.countAll<number>().as('count')])
    .where('awarding_body_id', '=', sql<string>`any(${bodyIds}::uuid[])`)
    .where('person_id', '<>', besides)
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state, count]));
}

/** Opens the case of a submission at an awarding body; one that is open already stays as it is. Answers its id. */
export async function insertCase(tx: Tx, submission: Submission, awardingBodyId: string): Promise<string> {
  await tx
    .insertInto('assessment.case_file')
    .values({
      submission_id: submission.id,
      portfolio_id: submission.portfolioId,
      number: submission.number,
      submitted_at: submission.submittedAt,
      awarding_body_id: awardingBodyId,
      person_id: submission.personId,
      programme_id: submission.programmeId,
      edition_id: submission.editionId,
      pathway_id: submission.pathwayId,
      kind: submission.kind,
      opened_at: now(),
    })
    .onConflict((conflict) => conflict.column('submission_id').doNothing())
    .execute();
  const { id } = await tx
    .selectFrom('assessment.case_file')
    .select('id')
    .where('submission_id', '=', submission.id)
    .executeTakeFirstOrThrow();
  return id;
}

/** Holds a case against every other act on it for the rest of the transaction, and answers it as it stands then. */
export async function lockCase(tx: Tx, id: string): Promise<Case | undefined> {
  await tx
    .selectFrom('assessment.case_file')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return findCase(tx, id);
}

/** Writes what the first check found. */
export async function insertIntake(
  tx: Tx,
  check: { caseId: string; result: 'passed' | 'returned'; reason: string; note: string; by: string },
): Promise<void> {
  await tx
    .insertInto('assessment.intake')
    .values({
      case_id: check.caseId,
      result: check.result,
      reason: check.reason,
      note: check.note,
      checked_at: now(),
      checked_by: check.by,
    })
    .execute();
}

/** Writes that the candidate took the submission back; again changes nothing. */
export async function insertWithdrawal(tx: Tx, caseId: string): Promise<void> {
  await tx
    .insertInto('assessment.withdrawal')
    .values({ case_id: caseId, withdrawn_at: now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Writes a release. */
export async function insertRelease(
  tx: Tx,
  release: { caseId: string; outcomeId: string; decidedOn: string; by: string },
): Promise<void> {
  await tx
    .insertInto('assessment.release')
    .values({
      case_id: release.caseId,
      outcome_id: release.outcomeId,
      decided_on: release.decidedOn,
      released_at: now(),
      released_by: release.by,
    })
    .execute();
}

/** A case as its candidate may know it. */
export type OwnCase = {
  readonly caseId: string;
  readonly submissionId: string;
  readonly submissionNumber: string;
  readonly submittedAt: Temporal.Instant;
  readonly programmeId: string;
  readonly editionId: string;
  readonly pathwayId: string;
  readonly kind: string;
  /** Such as "With assessors". */
  readonly stateWords: string;
  /** Sent back or taken back: another may be submitted. */
  readonly closed: boolean;
  readonly outcomeId: string | undefined;
  readonly releasedAt: Temporal.Instant | undefined;
  /** Where the candidate reads the outcome; nothing before there is one. */
  readonly path: string | undefined;
};

const CLOSED: readonly CaseState[] = ['returned', 'withdrawn'];

/** A person's cases as they may know them, the newest submission first. One query. */
export async function casesOf(db: Database, personId: string): Promise<OwnCase[]> {
  return (await casesOfPerson(db, personId)).map((one) => ({
    caseId: one.id,
    submissionId: one.submissionId,
    submissionNumber: one.number,
    submittedAt: one.submittedAt,
    programmeId: one.programmeId,
    editionId: one.editionId,
    pathwayId: one.pathwayId,
    kind: one.kind,
    stateWords: CANDIDATE_WORDS[one.state],
    closed: CLOSED.includes(one.state),
    outcomeId: one.outcome?.id,
    releasedAt: one.outcome?.releasedAt,
    path: one.outcome && `/outcomes/${one.id}`,
  }));
}
