import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Outcome } from './decision.ts';
import type { ApplicationState } from '#application';
import { toAnswers, type Answers } from '#form';

/** What stands on an application before or after a mark: nothing, or an outcome with its rank. */
export type Standing = { readonly outcome: Outcome; readonly rank: number | null } | undefined;

/** One application's mark before and after. */
export type Marking = { readonly applicationId: string; readonly before: Standing; readonly after: Standing };

/** Sets, changes and takes away marks of a run in three statements, however many, and writes each down. */
export async function putMarkings(
  tx: Tx,
  runId: string,
  markings: readonly Marking[],
  by: { batchId: string; personId: string },
): Promise<void> {
  if (markings.length === 0) return;
  const ids = markings.map((one) => one.applicationId);
  const set = markings.filter((one) => one.after);
  await sql`insert into selection.decision (application_id, run_id, outcome, reserve_rank, decided_by, decided_at)
    select application_id, ${runId}, outcome, reserve_rank, ${by.personId}, ${now()}::timestamptz
    from unnest(${set.map((one) => one.applicationId)}::uuid[], ${set.map((one) => one.after?.outcome)}::text[],
      ${set.map((one) => one.after?.rank ?? null)}::int[]) as made (application_id, outcome, reserve_rank)
    on conflict (application_id) where announced_at is null do update set outcome = excluded.outcome,
      reserve_rank = excluded.reserve_rank, decided_by = excluded.decided_by, decided_at = excluded.decided_at`.execute(
    tx,
  );
  const taken = markings.filter((one) => !one.after).map((one) => one.applicationId);
  await sql`delete from selection.decision where application_id = any(${taken}::uuid[]) and announced_at is null`.execute(
    tx,
  );
  await sql`insert into selection.marking (batch_id, application_id, run_id, before_outcome, before_rank, after_outcome,
      after_rank, marked_by, marked_at)
    select ${by.batchId}, made.*, ${by.personId}, ${now()}::timestamptz from (
      select application_id, ${runId}::uuid, before_outcome, before_rank, after_outcome, after_rank
      from unnest(${ids}::uuid[], ${markings.map((one) => one.before?.outcome ?? null)}::text[],
        ${markings.map((one) => one.before?.rank ?? null)}::int[],
        ${markings.map((one) => one.after?.outcome ?? null)}::text[],
        ${markings.map((one) => one.after?.rank ?? null)}::int[])
        as made (application_id, before_outcome, before_rank, after_outcome, after_rank)) as made`.execute(
    tx,
  );
}

