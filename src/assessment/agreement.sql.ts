import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

/** Something that the candidate is asked to revise. */
export type Point = {
  /** The key of a section. */
  readonly slot: string;
  /** A part of it, such as "reflection"; nothing for the whole section. */
  readonly component: string | undefined;
  readonly words: string;
};

/** An outcome that one assessor proposes to the other. */
export type Proposal = {
  readonly id: string;
  readonly number: number;
  readonly outcomeId: string;
  readonly note: string;
  /** The assignment of whoever proposed it. */
  readonly by: string;
  readonly at: Temporal.Instant;
  readonly jointRatings: readonly { readonly target: string; readonly rating: string }[];
  readonly points: readonly Point[];
  /** The assignments that have signed it. */
  readonly signedBy: readonly string[];
};

export type Message = {
  readonly id: string;
  readonly by: string;
  readonly words: string;
  readonly at: Temporal.Instant;
};

/** The proposals of a case, the newest first: the first one stands. Four queries. */
export async function proposalsOf(db: Database, caseId: string): Promise<Proposal[]> {
  const rows = await db
    .selectFrom('assessment.proposal')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('number', 'desc')
    .execute();
  const ids = sql<string>`any(${rows.map(({ id }) => id)}::uuid[])`;
  const joint = await db
    .selectFrom('assessment.joint_rating')
    .selectAll()
    .where('proposal_id', '=', ids)
    .orderBy('position')
    .execute();
  const points = await db
    .selectFrom('assessment.point')
    .selectAll()
    .where('proposal_id', '=', ids)
    .orderBy('position')
    .execute();
  const signatures = await db
    .selectFrom('assessment.signature')
    .selectAll()
    .where('proposal_id', '=', ids)
    .orderBy('signed_at')
    .execute();
  const of = <Row extends { proposal_id: string }>(all: readonly Row[], id: string): Row[] =>
    all.filter(({ proposal_id }) => proposal_id === id);
  return rows.map(({ id, number, outcome_id, note, proposed_by, proposed_at }) => ({
    id,
    number,
    outcomeId: outcome_id,
    note,
    by: proposed_by,
    at: proposed_at,
    jointRatings: of(joint, id).map(({ target, rating }) => ({ target, rating })),
    points: of(points, id).map(toPoint),
    signedBy: of(signatures, id).map(({ assignment_id }) => assignment_id),
  }));
}

function toPoint(row: { slot: string; component: string | null; words: string }): Point {
  return { slot: row.slot, component: row.component ?? undefined, words: row.words };
}

export type NewProposal = {
  readonly caseId: string;
  readonly number: number;
  readonly outcomeId: string;
  readonly note: string;
  readonly by: string;
  readonly jointRatings: readonly { readonly target: string; readonly rating: string }[];
  readonly points: readonly Point[];
};

/** Writes a proposal with the signature of whoever makes it, and answers its id. */
export async function insertProposal(tx: Tx, one: NewProposal): Promise<string> {
  const { id } = await tx
    .insertInto('assessment.proposal')
    .values({
      case_id: one.caseId,
      number: one.number,
      outcome_id: one.outcomeId,
      note: one.note,
      proposed_by: one.by,
      proposed_at: now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (one.jointRatings.length > 0)
    await tx
      .insertInto('assessment.joint_rating')
      .values(one.jointRatings.map((rating, position) => ({ proposal_id: id, position, ...rating })))
      .execute();
  if (one.points.length > 0)
    await tx
      .insertInto('assessment.point')
      .values(
        one.points.map(({ slot, component, words }, position) => ({
          proposal_id: id,
          position,
          slot,
          component: component ?? null,
          words,
        })),
      )
      .execute();
  await insertSignature(tx, id, one.by);
  return id;
}

/** Writes a signature; signing twice is signing once. */
export async function insertSignature(tx: Tx, proposalId: string, assignmentId: string): Promise<void> {
  await tx
    .insertInto('assessment.signature')
    .values({ proposal_id: proposalId, assignment_id: assignmentId, signed_at: now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Writes that a case is agreed. `shownFirst` is the assignment whose column the candidate reads first. */
export async function insertAgreement(
  tx: Tx,
  one: { caseId: string; proposalId: string; shownFirst: string },
): Promise<void> {
  await tx
    .insertInto('assessment.agreement')
    .values({
      case_id: one.caseId,
      proposal_id: one.proposalId,
      shown_first: one.shownFirst,
      agreed_at: now(),
    })
    .execute();
}

/** What the assessors of a case have said to each other, the oldest first. */
export async function messagesOf(db: Database, caseId: string): Promise<Message[]> {
  const rows = await db
    .selectFrom('assessment.message')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('said_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, assignment_id, words, said_at }) => ({ id, by: assignment_id, words, at: said_at }));
}

/** Writes a message. */
export async function insertMessage(
  tx: Tx,
  one: { caseId: string; assignmentId: string; words: string },
): Promise<void> {
  await tx
    .insertInto('assessment.message')
    .values({ case_id: one.caseId, assignment_id: one.assignmentId, words: one.words, said_at: now() })
    .execute();
}

/** What an outside outcome came with. */
export type OutsideWords = { readonly feedback: readonly string[]; readonly points: readonly Point[] };

/** The words of an outcome made outside of this house, or nothing. */
export async function outsideWordsOf(db: Database, caseId: string): Promise<OutsideWords | undefined> {
  const row = await db
    .selectFrom('assessment.outside_outcome')
    .select('feedback')
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  if (!row) return undefined;
  const points = await db
    .selectFrom('assessment.outside_point')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('position')
    .execute();
  return { feedback: row.feedback, points: points.map(toPoint) };
}

/** Writes the words of an outcome made outside of this house. */
export async function insertOutside(
  tx: Tx,
  one: OutsideWords & { caseId: string; by: string },
): Promise<void> {
  await tx
    .insertInto('assessment.outside_outcome')
    .values({
      case_id: one.caseId,
      feedback: sql<string[]>`${[...one.feedback]}::text[]`,
      recorded_at: now(),
      recorded_by: one.by,
    })
    .execute();
  if (one.points.length === 0) return;
  await tx
    .insertInto('assessment.outside_point')
    .values(
      one.points.map(({ slot, component, words }, position) => ({
        case_id: one.caseId,
        position,
        slot,
        component: component ?? null,
        words,
      })),
    )
    .execute();
}

/** Takes an agreement back that is not released: one of its two signatures does not count any more. */
export async function voidAgreement(tx: Tx, caseId: string): Promise<void> {
  await tx.deleteFrom('assessment.agreement').where('case_id', '=', caseId).execute();
}
