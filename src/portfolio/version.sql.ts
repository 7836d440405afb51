import type { Temporal } from 'temporal-polyfill';
import type { Database, Tx } from '#platform/database.ts';
import type { PartPlace } from './section-text.sql.ts';

/** A version of a part, without its text. */
export type Version = {
  readonly component: string;
  /** Counts from 1 within the part. */
  readonly number: number;
  readonly words: number;
  readonly authorId: string;
  readonly begunAt: Temporal.Instant;
  readonly savedAt: Temporal.Instant;
  /** What its owner called it. */
  readonly name: string | undefined;
  /** The version that was put back, where it is one. */
  readonly restoredFrom: number | undefined;
};

const COLUMNS = [
  'component',
  'number',
  'words',
  'author_id as authorId',
  'begun_at as begunAt',
  'saved_at as savedAt',
  'name',
  'restored_from as restoredFrom',
] as const;

type Row = Omit<Version, 'name' | 'restoredFrom'> & { name: string | null; restoredFrom: number | null };

function toVersion<R extends Row>(row: R): Omit<R, 'name' | 'restoredFrom'> & Version {
  return { ...row, name: row.name ?? undefined, restoredFrom: row.restoredFrom ?? undefined };
}

/** The versions of a section's parts, newest first: at most `most` of them, those saved before `before` where given. */
export async function versionsOf(
  db: Database,
  place: { portfolioId: string; slot: string },
  { most, before }: { most: number; before?: Temporal.Instant | undefined },
): Promise<Version[]> {
  const all = db
    .selectFrom('portfolio.part_version')
    .select(COLUMNS)
    .where('portfolio_id', '=', place.portfolioId)
    .where('slot', '=', place.slot);
  const rows = await (before === undefined ? all : all.where('saved_at', '<', before))
    .orderBy('saved_at', 'desc')
    .orderBy('component')
    .orderBy('number', 'desc')
    .limit(most)
    .execute();
  return rows.map(toVersion);
}

/** One version with its text, or nothing. */
export async function findVersion(
  db: Database,
  place: PartPlace,
  number: number,
): Promise<(Version & { text: string }) | undefined> {
  const row = await db
    .selectFrom('portfolio.part_version')
    .select(COLUMNS)
    .select('text')
    .where('portfolio_id', '=', place.portfolioId)
    .where('slot', '=', place.slot)
    .where('component', '=', place.component)
    .where('number', '=', number)
    .executeTakeFirst();
  return row && toVersion(row);
}

/** Gives a version a name, or takes it away ('' is no name). A named version is never written on: the next save begins another. */
export async function nameVersion(tx: Tx, place: PartPlace, number: number, name: string): Promise<void> {
  await tx
    .updateTable('portfolio.part_version')
    .set({ name: name === '' ? null : name })
    .where('portfolio_id', '=', place.portfolioId)
    .where('slot', '=', place.slot)
    .where('component', '=', place.component)
    .where('number', '=', number)
    .execute();
}
