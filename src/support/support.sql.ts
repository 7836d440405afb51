import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { hashToken } from '#platform/cookies.ts';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { ManagerAnswer, ManagerAsk } from './support.ts';

const FIELDS = [
  'support.manager_ask.id',
  'application_id',
  'number',
  'manager_name',
  'manager_email',
  'asked_at',
  'expires_at',
  'ended_at',
  'answer',
  'words',
  'answered_at',
] as const;

type AskRow = {
  id: string;
  application_id: string;
  number: number;
  manager_name: string;
  manager_email: string;
  asked_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  answer: ManagerAnswer | null;
  words: string | null;
  answered_at: Temporal.Instant | null;
};

function toAsk(row: AskRow): ManagerAsk {
  return {
    id: row.id,
    applicationId: row.application_id,
    number: row.number,
    managerName: row.manager_name,
    managerEmail: row.manager_email,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at ?? undefined,
    answer: row.answer ?? undefined,
    words: row.words ?? '',
    answeredAt: row.answered_at ?? undefined,
  };
}

function asks(db: Database) {
  return db
    .selectFrom('support.manager_ask')
    .leftJoin('support.manager_answer', 'support.manager_answer.ask_id', 'support.manager_ask.id')
    .select(FIELDS);
}

/** The asking in force for an application; nothing while nobody was asked. */
export async function askOf(db: Database, applicationId: string): Promise<ManagerAsk | undefined> {
  return (await asksOf(db, [applicationId])).get(applicationId);
}

/** The askings in force for several applications, by the application's id. One query, however many. */
export async function asksOf(
  db: Database,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, ManagerAsk>> {
  const rows = await asks(db)
    .where('application_id', '=', sql<string>`any(${[...applicationIds]}::uuid[])`)
    .where('ended_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.application_id, toAsk(row)]));
}

/** The asking that this token opens, in force or ended. */
export async function findAskByToken(db: Database, token: string): Promise<ManagerAsk | undefined> {
  const row = await asks(db).where('token_hash', '=', hashToken(token)).executeTakeFirst();
  return row && toAsk(row);
}

/** The asking with this id, held: of two who answer or end it at once, one waits for the other. */
export async function lockAsk(tx: Tx, id: string): Promise<ManagerAsk | undefined> {
  await tx.selectFrom('support.manager_ask').select('id').where('id', '=', id).forNoKeyUpdate().execute();
  const row = await asks(tx).where('support.manager_ask.id', '=', id).executeTakeFirst();
  return row && toAsk(row);
}

/** How often a line manager was asked about an application: ever, and since an instant. */
export async function countAsks(
  db: Database,
  applicationId: string,
  since: Temporal.Instant,
): Promise<{ all: number; lately: number }> {
  const { rows } = await sql<{ all: number; lately: number }>`
    select count(*)::int as all, count(*) filter (where asked_at > ${since}::timestamptz)::int as lately
    from support.manager_ask where application_id = ${applicationId}`.execute(db);
  return rows[0] ?? { all: 0, lately: 0 };
}

export type NewAsk = {
  readonly applicationId: string;
  readonly number: number;
  readonly manager: { readonly name: string; readonly email: string };
  readonly token: string;
  readonly by: string;
  readonly expiresAt: Temporal.Instant;
};

/** Adds the next asking; the caller holds the application and has ended the one before. */
export async function addAsk(tx: Tx, ask: NewAsk): Promise<void> {
  await tx
    .insertInto('support.manager_ask')
    .values({
      application_id: ask.applicationId,
      number: ask.number,
      manager_name: ask.manager.name,
      manager_email: ask.manager.email,
      token_hash: hashToken(ask.token),
      asked_at: now(),
      asked_by: ask.by,
      expires_at: ask.expiresAt,
      ended_at: null,
    })
    .execute();
}

/** Ends the asking in force: its link is dead from now on. */
export async function endAsk(tx: Tx, applicationId: string): Promise<void> {
  await tx
    .updateTable('support.manager_ask')
    .set({ ended_at: now() })
    .where('application_id', '=', applicationId)
    .where('ended_at', 'is', null)
    .execute();
}

/** Writes down what a line manager said. */
export async function addAnswer(
  tx: Tx,
  said: { readonly askId: string; readonly answer: ManagerAnswer; readonly words: string },
): Promise<void> {
  await tx
    .insertInto('support.manager_answer')
    .values({ ask_id: said.askId, answer: said.answer, words: said.words, answered_at: now() })
    .execute();
}
