import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { findPersons } from '#people';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

/** A question to the team, and its one answer if it has one. */
export type Enquiry = {
  readonly id: string;
  readonly programmeId: string;
  readonly runId: string | undefined;
  readonly name: string;
  readonly email: string;
  readonly question: string;
  readonly askedAt: Temporal.Instant;
  readonly answer: { readonly words: string; readonly at: Temporal.Instant; readonly by: string } | undefined;
};

export type NewEnquiry = {
  readonly programmeId: string;
  readonly runId?: string | undefined;
  readonly name: string;
  readonly email: string;
  readonly question: string;
  readonly senderMark?: string;
};

/** Keeps an enquiry and answers its id. */
export async function insertEnquiry(tx: Tx, enquiry: NewEnquiry): Promise<string> {
  const { id } = await tx
    .insertInto('programme.enquiry')
    .values({
      programme_id: enquiry.programmeId,
      run_id: enquiry.runId ?? null,
      name: enquiry.name,
      email: enquiry.email,
      question: enquiry.question,
      asked_at: now(),
      sender_mark: enquiry.senderMark ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** How many enquiries came under this mark since then. */
export async function countFrom(tx: Tx, senderMark: string, since: Temporal.Instant): Promise<number> {
  const { count } = await tx
    .selectFrom('programme.enquiry')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('sender_mark', '=', senderMark)
    .where('asked_at', '>', since)
    .executeTakeFirstOrThrow();
  return count;
}

/** Forgets the senders' marks of enquiries asked before then. */
export async function forgetMarks(db: Database, before: Temporal.Instant): Promise<void> {
  await db
    .updateTable('programme.enquiry')
    .set({ sender_mark: null })
    .where('sender_mark', 'is not', null)
    .where('asked_at', '<', before)
    .execute();
}

function selectEnquiries(db: Database) {
  return db
    .selectFrom('programme.enquiry as enquiry')
    .leftJoin('programme.enquiry_answer as answer', 'answer.enquiry_id', 'enquiry.id')
    .select([
      'enquiry.id',
      'enquiry.programme_id',
      'enquiry.run_id',
      'enquiry.name',
      'enquiry.email',
      'enquiry.question',
      'enquiry.asked_at',
      'answer.words',
      'answer.answered_at',
      'answer.answered_by',
    ]);
}

type EnquiryRow = Awaited<ReturnType<ReturnType<typeof selectEnquiries>['execute']>>[number];

async function toEnquiries(db: Database, rows: readonly EnquiryRow[]): Promise<Enquiry[]> {
  const authors = await findPersons(
    db,
    rows.flatMap((row) => row.answered_by ?? []),
  );
  return rows.map((row) => ({
    id: row.id,
    programmeId: row.programme_id,
    runId: row.run_id ?? undefined,
    name: row.name,
    email: row.email,
    question: row.question,
    askedAt: row.asked_at,
    answer:
      row.words === null || row.answered_at === null
        ? undefined
        : {
            words: row.words,
            at: row.answered_at,
            by: authors.get(row.answered_by ?? '')?.name ?? 'the team',
          },
  }));
}

/** The programme's enquiries: those that wait first, oldest first; then the answered ones, newest first. At most 200. */
export async function enquiriesOf(db: Database, programmeId: string): Promise<Enquiry[]> {
  const rows = await selectEnquiries(db)
    .where('enquiry.programme_id', '=', programmeId)
    .orderBy(sql`answer.enquiry_id is not null`)
    .orderBy(sql`case when answer.enquiry_id is null then enquiry.asked_at end`)
    .orderBy('enquiry.asked_at', 'desc')
    .orderBy('enquiry.id')
    .limit(200)
    .execute();
  return toEnquiries(db, rows);
}

/** How many of the programme's enquiries wait for an answer. */
export async function countUnanswered(db: Database, programmeId: string): Promise<number> {
  const { count } = await db
    .selectFrom('programme.enquiry as enquiry')
    .leftJoin('programme.enquiry_answer as answer', 'answer.enquiry_id', 'enquiry.id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('enquiry.programme_id', '=', programmeId)
    .where('answer.enquiry_id', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** The enquiry with this id, or nothing. */
export async function findEnquiry(db: Database, id: string): Promise<Enquiry | undefined> {
  const row = await selectEnquiries(db).where('enquiry.id', '=', id).executeTakeFirst();
  return row && (await toEnquiries(db, [row]))[0];
}

/** Keeps the answer, and says whether it is the one: false when somebody else answered first. */
export async function insertAnswer(
  tx: Tx,
  answer: { enquiryId: string; words: string; by: string },
): Promise<boolean> {
  const kept = await tx
    .insertInto('programme.enquiry_answer')
    .values({ enquiry_id: answer.enquiryId, words: answer.words, answered_at: now(), answered_by: answer.by })
    .onConflict((conflict) => conflict.column('enquiry_id').doNothing())
    .returning('enquiry_id')
    .executeTakeFirst();
  return kept !== undefined;
}
