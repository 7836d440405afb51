import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Pattern } from './window.ts';

/** A window as its mentor published it. */
export type Window = Omit<Pattern, 'except'> & {
  readonly id: string;
  readonly institutionId: string;
  readonly mentorId: string;
  readonly place: string;
  readonly link: string | undefined;
  readonly bookNotice: number;
  readonly cancelNotice: number;
  readonly publishedAt: Temporal.Instant;
  readonly withdrawnAt: Temporal.Instant | undefined;
};

export type NewWindow = Pattern & {
  readonly institutionId: string;
  readonly mentorId: string;
  readonly place: string;
  readonly link?: string | undefined;
  /** Least notice to book, in minutes. */
  readonly bookNotice: number;
  /** Least notice to cancel for whoever booked, in minutes. */
  readonly cancelNotice: number;
};

/** The number under which a mentor's slots are compared; given at first asking. */
export async function mentorNumber(tx: Tx, personId: string): Promise<number> {
  await tx
    .insertInto('office_hours.mentor')
    .values({ person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { number } = await tx
    .selectFrom('office_hours.mentor')
    .select('number')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return number;
}

export async function insertWindow(tx: Tx, window: NewWindow): Promise<string> {
  const { id } = await tx
    .insertInto('office_hours.window')
    .values({
      institution_id: window.institutionId,
      mentor_id: window.mentorId,
      zone: window.zone,
      first_day: window.firstDay,
      last_day: window.lastDay,
      weekday: window.weekday,
      every_weeks: window.everyWeeks,
      starts: window.starts,
      ends: window.ends,
      slot_minutes: window.slotMinutes,
      gap_minutes: window.gapMinutes,
      place: window.place,
      link: window.link ?? null,
      book_notice_minutes: window.bookNotice,
      cancel_notice_minutes: window.cancelNotice,
      published_at: now(),
      withdrawn_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const WINDOW = [
  'id',
  'institution_id as institutionId',
  'mentor_id as mentorId',
  'zone',
  'first_day as firstDay',
  'last_day as lastDay',
  'weekday',
  'every_weeks as everyWeeks',
  'starts',
  'ends',
  'slot_minutes as slotMinutes',
  'gap_minutes as gapMinutes',
  'place',
  'link',
  'book_notice_minutes as bookNotice',
  'cancel_notice_minutes as cancelNotice',
  'published_at as publishedAt',
  'withdrawn_at as withdrawnAt',
] as const;

function windows(db: Database) {
  return db.selectFrom('office_hours.window').select(WINDOW);
}

type WindowRow = Omit<Window, 'link' | 'withdrawnAt'> & {
  link: string | null;
  withdrawnAt: Temporal.Instant | null;
};

function toWindow({ link, withdrawnAt, ...row }: WindowRow): Window {
  return { ...row, link: link ?? undefined, withdrawnAt: withdrawnAt ?? undefined };
}

/** A mentor's windows that are not over, the next first; withdrawn ones are left out. `today` is 'YYYY-MM-DD'. */
export async function windowsOf(db: Database, mentorId: string, today: string): Promise<Window[]> {
  const rows = await windows(db)
    .where('mentor_id', '=', mentorId)
    .where('last_day', '>=', today)
    .where('withdrawn_at', 'is', null)
    .orderBy('first_day')
    .orderBy('weekday')
    .orderBy('starts')
    .execute();
  return rows.map(toWindow);
}

/** The window with this id, or nothing. */
export async function findWindow(db: Database, id: string): Promise<Window | undefined> {
  const row = await windows(db).where('id', '=', id).executeTakeFirst();
  return row && toWindow(row);
}

/** Writes down that a window is taken back. */
export async function setWindowWithdrawn(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('office_hours.window')
    .set({ withdrawn_at: now() })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .execute();
}

export type SlotCount = { readonly free: number; readonly booked: number };

/** How many slots of each window lie ahead, free and booked, by the window's id. */
export async function slotCounts(
  db: Database,
  windowIds: readonly string[],
): Promise<ReadonlyMap<string, SlotCount>> {
  const { rows } = await sql<{ window_id: string; free: number; booked: number }>`
    select slot.window_id, count(*) filter (where booking.id is null) as free, count(booking.id) as booked
    from office_hours.slot
    left join office_hours.booking on booking.slot_id = slot.id and booking.cancelled_at is null
    where slot.window_id = any(${[...windowIds]}::uuid[]) and slot.starts_at > ${now().toString()}::timestamptz
      and slot.withdrawn_at is null
    group by slot.window_id`.execute(db);
  return new Map(rows.map(({ window_id, free, booked }) => [window_id, { free, booked }]));
}
