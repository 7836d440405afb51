import { sql, type Selectable } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { addJob } from '#platform/jobs.ts';
import type { RunTable } from './programme.tables.ts';
import { USUAL_OFFICE_HOURS_AHEAD, type Run, type UnconfirmedDate } from './programme.ts';
import { toProgramme, type ProgrammeRow } from './programme.sql.ts';

type RunRow = Omit<Selectable<RunTable>, 'programme_id' | 'opening_told_at' | 'created_at'> & {
  readonly workshops_unconfirmed: readonly number[];
  readonly programme: ProgrammeRow;
};

/** A run from its row. */
export function toRun(row: RunRow): Run {
  const { id, slug, name, capacity, zone, version } = row;
  const programme = toProgramme(row.programme);
  return {
    id,
    slug,
    name,
    capacity,
    zone,
    version,
    programme,
    opensAt: row.opens_at,
    deadline: { at: row.closes_at, zone, graceMinutes: row.grace_minutes },
    notifyWeekOf: row.notify_week,
    replyWithinHours: row.reply_within_hours,
    officeHoursAhead: row.office_hours_ahead,
    courseSite: row.course_site ?? undefined,
    courseSiteNote: row.course_site_note,
    contactAddress: programme.contactAddress,
    copiedFromId: row.copied_from ?? undefined,
    unconfirmed: [...row.unconfirmed, ...row.workshops_unconfirmed.map((number) => `workshop-${number}`)],
    changedAt: row.changed_at,
  };
}

/** Runs with their programme, one row each, ready to be narrowed. */
export function selectRuns(db: Database) {
  return db
    .selectFrom('programme.run as run')
    .innerJoin('programme.programme as programme', 'programme.id', 'run.programme_id')
    .select([
      'run.id',
      'run.slug',
      'run.name',
      'run.capacity',
      'run.opens_at',
      'run.closes_at',
      'run.grace_minutes',
      'run.notify_week',
      'run.reply_within_hours',
      'run.office_hours_ahead',
      'run.zone',
      'run.course_site',
      'run.course_site_note',
      'run.copied_from',
      'run.unconfirmed',
      'run.version',
      'run.changed_at',
      sql<number[]>`array(select number from programme.workshop where workshop.run_id = run.id
        and workshop.unconfirmed and workshop.cancelled_at is null order by number)`.as(
        'workshops_unconfirmed',
      ),
      sql<ProgrammeRow>`to_jsonb(programme)`.as('programme'),
    ]);
}

/** The run at this public address, or nothing. */
export async function findRun(
  db: Database,
  programmeSlug: string,
  runSlug: string,
): Promise<Run | undefined> {
  const row = await selectRuns(db)
    .where('programme.slug', '=', programmeSlug)
    .where('run.slug', '=', runSlug)
    .executeTakeFirst();
  return row && toRun(row);
}

/** A run of the same programme that takes applications now. */
export type OpenRun = { readonly slug: string; readonly name: string };

/** The run at this public address with the one of its programme that is open now, or nothing. */
export async function findRunAndOpenOne(
  db: Database,
  programmeSlug: string,
  runSlug: string,
): Promise<{ readonly run: Run; readonly openRun: OpenRun | undefined } | undefined> {
  const at = now().toString();
  const row = await selectRuns(db)
    .select(
      sql<OpenRun | null>`(select jsonb_build_object('slug', other.slug, 'name', other.name)
        from programme.run as other where other.programme_id = run.programme_id
          and other.opens_at <= ${at}::timestamptz and other.closes_at > ${at}::timestamptz
          and not other.unconfirmed && array['opens', 'deadline'] order by other.closes_at limit 1)`.as(
        'open_run',
      ),
    )
    .where('programme.slug', '=', programmeSlug)
    .where('run.slug', '=', runSlug)
    .executeTakeFirst();
  return row && { run: toRun(row), openRun: row.open_run ?? undefined };
}

/** The run with this id, or nothing. */
export async function findRunById(db: Database, id: string): Promise<Run | undefined> {
  const row = await selectRuns(db).where('run.id', '=', id).executeTakeFirst();
  return row && toRun(row);
}

