import { sql, type RawBuilder } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { ApplicationState } from '#application';
import { toAnswers, type Answers } from '#form';
import type { Database } from '#platform/database.ts';
import type { Outcome } from './decision.ts';
import type { ListView, Sort } from './list-view.ts';

/** An application as the team reads it. */
export type Dossier = {
  readonly applicationId: string;
  readonly runId: string;
  readonly reference: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly department: string;
  readonly role: string;
  readonly state: ApplicationState;
  readonly submittedAt: Temporal.Instant;
  readonly turnedAt: Temporal.Instant | undefined;
  readonly formId: string;
  /** What this viewer has done with it. */
  readonly mine: boolean;
  readonly marked: Outcome | undefined;
  readonly rank: number | undefined;
};

/** A row of a list with its place in it. */
export type Listed = Dossier & { readonly place: number; readonly total: number };

type ListedRow = {
  application_id: string;
  run_id: string;
  reference: string;
  person_id: string;
  name: string;
  email: string;
  department: string;
  role: string;
  state: ApplicationState;
  submitted_at: Temporal.Instant;
  turned_at: Temporal.Instant | null;
  form_id: string;
  mine: boolean;
  outcome: Outcome | null;
  reserve_rank: number | null;
  place: number;
  total: number;
};

function toListed(row: ListedRow): Listed {
  return {
    applicationId: row.application_id,
    runId: row.run_id,
    reference: row.reference,
    personId: row.person_id,
    name: row.name,
    email: row.email,
    department: row.department,
    role: row.role,
    state: row.state,
    submittedAt: row.submitted_at,
    turnedAt: row.turned_at ?? undefined,
    formId: row.form_id,
    mine: row.mine,
    marked: row.outcome ?? undefined,
    rank: row.reserve_rank ?? undefined,
    place: row.place,
    total: row.total,
  };
}

/** Whose list it is: the viewer is not shown what they are concerned in; withdrawn ones are for whoever coordinates. */
export type ListOf = {
  readonly runId: string;
  readonly viewerId: string;
  readonly withWithdrawn: boolean;
  /** What this viewer must not meet (`concernsOf`). */
  readonly hidden: readonly string[];
  /** The first criterion with steps, where the view names none. */
  readonly criterion: string;
};

export const PAGE_ROWS = 50;

/** One page of a list: the rows after the one that the view names, or before it, or the first ones. One query. */
export async function listPage(db: Database, of: ListOf, view: ListView): Promise<Listed[]> {
  const from = view.before
    ? sql`(select place - ${PAGE_ROWS} - 1 from placed where application_id = ${view.before})`
    : sql`(select place from placed where application_id = ${view.after ?? null}::uuid)`;
  const { rows } = await sql<ListedRow>`${placed(of, view)}
    select * from placed where place > greatest(0, coalesce(${from}, 0)) order by place limit ${PAGE_ROWS}`.execute(
    db,
  );
  return rows.map(toListed);
}

/** A whole list, in its order: for the file that is taken away. */
export async function listAll(db: Database, of: ListOf, view: ListView): Promise<Listed[]> {
  const { rows } = await sql<ListedRow>`${placed(of, view)} select * from placed order by place`.execute(db);
  return rows.map(toListed);
}

/** The row before and the row after an application in a list; none where it is not in it. One query. */
export async function neighbours(db: Database, of: ListOf, view: ListView, id: string): Promise<Listed[]> {
  const { rows } =
    await sql<ListedRow>`${placed(of, view)}, here as (select place from placed where application_id = ${id})
    select placed.* from placed, here where placed.place between here.place - 1 and here.place + 1
    order by placed.place`.execute(db);
  return rows.map(toListed);
}

function placed(of: ListOf, view: ListView): RawBuilder<unknown> {
  const order = view.down ? sql`desc` : sql`asc`;
  return sql`with listed as (${listed(of, view)}), placed as (
    select listed.*, row_number() over (order by key ${order}, application_id ${order})::int as place,
      count(*) over ()::int as total
    from listed)`;
}

function listed(of: ListOf, view: ListView): RawBuilder<unknown> {
  const { runId, viewerId, hidden } = of;
  const prior = sql`dossier.application_id in (select application_id from selection.prior_applicant where run_id = ${runId})`;
  const first = view.priorFirst
    ? sql`case when ${prior} then ${view.down ? '1' : '0'} else ${view.down ? '0' : '1'} end || `
    : sql``;
  return sql`select dossier.application_id, dossier.run_id, reference, dossier.person_id, name, email, department, role, state, submitted_at,
      turned_at, form_id, mine.application_id is not null as mine, decision.outcome, decision.reserve_rank,
      ${first}${keyOf(of, view)} as key
    from selection.dossier
    left join selection.valid_reading mine
      on mine.application_id = dossier.application_id and mine.selector_id = ${viewerId}
    left join selection.decision
      on decision.application_id = dossier.application_id and decision.announced_at is null
    where dossier.run_id = ${runId} and dossier.application_id <> all(${[...hidden]}::uuid[])
      and (dossier.state <> 'withdrawn' or ${of.withWithdrawn}) ${cutOf(view)}`;
}

