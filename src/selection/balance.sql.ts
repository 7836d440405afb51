import { sql } from 'kysely';
import type { Database } from '#platform/database.ts';

/** How many of a kind asked, and how many of them are offered a place or marked to be. */
export type Share = {
  readonly name: string;
  readonly asked: number;
  /** With a place, an offer, or marked to be offered one. */
  readonly offered: number;
};

export type Balance = {
  readonly departments: readonly Share[];
  readonly roles: readonly Share[];
  readonly prior: Share;
};

/** Who is offered a place against who asked, by department, role, and asking again; nothing protected is looked at. One query. */
export async function balanceOf(db: Database, runId: string, hidden: readonly string[]): Promise<Balance> {
  const { rows } = await sql<{
    kind: 'department' | 'role' | 'prior';
    name: string;
    asked: number;
    offered: number;
  }>`
    with seen as (
      select dossier.department, dossier.role,
        dossier.application_id in (select application_id from selection.prior_applicant where run_id = ${runId}) as prior,
        dossier.state in ('offered', 'place-accepted') or coalesce(decision.outcome = 'offered', false) as offered
      from selection.dossier
      left join selection.decision
        on decision.application_id = dossier.application_id and decision.announced_at is null
      where dossier.run_id = ${runId} and dossier.state <> 'withdrawn'
        and dossier.application_id <> all(${[...hidden]}::uuid[])
    ), said as (
      select 'department' as kind, department as name, offered from seen
      union all select 'role', role, offered from seen
      union all select 'prior', '', offered from seen where prior)
    select kind, min(name) as name, count(*)::int as asked, (count(*) filter (where offered))::int as offered
    from said group by kind, lower(name) order by kind, count(*) desc, lower(name)`.execute(db);
  const of = (kind: string): Share[] => rows.filter((row) => row.kind === kind);
  return {
    departments: of('department'),
    roles: of('role'),
    prior: of('prior')[0] ?? { name: '', asked: 0, offered: 0 },
  };
}

/** How far a selector has come in each run: of what they may read and what still waits, how much they have read. One query. */
export async function progressIn(
  db: Database,
  runIds: readonly string[],
  viewerId: string,
  hidden: readonly string[],
): Promise<ReadonlyMap<string, { readonly read: number; readonly all: number }>> {
  const { rows } = await sql<{ run_id: string; read: number; all: number }>`
    select dossier.run_id, (count(mine.application_id))::int as read, count(*)::int as all
    from selection.dossier
    left join selection.valid_reading mine
      on mine.application_id = dossier.application_id and mine.selector_id = ${viewerId}
    where dossier.run_id = any(${[...runIds]}::uuid[]) and dossier.state <> 'withdrawn'
      and (dossier.state = 'submitted' or mine.application_id is not null)
      and dossier.application_id <> all(${[...hidden]}::uuid[])
    group by dossier.run_id`.execute(db);
  return new Map(rows.map((row) => [row.run_id, { read: row.read, all: row.all }]));
}

/** How many applications wait for a decision and have been read by nobody; those that are `hidden` do not count. One query. */
export async function countUnread(db: Database, runId: string, hidden: readonly string[]): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*)::int as unread from selection.dossier
    where run_id = ${runId} and state = 'submitted' and application_id <> all(${[...hidden]}::uuid[])
      and not exists (select from selection.valid_reading
        where valid_reading.application_id = dossier.application_id and not abstained)`.execute(db);
  return rows[0]?.unread ?? 0;
}
