import { sql, type Selectable } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { WorkshopTable } from './programme.tables.ts';
import type { Workshop } from './programme.ts';

const WORKSHOP = [
  'id',
  'run_id',
  'number',
  'title',
  'about',
  'starts_at',
  'ends_at',
  'place',
  'online_link',
  'joining',
  'access_notes',
  'sequence',
  'cancelled_at',
  'unconfirmed',
  'version',
  'changed_at',
] as const;

type WorkshopRow = Pick<Selectable<WorkshopTable>, (typeof WORKSHOP)[number]>;

function toWorkshop(row: WorkshopRow): Workshop {
  const { id, number, title, about, place, joining, sequence, unconfirmed, version } = row;
  return {
    id,
    number,
    title,
    about,
    place,
    joining,
    sequence,
    unconfirmed,
    version,
    runId: row.run_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    onlineLink: row.online_link ?? undefined,
    accessNotes: row.access_notes,
    cancelledAt: row.cancelled_at ?? undefined,
    changedAt: row.changed_at,
  };
}

/** A run's workshops by number, cancelled ones among them (see `cancelledAt`). */
export async function workshopsOf(db: Database, runId: string): Promise<Workshop[]> {
  return (await workshopsOfRuns(db, [runId])).get(runId) ?? [];
}

/** The same for several runs in one query. */
export async function workshopsOfRuns(
  db: Database,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, Workshop[]>> {
  const rows = await db
    .selectFrom('programme.workshop')
    .select(WORKSHOP)
    .where('run_id', '=', sql<string>`any(${[...new Set(runIds)]}::uuid[])`)
    .orderBy('number')
    .orderBy('starts_at')
    .execute();
  const found = new Map<string, Workshop[]>();
  for (const row of rows) found.set(row.run_id, [...(found.get(row.run_id) ?? []), toWorkshop(row)]);
  return found;
}

/** The workshop with this id, or nothing. */
export async function findWorkshop(db: Database, id: string): Promise<Workshop | undefined> {
  const row = await db
    .selectFrom('programme.workshop')
    .select(WORKSHOP)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toWorkshop(row);
}

/** The workshop, held against change for the rest of the transaction; nothing when there is none. */
export async function lockWorkshop(tx: Tx, id: string): Promise<Workshop | undefined> {
  const row = await tx
    .selectFrom('programme.workshop')
    .select(WORKSHOP)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && toWorkshop(row);
}

export type NewWorkshop = {
  readonly runId: string;
  readonly number: number;
  readonly title: string;
  readonly about?: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly place: string;
  readonly onlineLink?: string | undefined;
  readonly joining?: string;
  readonly accessNotes?: string;
  readonly unconfirmed?: boolean;
};

/** Adds a workshop to a run and answers it. A number that stands already is refused by the database. */
export async function addWorkshop(tx: Tx, workshop: NewWorkshop): Promise<Workshop> {
  const row = await tx
    .insertInto('programme.workshop')
    .values({
      run_id: workshop.runId,
      number: workshop.number,
      title: workshop.title,
      about: workshop.about ?? '',
      starts_at: workshop.startsAt,
      ends_at: workshop.endsAt,
      place: workshop.place,
      online_link: workshop.onlineLink ?? null,
      joining: workshop.joining ?? '',
      access_notes: workshop.accessNotes ?? '',
      sequence: 0,
      cancelled_at: null,
      unconfirmed: workshop.unconfirmed ?? false,
      version: 1,
      changed_at: now(),
    })
    .returning(WORKSHOP)
    .executeTakeFirstOrThrow();
  return toWorkshop(row);
}

export type WorkshopUpdate = Partial<Omit<NewWorkshop, 'runId' | 'number' | 'unconfirmed'>> & {
  readonly cancelledAt?: Temporal.Instant;
  /** Another time, place or standing: the calendar sequence goes up, and the date counts as confirmed. */
  readonly moved: boolean;
};

/** Writes what changed about a workshop; its version goes up by one. */
export async function updateWorkshop(tx: Tx, id: string, change: WorkshopUpdate): Promise<void> {
  await tx
    .updateTable('programme.workshop')
    .set((eb) => ({
      ...(change.title === undefined ? {} : { title: change.title }),
      ...(change.about === undefined ? {} : { about: change.about }),
      ...(change.startsAt === undefined ? {} : { starts_at: change.startsAt }),
      ...(change.endsAt === undefined ? {} : { ends_at: change.endsAt }),
      ...(change.place === undefined ? {} : { place: change.place }),
      ...('onlineLink' in change ? { online_link: change.onlineLink ?? null } : {}),
      ...(change.joining === undefined ? {} : { joining: change.joining }),
      ...(change.accessNotes === undefined ? {} : { access_notes: change.accessNotes }),
      ...(change.cancelledAt === undefined ? {} : { cancelled_at: change.cancelledAt }),
      ...(change.moved ? { sequence: eb('sequence', '+', 1), unconfirmed: false } : {}),
      version: eb('version', '+', 1),
      changed_at: now(),
    }))
    .where('id', '=', id)
    .execute();
}

/** Takes the flag off copied workshops of these numbers: from now on they stand as planned. */
export async function confirmWorkshops(tx: Tx, runId: string, numbers: readonly number[]): Promise<void> {
  await tx
    .updateTable('programme.workshop')
    .set((eb) => ({
      unconfirmed: false,
      sequence: eb('sequence', '+', 1),
      version: eb('version', '+', 1),
      changed_at: now(),
    }))
    .where('run_id', '=', runId)
    .where('cancelled_at', 'is', null)
    .where('number', '=', sql<number>`any(${[...numbers]}::integer[])`)
    .execute();
}