function cutOf({ show, find, state, mark, department }: ListView): RawBuilder<unknown> {
  const said = sql`lower(concat_ws(' ', dossier.name, dossier.department, dossier.role, dossier.reference))`;
  const parts = [
    show === 'read' && sql`mine.application_id is not null`,
    show === 'unread' && sql`mine.application_id is null`,
    find !== '' && sql`position(lower(${find}) in ${said}) > 0`,
    state && sql`dossier.state = ${state}`,
    mark === 'none' && sql`decision.outcome is null`,
    mark && mark !== 'none' && sql`decision.outcome = ${mark}`,
    department !== '' && sql`lower(dossier.department) = lower(${department})`,
  ].filter((part) => typeof part === 'object');
  return parts.length === 0 ? sql`` : sql`and ${sql.join(parts, sql` and `)}`;
}

/** A text that sorts as the view asks. What has no median or spread yet stands last, up or down. */
function keyOf(of: ListOf, view: ListView): RawBuilder<unknown> {
  const { sort, down } = view;
  const given = givenFor(of, view);
  const figure = sql`coalesce('5' || lpad(${given}, 6, '0'), ${down ? '0' : '9'})`;
  switch (sort) {
    case 'name':
      return sql`lower(dossier.name)`;
    case 'department':
      return sql`lower(dossier.department)`;
    case 'state':
      return sql`dossier.state || ' ' || coalesce(decision.outcome, '')`;
    case 'readings':
      return sql`lpad(coalesce(${given}, '0'), 4, '0')`;
    case 'missing':
      return sql`lpad((9000 - coalesce(${given}, '0')::int)::text, 4, '0')`;
    case 'median':
    case 'spread':
      return figure;
    case 'sent':
      return sql`to_char(dossier.submitted_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS')`;
  }
}

/**
 * What readings come to for an application, as text, where the view sorts by it. They are gathered once for the whole run, into
 * one map: a join would be tried row against row wherever the planner expects few rows.
 */
function givenFor(of: ListOf, { sort, by }: ListView): RawBuilder<unknown> {
  const score = sql`(scores ->> ${by || of.criterion})::numeric`;
  const figures: Partial<Record<Sort, RawBuilder<unknown>>> = {
    readings: sql`count(*)::int`,
    missing: sql`count(*)::int`,
    median: sql`(percentile_cont(0.5) within group (order by ${score}) * 100)::int`,
    spread: sql`(max(${score}) - min(${score}))::int`,
  };
  const figure = figures[sort];
  if (!figure) return sql``;
  return sql`((select jsonb_object_agg(application_id, figure) from (
    select application_id, ${figure} as figure from selection.valid_reading
    where run_id = ${of.runId} and not abstained group by application_id) as given)
    ->> dossier.application_id::text)`;
}

/** One application of a run as this viewer may read it; nothing where they may not. */
export async function findDossier(
  db: Database,
  of: Pick<ListOf, 'runId' | 'viewerId' | 'withWithdrawn'>,
  id: string,
): Promise<(Dossier & { readonly answers: Answers }) | undefined> {
  const { rows } = await sql<ListedRow & { answers: unknown }>`
    select dossier.*, mine.application_id is not null as mine, decision.outcome, decision.reserve_rank, 0 as place, 0 as total
    from selection.dossier
    left join selection.valid_reading mine
      on mine.application_id = dossier.application_id and mine.selector_id = ${of.viewerId}
    left join selection.decision on decision.application_id = dossier.application_id and decision.announced_at is null
    where dossier.application_id = ${id} and dossier.run_id = ${of.runId}
      and (dossier.state <> 'withdrawn' or ${of.withWithdrawn})
      and ${id}::uuid not in (select selection.concerns(${of.viewerId}, ${of.runId}, ${id}))`.execute(db);
  const [row] = rows;
  return row && { ...toListed(row), answers: toAnswers(row.answers) };
}

/** What was sent, application by application; drafts and what only the team may see are not there. */
export async function answersOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Answers>> {
  const rows = await db
    .selectFrom('selection.dossier')
    .select(['application_id', 'answers'])
    .where('application_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.application_id, toAnswers(row.answers)]));
}

/** The applications of a run that this person must not meet: their own, those that name them, those of a declared interest. */
export async function concernsOf(db: Database, runId: string, personId: string): Promise<readonly string[]> {
  return concernsIn(db, [runId], personId);
}

/** The same in several runs. */
export async function concernsIn(
  db: Database,
  runIds: readonly string[],
  personId: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select concern.application_id as id
    from unnest(${[...runIds]}::uuid[]) as asked (run_id), selection.concerns(${personId}, asked.run_id) as concern`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Which of these asked an earlier run and never had a place. */
export async function priorAmong(
  db: Database,
  runId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('selection.prior_applicant')
    .select('application_id')
    .where('run_id', '=', runId)
    .where('application_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  return new Set(rows.map((row) => row.application_id));
}

/** Whose applications these are, by name. */
export async function namesOfApplications(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('selection.dossier')
    .select(['application_id', 'name'])
    .where('application_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.application_id, row.name]));
}
