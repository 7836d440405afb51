import { sql } from 'kysely';
import { now } from '#platform/clock.ts';
import type { Database, Tables, Tx } from '#platform/database.ts';
import type { Evidence } from './evidence.ts';

const COLUMNS = [
  'evidence.id',
  'evidence.portfolio_id',
  'evidence.kind',
  'evidence.title',
  'evidence.shows',
  'evidence.sha256',
  'evidence.file_name',
  'evidence.file_type',
  'evidence.file_kind',
  'evidence.file_bytes',
  'evidence.link',
  'evidence.permission',
  'evidence.people_shown',
  'evidence.access',
  'evidence.added_at',
  'evidence.changed_at',
] as const;

function selectEvidence(db: Database) {
  return db
    .selectFrom('portfolio.evidence as evidence')
    .select(COLUMNS)
    .select(
      sql<string[]>`array(select slot from portfolio.evidence_use as use
        where use.evidence_id = evidence.id order by use.used_at, use.slot)`.as('used_in'),
    )
    .where('evidence.removed_at', 'is', null);
}

type FoundRow = Awaited<ReturnType<ReturnType<typeof selectEvidence>['execute']>>[number];

/** All evidence of a portfolio, in the order in which it was added. */
export async function evidenceOf(db: Database, portfolioId: string): Promise<Evidence[]> {
  const rows = await selectEvidence(db)
    .where('evidence.portfolio_id', '=', portfolioId)
    .orderBy('evidence.added_at')
    .orderBy('evidence.id')
    .execute();
  return rows.map(toEvidence);
}

/** One piece of a portfolio's evidence, or nothing; one that was removed is not there. */
export async function findEvidence(
  db: Database,
  portfolioId: string,
  evidenceId: string,
): Promise<Evidence | undefined> {
  const row = await selectEvidence(db)
    .where('evidence.portfolio_id', '=', portfolioId)
    .where('evidence.id', '=', evidenceId)
    .executeTakeFirst();
  return row && toEvidence(row);
}

function toEvidence(row: FoundRow): Evidence {
  return {
    id: row.id,
    portfolioId: row.portfolio_id,
    kind: row.kind,
    title: row.title,
    shows: row.shows,
    file: fileOf(row),
    link: row.link ?? undefined,
    permission: row.permission,
    peopleShown: row.people_shown,
    access: row.access,
    addedAt: row.added_at,
    changedAt: row.changed_at,
    usedIn: row.used_in,
  };
}

function fileOf(row: FoundRow): Evidence['file'] {
  if (!row.sha256 || !row.file_kind || row.file_bytes === null) return undefined;
  return {
    sha256: row.sha256,
    name: row.file_name ?? 'file',
    type: row.file_type ?? 'application/octet-stream',
    kind: row.file_kind,
    bytes: row.file_bytes,
  };
}

/** What a row of evidence says, whoever it belongs to. */
export type EvidenceRow = Omit<
  Tables['portfolio.evidence'],
  'id' | 'portfolio_id' | 'added_at' | 'removed_at'
>;

/** How many pieces of evidence a portfolio has. */
export async function countEvidence(db: Database, portfolioId: string): Promise<number> {
  const { pieces } = await db
    .selectFrom('portfolio.evidence')
    .select((count) => count.fn.countAll<number>().as('pieces'))
    .where('portfolio_id', '=', portfolioId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return pieces;
}

/** Writes a new piece and answers its id. */
export async function insertEvidence(tx: Tx, portfolioId: string, row: EvidenceRow): Promise<string> {
  const { id } = await tx
    .insertInto('portfolio.evidence')
    .values({ ...row, portfolio_id: portfolioId, added_at: now(), removed_at: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Writes what a piece says now. */
export async function updateEvidence(tx: Tx, id: string, row: EvidenceRow): Promise<void> {
  await tx.updateTable('portfolio.evidence').set(row).where('id', '=', id).execute();
}

/** Takes a piece out of its portfolio and its sections; the row stays for the copies that hold it. */
export async function setRemoved(tx: Tx, portfolioId: string, id: string): Promise<void> {
  await tx
    .updateTable('portfolio.evidence')
    .set({ removed_at: now() })
    .where('portfolio_id', '=', portfolioId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .execute();
}

/** Sets the sections that use a piece; those that used it before keep their place. */
export async function putUses(tx: Tx, evidenceId: string, slots: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('portfolio.evidence_use')
    .where('evidence_id', '=', evidenceId)
    .where('slot', '<>', sql<string>`all(${[...slots]}::text[])`)
    .execute();
  if (slots.length === 0) return;
  await tx
    .insertInto('portfolio.evidence_use')
    .values([...new Set(slots)].map((slot) => ({ evidence_id: evidenceId, slot, used_at: now() })))
    .onConflict((met) => met.doNothing())
    .execute();
}

/** Makes a section use the first of these pieces and not the second. */
export async function putSectionUses(
  tx: Tx,
  slot: string,
  pieces: { readonly used: readonly string[]; readonly unused: readonly string[] },
): Promise<void> {
  await tx
    .deleteFrom('portfolio.evidence_use')
    .where('slot', '=', slot)
    .where('evidence_id', '=', sql<string>`any(${[...pieces.unused]}::uuid[])`)
    .execute();
  if (pieces.used.length === 0) return;
  await tx
    .insertInto('portfolio.evidence_use')
    .values(pieces.used.map((evidence_id) => ({ evidence_id, slot, used_at: now() })))
    .onConflict((met) => met.doNothing())
    .execute();
}

/** Which of these hashes are of files that evidence refers to which is not removed, of anybody's portfolio. */
export async function filesInEvidence(db: Database, hashes: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('portfolio.evidence')
    .select('sha256')
    .distinct()
    .where('sha256', '=', sql<string>`any(${[...hashes]}::text[])`)
    .where('removed_at', 'is', null)
    .execute();
  return rows.flatMap(({ sha256 }) => sha256 ?? []);
}
