import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import { holdKey, type Database, type Tx } from '#platform/database.ts';
import { canonicalJson, readSnapshot, type Snapshot } from './snapshot.ts';

/** How a submission came to its end. */
export type SubmissionEnd = {
  readonly how: 'withdrawn' | 'returned' | 'decided';
  /** The outcome in the edition's words, where it was decided. */
  readonly outcomeId: string | undefined;
  readonly because: string;
  readonly at: Temporal.Instant;
};

/** A copy of a portfolio that was submitted for assessment, without its content. */
export type Submission = {
  readonly id: string;
  /** Such as "S-2026-0042". */
  readonly number: string;
  readonly portfolioId: string;
  readonly personId: string;
  readonly programmeId: string;
  readonly editionId: string;
  readonly pathwayId: string;
  /** The id of a submission kind of the edition. */
  readonly kind: string;
  readonly submittedAt: Temporal.Instant;
  /** The zone in which its time is said. */
  readonly zone: string;
  readonly sha256: string;
  /** When an assessor began to read it. */
  readonly openedAt: Temporal.Instant | undefined;
  /** Nothing while it waits for its outcome. */
  readonly end: SubmissionEnd | undefined;
};

function selectSubmissions(db: Database) {
  return db
    .selectFrom('submission.submission as submission')
    .leftJoin('submission.opening as opening', 'opening.submission_id', 'submission.id')
    .leftJoin('submission.ending as ending', 'ending.submission_id', 'submission.id')
    .select([
      'submission.id',
      'submission.number',
      'submission.portfolio_id as portfolioId',
      'submission.person_id as personId',
      'submission.programme_id as programmeId',
      'submission.edition_id as editionId',
      'submission.pathway_id as pathwayId',
      'submission.kind',
      'submission.submitted_at as submittedAt',
      'submission.zone',
      'submission.sha256',
      'opening.opened_at as openedAt',
      'ending.how',
      'ending.outcome_id as outcomeId',
      'ending.because',
      'ending.ended_at as endedAt',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectSubmissions>['execute']>>[number];

function toSubmission({ how, outcomeId, because, endedAt, openedAt, ...row }: Row): Submission {
  const end =
    how && endedAt
      ? { how, outcomeId: outcomeId ?? undefined, because: because ?? '', at: endedAt }
      : undefined;
  return { ...row, openedAt: openedAt ?? undefined, end };
}

/** The submission with this id, or nothing. It checks no access. */
export async function submissionOf(db: Database, id: string): Promise<Submission | undefined> {
  const row = await selectSubmissions(db).where('submission.id', '=', id).executeTakeFirst();
  return row && toSubmission(row);
}

/** All submissions of a portfolio, the newest first. */
export async function submissionsOf(db: Database, portfolioId: string): Promise<Submission[]> {
  const rows = await selectSubmissions(db)
    .where('submission.portfolio_id', '=', portfolioId)
    .orderBy('submission.submitted_at', 'desc')
    .orderBy('submission.serial', 'desc')
    .execute();
  return rows.map(toSubmission);
}

/** All submissions of a person, the newest first. */
export async function submissionsOfPerson(db: Database, personId: string): Promise<Submission[]> {
  const rows = await selectSubmissions(db)
    .where('submission.person_id', '=', personId)
    .orderBy('submission.submitted_at', 'desc')
    .orderBy('submission.serial', 'desc')
    .execute();
  return rows.map(toSubmission);
}

/** What was submitted, frozen. Nothing where there is no such submission. It checks no access. */
export async function snapshotOf(db: Database, submissionId: string): Promise<Snapshot | undefined> {
  const content = await contentOf(db, submissionId);
  return content === undefined ? undefined : readSnapshot(content);
}

/** The canonical text of a copy, byte for byte what its hash was taken of. */
export async function contentOf(db: Database, submissionId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('submission.submission')
    .select('content')
    .where('id', '=', submissionId)
    .executeTakeFirst();
  return row?.content;
}

/** The next number of a year, held for the rest of the transaction; numbers of a year leave no gap that stays. */
export async function takeNumber(tx: Tx, year: number): Promise<{ serial: number; number: string }> {
  await holdKey(tx, `submission.number:${year}`);
  const row = await tx
    .selectFrom('submission.submission')
    .select((of) => of.fn.max('serial').as('most'))
    .where('year', '=', year)
    .executeTakeFirst();
  const serial = (row?.most ?? 0) + 1;
  return { serial, number: numberOf({ year, serial }) };
}

/** The number as it is written: "S-2026-0042". */
export function numberOf({ year, serial }: { year: number; serial: number }): string {
  return `S-${year}-${String(serial).padStart(4, '0')}`;
}

export type NewSubmission = {
  readonly portfolioId: string;
  readonly personId: string;
  readonly programmeId: string;
  readonly year: number;
  readonly serial: number;
  readonly submittedAt: Temporal.Instant;
  readonly copy: Snapshot;
};

/** Keeps a copy and the list of its files; the database refuses to change or delete it from then on. Answers its id and hash. */
export async function insertSubmission(tx: Tx, one: NewSubmission): Promise<{ id: string; sha256: string }> {
  const content = canonicalJson(one.copy);
  const sha256 = createHash('sha256').update(content, 'utf8').digest('hex');
  const { id } = await tx
    .insertInto('submission.submission')
    .values({
      portfolio_id: one.portfolioId,
      person_id: one.personId,
      programme_id: one.programmeId,
      edition_id: one.copy.edition.id,
      pathway_id: one.copy.pathway.id,
      year: one.year,
      serial: one.serial,
      number: one.copy.number,
      kind: one.copy.kind.id,
      submitted_at: one.submittedAt,
      zone: one.copy.zone,
      content,
      sha256,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertFiles(tx, id, one.copy);
  return { id, sha256 };
}

async function insertFiles(tx: Tx, submissionId: string, copy: Snapshot): Promise<void> {
  const rows = copy.evidence.flatMap(({ id, file }) =>
    file
      ? [
          {
            submission_id: submissionId,
            evidence_id: id,
            sha256: file.sha256,
            file_name: file.name,
            file_type: file.type,
            file_bytes: file.bytes,
          },
        ]
      : [],
  );
  if (rows.length > 0) await tx.insertInto('submission.file').values(rows).execute();
}

/** A file that went with a copy, or nothing: none is there for what the candidate withheld. It checks no access. */
export async function findSubmissionFile(
  db: Database,
  submissionId: string,
  evidenceId: string,
): Promise<{ sha256: string; name: string; type: string } | undefined> {
  return db
    .selectFrom('submission.file')
    .select(['sha256', 'file_name as name', 'file_type as type'])
    .where('submission_id', '=', submissionId)
    .where('evidence_id', '=', evidenceId)
    .executeTakeFirst();
}

/** Holds a submission so that opening it and taking it back come one after the other. Answers it as it then is. */
export async function lockSubmission(tx: Tx, id: string): Promise<Submission | undefined> {
  await tx.selectFrom('submission.submission').select('id').where('id', '=', id).forNoKeyUpdate().execute();
  return submissionOf(tx, id);
}

/** Writes that an assessor began to read; the first time counts. */
export async function insertOpening(tx: Tx, submissionId: string): Promise<void> {
  await tx
    .insertInto('submission.opening')
    .values({ submission_id: submissionId, opened_at: now() })
    .onConflict((met) => met.doNothing())
    .execute();
}

/** Writes how a submission came to its end. Answers false where it had ended before. */
export async function insertEnd(
  tx: Tx,
  submissionId: string,
  end: Omit<SubmissionEnd, 'at'> & { at?: Temporal.Instant },
): Promise<boolean> {
  const added = await tx
    .insertInto('submission.ending')
    .values({
      submission_id: submissionId,
      how: end.how,
      outcome_id: end.outcomeId ?? null,
      because: end.because,
      ended_at: end.at ?? now(),
    })
    .onConflict((met) => met.doNothing())
    .returning('submission_id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Which of these hashes are of files that went with a copy. */
export async function filesInCopies(db: Database, hashes: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('submission.file')
    .select('sha256')
    .distinct()
    .where('sha256', '=', sql<string>`any(${[...hashes]}::text[])`)
    .execute();
  return rows.map(({ sha256 }) => sha256);
}
