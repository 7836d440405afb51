import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { toAnswers, type Answers } from '#form';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';

/** Letters and digits that nobody mistakes for each other when they are read out. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A reference that nobody has been given before, as good as certainly. */
export function mintReference(): string {
  const signs = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

export type NewApplication = {
  readonly runId: string;
  readonly formId: string;
  readonly personId: string | undefined;
  readonly tokenHash: Buffer | undefined;
};

/** Adds an application and answers its id; nothing when this person or browser has one to the run already. */
export async function addApplication(tx: Tx, application: NewApplication): Promise<string | undefined> {
  const row = await tx
    .insertInto('application.application')
    .values({
      reference: mintReference(),
      run_id: application.runId,
      form_id: application.formId,
      person_id: application.personId ?? null,
      draft_token_hash: application.tokenHash ?? null,
      begun_at: now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** The id of the application that this browser began signed out, to one run; joined ones lead to what they joined. */
export async function findDraftOfBrowser(
  db: Database,
  runId: string,
  tokenHash: Buffer,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('application.application')
    .leftJoin('application.joining', 'application.joining.application_id', 'application.application.id')
    .select('application.application.id')
    .where('run_id', '=', runId)
    .where('draft_token_hash', '=', tokenHash)
    .where('application.joining.application_id', 'is', null)
    .executeTakeFirst();
  return row?.id;
}

export type Ownership = {
  readonly id: string;
  readonly runId: string;
  readonly personId: string | undefined;
  readonly tokenHash: Buffer | undefined;
  /** Where its words went, for a draft that was joined into another application. */
  readonly joinedInto: string | undefined;
};

/** Whose an application is: by person, or by the token in a browser. */
export async function findOwnership(db: Database, id: string): Promise<Ownership | undefined> {
  const row = await db
    .selectFrom('application.application')
    .leftJoin('application.joining', 'application.joining.application_id', 'application.application.id')
    .select(['application.application.id', 'run_id', 'person_id', 'draft_token_hash', 'into_id'])
    .where('application.application.id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      runId: row.run_id,
      personId: row.person_id ?? undefined,
      tokenHash: row.draft_token_hash ?? undefined,
      joinedInto: row.into_id ?? undefined,
    }
  );
}

/** Holds an application's row for the rest of the transaction: every act on it passes here, one after the other. */
export async function lockApplication(tx: Tx, id: string): Promise<void> {
  await tx
    .selectFrom('application.application')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

/** Makes an anonymous application a person's. Breaks application_once_a_run when they have one. */
export async function giveToPerson(tx: Tx, id: string, personId: string): Promise<void> {
  await tx
    .updateTable('application.application')
    .set({ person_id: personId, draft_token_hash: null })
    .where('id', '=', id)
    .execute();
}

/** Writes down that an anonymous application's words are in another now. */
export async function addJoining(tx: Tx, id: string, intoId: string): Promise<void> {
  await tx
    .insertInto('application.joining')
    .values({ application_id: id, into_id: intoId, joined_at: now() })
    .execute();
}

export type SavedSection = {
  readonly section: string;
  readonly answers: Answers;
  readonly version: number;
  readonly savedAt: Temporal.Instant;
};

/** The sections of an application that were saved. */
export async function draftOf(db: Database, applicationId: string): Promise<SavedSection[]> {
  const rows = await db
    .selectFrom('application.draft_answers')
    .select(['section', 'answers', 'version', 'saved_at'])
    .where('application_id', '=', applicationId)
    .execute();
  return rows.map((row) => ({
    section: row.section,
    answers: toAnswers(row.answers),
    version: row.version,
    savedAt: row.saved_at,
  }));
}

/** All answers of a draft in one record. */
export function allAnswers(saved: readonly Pick<SavedSection, 'answers'>[]): Answers {
  return Object.assign({}, ...saved.map((one) => one.answers)) as Answers;
}

/** Writes a section over what stands; the caller has compared versions under the application's lock. */
export async function putSection(
  tx: Tx,
  applicationId: string,
  section: string,
  answers: Answers,
  savedAt: Temporal.Instant = now(),
): Promise<{ version: number; savedAt: Temporal.Instant }> {
  const { version } = await tx
    .insertInto('application.draft_answers')
    .values({ application_id: applicationId, section, answers: json(answers), version: 1, saved_at: savedAt })
    .onConflict((conflict) =>
      conflict.columns(['application_id', 'section']).doUpdateSet({
        answers: json(answers),
        version: sql<number>`draft_answers.version + 1`,
        saved_at: savedAt,
      }),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  return { version, savedAt };
}

export type SetAside = {
  readonly id: string;
  readonly section: string;
  readonly answers: Answers;
  readonly writtenAt: Temporal.Instant;
};

/** Words that wait for their writer to choose, the oldest first. */
export async function setAsideOf(db: Database, applicationId: string): Promise<SetAside[]> {
  const rows = await db
    .selectFrom('application.set_aside')
    .select(['id', 'section', 'answers', 'written_at'])
    .where('application_id', '=', applicationId)
    .where('settled_at', 'is', null)
    .orderBy('written_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    section: row.section,
    answers: toAnswers(row.answers),
    writtenAt: row.written_at,
  }));
}

/** Keeps words aside; the same words twice are kept once. */
export async function setAside(
  tx: Tx,
  applicationId: string,
  section: string,
  answers: Answers,
  writtenAt: Temporal.Instant = now(),
): Promise<void> {
  await sql`insert into application.set_aside (application_id, section, answers, written_at)
    select ${applicationId}, ${section}, ${json(answers)}::jsonb, ${writtenAt}::timestamptz
    where not exists (select from application.set_aside where application_id = ${applicationId}
      and section = ${section} and answers = ${json(answers)}::jsonb and settled_at is null)`.execute(tx);
}

/** Marks words as chosen between, or gives nothing when somebody did so first. */
export async function settle(tx: Tx, applicationId: string, id: string): Promise<SetAside | undefined> {
  const row = await tx
    .updateTable('application.set_aside')
    .set({ settled_at: now() })
    .where('id', '=', id)
    .where('application_id', '=', applicationId)
    .where('settled_at', 'is', null)
    .returning(['id', 'section', 'answers', 'written_at'])
    .executeTakeFirst();
  return (
    row && { id: row.id, section: row.section, answers: toAnswers(row.answers), writtenAt: row.written_at }
  );
}

/** The runs to which somebody began an application signed out and has not signed in since. */
export async function anonymousDraftRuns(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('application.application')
    .select('run_id')
    .distinct()
    .where('person_id', 'is', null)
    .execute();
  return rows.map((row) => row.run_id);
}

/** Removes drafts begun signed out: those of the given runs, and those without a word begun before `emptyBefore`. */
export async function removeForsakenDrafts(
  tx: Tx,
  emptyBefore: Temporal.Instant,
  runIds: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from application.application where person_id is null
      and not exists (select from application.submission where submission.application_id = application.id)
      and (run_id = any(${[...runIds]}::uuid[])
        or (begun_at < ${emptyBefore}::timestamptz and not exists
          (select from application.draft_answers where draft_answers.application_id = application.id)))
    returning id`.execute(tx);
  return rows.length;
}

/** Counts one more from a sealed address in this hour, and answers how many that makes in the hour and in 24 hours. */
export async function addBeginning(
  tx: Tx,
  remoteSeal: string,
  at: Temporal.Instant,
): Promise<{ thisHour: number; today: number }> {
  const counted = await sql<{ number: number }>`
    insert into application.beginning (remote_seal, hour, number)
    values (${remoteSeal}, date_trunc('hour', ${at}::timestamptz), 1)
    on conflict (remote_seal, hour) do update set number = beginning.number + 1
    returning number`.execute(tx);
  const day = await sql<{ number: number }>`
    select coalesce(sum(number), 0)::int as number from application.beginning
    where remote_seal = ${remoteSeal} and hour > ${at.subtract({ hours: 24 })}::timestamptz`.execute(tx);
  return { thisHour: counted.rows[0]?.number ?? 0, today: day.rows[0]?.number ?? 0 };
}

/** Forgets what was counted before the instant. */
export async function forgetBeginnings(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('application.beginning').where('hour', '<', before).execute();
}