/** Several runs at once, by id; unknown ids are left out. */
export async function findRuns(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Run>> {
  const rows = await selectRuns(db)
    .where('run.id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, toRun(row)]));
}

/**
 * The run, held against change for the rest of the transaction: for whoever counts places or moves dates. Throws when
 * there is no such run.
 */
export async function lockRun(tx: Tx, id: string): Promise<Run> {
  return toRun(await selectRuns(tx).where('run.id', '=', id).forNoKeyUpdate('run').executeTakeFirstOrThrow());
}

/** Every run of the institution's programmes, the latest deadline first. */
export async function runsOfInstitution(db: Database, institutionId: string): Promise<Run[]> {
  const rows = await selectRuns(db)
    .where('programme.institution_id', '=', institutionId)
    .orderBy('run.closes_at', 'desc')
    .orderBy('run.id')
    .execute();
  return rows.map(toRun);
}

/** Every run of a programme, the latest deadline first. */
export async function runsOfProgramme(db: Database, programmeId: string): Promise<Run[]> {
  const rows = await selectRuns(db)
    .where('run.programme_id', '=', programmeId)
    .orderBy('run.closes_at', 'desc')
    .orderBy('run.id')
    .execute();
  return rows.map(toRun);
}

/** Every run of several programmes, the latest deadline first. */
export async function runsOfProgrammes(db: Database, programmeIds: readonly string[]): Promise<Run[]> {
  const rows = await selectRuns(db)
    .where('run.programme_id', '=', sql<string>`any(${[...programmeIds]}::uuid[])`)
    .orderBy('run.closes_at', 'desc')
    .orderBy('run.id')
    .execute();
  return rows.map(toRun);
}

export type NewRun = {
  readonly programmeId: string;
  readonly slug: string;
  readonly name: string;
  readonly capacity: number;
  readonly opensAt: Temporal.Instant;
  /** The published deadline. */
  readonly closesAt: Temporal.Instant;
  /** 15 unless said otherwise. */
  readonly graceMinutes?: number;
  /** A Monday, 'YYYY-MM-DD'. */
  readonly notifyWeekOf: string;
  /** 48 unless said otherwise. */
  readonly replyWithinHours?: number;
  /** 4 unless said otherwise. */
  readonly officeHoursAhead?: number;
  readonly zone: string;
  readonly courseSite?: string | undefined;
  readonly courseSiteNote?: string;
  readonly copiedFromId?: string;
  readonly unconfirmed?: readonly UnconfirmedDate[];
};

/** Adds a run and answers it; at its opening it will be told that it opened. */
export async function addRun(tx: Tx, run: NewRun): Promise<Run> {
  const { id } = await tx
    .insertInto('programme.run')
    .values({
      programme_id: run.programmeId,
      slug: run.slug,
      name: run.name,
      capacity: run.capacity,
      opens_at: run.opensAt,
      closes_at: run.closesAt,
      grace_minutes: run.graceMinutes ?? 15,
      notify_week: run.notifyWeekOf,
      reply_within_hours: run.replyWithinHours ?? 48,
      office_hours_ahead: run.officeHoursAhead ?? USUAL_OFFICE_HOURS_AHEAD,
      zone: run.zone,
      course_site: run.courseSite ?? null,
      course_site_note: run.courseSiteNote ?? '',
      copied_from: run.copiedFromId ?? null,
      unconfirmed: [...(run.unconfirmed ?? [])],
      version: 1,
      opening_told_at: null,
      created_at: now(),
      changed_at: now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addJob(tx, 'tell-run-opened', { runId: id }, { at: run.opensAt, key: `tell-run-opened:${id}` });
  return toRun(await selectRuns(tx).where('run.id', '=', id).executeTakeFirstOrThrow());
}

/** The run, held, if nobody has told yet that it opened. */
export async function holdUntoldRun(tx: Tx, id: string): Promise<Run | undefined> {
  const row = await selectRuns(tx)
    .where('run.id', '=', id)
    .where('run.opening_told_at', 'is', null)
    .forNoKeyUpdate('run')
    .executeTakeFirst();
  return row && toRun(row);
}

/** Writes down that the opening was told. */
export async function noteOpeningTold(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('programme.run').set({ opening_told_at: now() }).where('id', '=', id).execute();
}

export type RunUpdate = {
  readonly name?: string;
  readonly opensAt?: Temporal.Instant;
  readonly closesAt?: Temporal.Instant;
  readonly graceMinutes?: number;
  readonly notifyWeekOf?: string;
  readonly capacity?: number;
  readonly replyWithinHours?: number;
  readonly officeHoursAhead?: number;
  readonly courseSite?: string | undefined;
  readonly courseSiteNote?: string;
  readonly unconfirmed: UnconfirmedDate[];
};

/** Writes what changed about a run; its version goes up by one. */
export async function updateRun(tx: Tx, id: string, change: RunUpdate): Promise<void> {
  await tx
    .updateTable('programme.run')
    .set((eb) => ({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.opensAt === undefined ? {} : { opens_at: change.opensAt }),
      ...(change.closesAt === undefined ? {} : { closes_at: change.closesAt }),
      ...(change.graceMinutes === undefined ? {} : { grace_minutes: change.graceMinutes }),
      ...(change.notifyWeekOf === undefined ? {} : { notify_week: change.notifyWeekOf }),
      ...(change.capacity === undefined ? {} : { capacity: change.capacity }),
      ...(change.replyWithinHours === undefined ? {} : { reply_within_hours: change.replyWithinHours }),
      ...(change.officeHoursAhead === undefined ? {} : { office_hours_ahead: change.officeHoursAhead }),
      ...('courseSite' in change ? { course_site: change.courseSite ?? null } : {}),
      ...(change.courseSiteNote === undefined ? {} : { course_site_note: change.courseSiteNote }),
      unconfirmed: change.unconfirmed,
      version: eb('version', '+', 1),
      changed_at: now(),
    }))
    .where('id', '=', id)
    .execute();
}
