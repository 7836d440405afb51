import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { Workshop } from '#programme';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { ATTENDANCE_STATES, type Attendance, type AttendanceState } from './attendance.ts';

export type Mark = Attendance & { readonly enrolmentId: string; readonly workshopId: string };

/** The marks in force of these seats at these workshops: of each, the one pressed last. */
export async function marksOf(
  db: Database,
  enrolmentIds: readonly string[],
  workshopIds: readonly string[],
): Promise<Mark[]> {
  return db
    .selectFrom('workshop.attendance')
    .distinctOn(['enrolment_id', 'workshop_id'])
    .select([
      'enrolment_id as enrolmentId',
      'workshop_id as workshopId',
      'state',
      'reason',
      'marked_by as markedById',
      'marked_at as markedAt',
    ])
    .where('enrolment_id', '=', sql<string>`any(${[...enrolmentIds]}::uuid[])`)
    .where('workshop_id', '=', sql<string>`any(${[...workshopIds]}::uuid[])`)
    .orderBy('enrolment_id')
    .orderBy('workshop_id')
    .orderBy('marked_at', 'desc')
    .orderBy('number', 'desc')
    .execute();
}

export type MarkToKeep = {
  readonly enrolmentId: string;
  readonly workshopId: string;
  readonly state: AttendanceState;
  readonly reason: string;
  readonly by: string;
  /** When it was pressed, for one that is kept after it; now where it is left out. */
  readonly at?: Temporal.Instant | undefined;
};

/** Adds a mark, over the one in force unless that was pressed later. */
export async function insertMark(tx: Tx, mark: MarkToKeep): Promise<void> {
  await tx
    .insertInto('workshop.attendance')
    .values({
      enrolment_id: mark.enrolmentId,
      workshop_id: mark.workshopId,
      state: mark.state,
      reason: mark.reason,
      marked_by: mark.by,
      marked_at: mark.at ?? now(),
    })
    .execute();
}

/** Marks these seats as present where they are still expected; answers how many were. */
export async function insertPresentWhereExpected(
  tx: Tx,
  { enrolmentIds, workshopId, by }: { enrolmentIds: readonly string[]; workshopId: string; by: string },
): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into workshop.attendance (enrolment_id, workshop_id, state, reason, marked_by, marked_at)
    select seat.id, ${workshopId}::uuid, 'present', '', ${by}::uuid, ${now().toString()}::timestamptz
    from unnest(${[...enrolmentIds]}::uuid[]) as seat (id)
    where coalesce((select state from workshop.attendance
      where attendance.enrolment_id = seat.id and attendance.workshop_id = ${workshopId}::uuid
      order by marked_at desc, number desc limit 1), 'expected') = 'expected'
    returning number`.execute(tx);
  return rows.length;
}

/** Whether this very mark is kept already: it was sent twice. */
export async function isKept(
  db: Database,
  mark: MarkToKeep & { readonly at: Temporal.Instant },
): Promise<boolean> {
  const kept = await db
    .selectFrom('workshop.attendance')
    .select('number')
    .where('enrolment_id', '=', mark.enrolmentId)
    .where('workshop_id', '=', mark.workshopId)
    .where('state', '=', mark.state)
    .where('marked_by', '=', mark.by)
    .where('marked_at', '=', mark.at)
    .executeTakeFirst();
  return kept !== undefined;
}

export type Counts = Readonly<Record<AttendanceState, number>>;

/** How many are in each state at each of these workshops of a run, by the workshop's id; the register's people are counted. */
export async function attendanceCounts(
  db: Database,
  runId: string,
  workshops: readonly Pick<Workshop, 'id' | 'startsAt'>[],
): Promise<ReadonlyMap<string, Counts>> {
  const { rows } = await sql<{ workshop_id: string; state: AttendanceState; people: number }>`
    select workshop.id as workshop_id, coalesce(mark.state, 'expected') as state, count(*) as people
    from unnest(${workshops.map(({ id }) => id)}::uuid[],
      ${workshops.map(({ startsAt }) => startsAt.toString())}::timestamptz[]) as workshop (id, starts_at)
    cross join lateral (
      select distinct on (person_id) id from workshop.enrolment
      where run_id = ${runId}::uuid and (left_at is null or left_at > workshop.starts_at)
      order by person_id, enrolled_at desc
    ) seat
    left join lateral (
      select state from workshop.attendance
      where attendance.enrolment_id = seat.id and attendance.workshop_id = workshop.id
      order by marked_at desc, number desc limit 1
    ) mark on true
    group by workshop.id, coalesce(mark.state, 'expected')`.execute(db);
  const counts = new Map(workshops.map(({ id }) => [id, noOne()]));
  for (const { workshop_id, state, people } of rows) {
    const found = counts.get(workshop_id);
    if (found) found[state] = people;
  }
  return counts;
}

function noOne(): Record<AttendanceState, number> {
  return Object.fromEntries(ATTENDANCE_STATES.map((state) => [state, 0])) as Record<AttendanceState, number>;
}