/** The number of the last mark in a run: what a page that shows marks had before it. */
export async function lastMarking(db: Database, runId: string): Promise<number> {
  const row = await db
    .selectFrom('selection.marking')
    .select((one) => one.fn.max('number').as('last'))
    .where('run_id', '=', runId)
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** Applications that somebody else has marked after the mark with this number. */
export async function markedByOthersSince(
  tx: Tx,
  runId: string,
  since: { number: number; personId: string },
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('selection.marking')
    .select('application_id')
    .where('run_id', '=', runId)
    .where('number', '>', since.number)
    .where('marked_by', '<>', since.personId)
    .execute();
  return new Set(rows.map((row) => row.application_id));
}

/** One press of a button that marked some applications. */
export type Batch = {
  readonly id: string;
  readonly number: number;
  readonly outcome: Outcome | undefined;
  readonly markedAt: Temporal.Instant;
};

/** The last press of this person that was not undone, if it is not older than a day. */
export async function lastBatchOf(db: Database, runId: string, personId: string): Promise<Batch | undefined> {
  const { rows } = await sql<{
    id: string;
    number: number;
    outcome: Outcome | null;
    marked_at: Temporal.Instant;
  }>`
    select batch_id as id, count(*)::int as number, min(after_outcome) as outcome, min(marked_at) as marked_at
    from selection.marking
    where batch_id = (select batch_id from selection.marking
      where run_id = ${runId} and marked_by = ${personId} and undone_at is null
        and marked_at > ${now().subtract({ hours: 24 })}::timestamptz
      order by number desc limit 1)
    group by batch_id`.execute(db);
  const [row] = rows;
  return (
    row && { id: row.id, number: row.number, outcome: row.outcome ?? undefined, markedAt: row.marked_at }
  );
}

/** Takes a press of this person as undone and answers what it did; nothing when there is none, or it was undone before. */
export async function takeBatch(
  tx: Tx,
  runId: string,
  batch: { id: string; personId: string },
): Promise<Marking[]> {
  const rows = await tx
    .updateTable('selection.marking')
    .set({ undone_at: now() })
    .where('batch_id', '=', batch.id)
    .where('run_id', '=', runId)
    .where('marked_by', '=', batch.personId)
    .where('undone_at', 'is', null)
    .returning(['application_id', 'before_outcome', 'before_rank', 'after_outcome', 'after_rank'])
    .execute();
  return rows.map((row) => ({
    applicationId: row.application_id,
    before: row.before_outcome ? { outcome: row.before_outcome, rank: row.before_rank } : undefined,
    after: row.after_outcome ? { outcome: row.after_outcome, rank: row.after_rank } : undefined,
  }));
}

/** The marks of a run in numbers, and up to five names of each kind that needs a look. Nothing that is `hidden` from whoever looks. */
export type MarkSummary = {
  readonly offered: number;
  readonly reserve: number;
  readonly notOffered: number;
  readonly undecided: number;
  readonly shown: number;
  readonly settled: Named;
  readonly contradicting: Named;
  readonly unread: Named;
};
export type Named = { readonly number: number; readonly names: readonly string[] };

/** One query, however many applications. */
export async function markSummary(
  db: Database,
  runId: string,
  hidden: readonly string[],
): Promise<MarkSummary> {
  const { rows } = await sql<Record<string, number | string[] | null>>`
    with seen as (
      select dossier.name, dossier.state, dossier.turned_at, decision.outcome,
        dossier.state in ('submitted', 'reserve', 'not-offered', 'place-declined', 'offer-lapsed') as open,
        decision.outcome is not null and not exists (select from selection.valid_reading
          where valid_reading.application_id = dossier.application_id and not abstained) as unread
      from selection.dossier
      left join selection.decision
        on decision.application_id = dossier.application_id and decision.announced_at is null
      where dossier.run_id = ${runId}
        and dossier.application_id <> all(${[...hidden]}::uuid[]))
    select count(*)::int as shown,
      (count(*) filter (where open and outcome = 'offered'))::int as offered,
      (count(*) filter (where open and outcome = 'reserve'))::int as reserve,
      (count(*) filter (where open and outcome = 'not-offered'))::int as "notOffered",
      (count(*) filter (where state = 'submitted' and outcome is null))::int as undecided,
      (count(*) filter (where not open and outcome is not null))::int as settled,
      (array_agg(name order by name) filter (where not open and outcome is not null))[1:5] as "settledNames",
      (count(*) filter (where open and outcome <> state and turned_at is not null))::int as contradicting,
      (array_agg(name order by name) filter (where open and outcome <> state and turned_at is not null))[1:5]
        as "contradictingNames",
      (count(*) filter (where open and unread))::int as unread,
      (array_agg(name order by name) filter (where open and unread))[1:5] as "unreadNames"
    from seen`.execute(db);
  const row = rows[0] ?? {};
  const number = (name: string): number => Number(row[name] ?? 0);
  const named = (name: string): Named => ({
    number: number(name),
    names: (row[`${name}Names`] as string[] | null) ?? [],
  });
  return {
    offered: number('offered'),
    reserve: number('reserve'),
    notOffered: number('notOffered'),
    undecided: number('undecided'),
    shown: number('shown'),
    settled: named('settled'),
    contradicting: named('contradicting'),
    unread: named('unread'),
  };
}

export type Reserved = { readonly applicationId: string; readonly name: string; readonly rank: number };

/** How many of the reserve list a page shows. */
export const MOST_RANKED = 100;

/** Who is marked for the reserve list, by rank, so many at most. */
export async function markedReserve(
  db: Database,
  runId: string,
  hidden: readonly string[],
): Promise<Reserved[]> {
  const { rows } = await sql<Reserved>`
    select dossier.application_id as "applicationId", dossier.name, decision.reserve_rank as rank
    from selection.decision join selection.dossier on dossier.application_id = decision.application_id
    where decision.run_id = ${runId} and decision.announced_at is null and decision.outcome = 'reserve'
      and dossier.state in ('submitted', 'reserve', 'not-offered', 'place-declined', 'offer-lapsed')
      and dossier.application_id <> all(${[...hidden]}::uuid[])
    order by decision.reserve_rank, dossier.application_id limit ${MOST_RANKED}`.execute(db);
  return rows;
}

/** Something that happened to an application; drafts are nobody's to see. */
export type Happening = {
  readonly at: Temporal.Instant;
  readonly what: 'sent' | ApplicationState | 'marked';
  readonly number: number;
  readonly byId: string | undefined;
  readonly words: string;
  readonly outcome?: Outcome | undefined;
};

/** What happened to an application, the latest first: sent, withdrawn, turned, and each mark that the team made. */
export async function happeningsOf(db: Database, applicationId: string): Promise<Happening[]> {
  const rows = await db
    .selectFrom('selection.happening')
    .select(['at', 'what', 'number', 'by_id', 'words'])
    .where('application_id', '=', applicationId)
    .execute();
  const marks = await db
    .selectFrom('selection.marking')
    .select(['marked_at', 'number', 'marked_by', 'after_outcome', 'after_rank'])
    .where('application_id', '=', applicationId)
    .execute();
  const happened: Happening[] = [
    ...rows.map((row) => ({
      at: row.at,
      what: row.what,
      number: row.number,
      byId: row.by_id ?? undefined,
      words: row.words,
    })),
    ...marks.map((row) => ({
      at: row.marked_at,
      what: 'marked' as const,
      number: row.number,
      byId: row.marked_by,
      words: row.after_rank === null ? '' : String(row.after_rank),
      outcome: row.after_outcome ?? undefined,
    })),
  ];
  return happened.sort(
    (one, other) => other.at.epochMilliseconds - one.at.epochMilliseconds || other.number - one.number,
  );
}

export type SentVersion = {
  readonly number: number;
  readonly formId: string;
  readonly answers: Answers;
  readonly submittedAt: Temporal.Instant;
};

/** Every version of an application that was sent, the latest first. */
export async function versionsOf(db: Database, applicationId: string): Promise<SentVersion[]> {
  const rows = await db
    .selectFrom('selection.sent_version')
    .select(['number', 'form_id', 'answers', 'submitted_at'])
    .where('application_id', '=', applicationId)
    .orderBy('number', 'desc')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    formId: row.form_id,
    answers: toAnswers(row.answers),
    submittedAt: row.submitted_at,
  }));
}
