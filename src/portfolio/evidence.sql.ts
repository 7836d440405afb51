import { sql } from 'kysely';
import type { SlotKey } from '#framework';
import type { Database } from '#platform/database.ts';
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

type EvidenceRow = Awaited<ReturnType<ReturnType<typeof selectEvidence>['execute']>>[number];

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

/** How many pieces of evidence each section uses; sections without any are left out. */
export async function evidenceCounts(
  db: Database,
  portfolioId: string,
): Promise<ReadonlyMap<SlotKey, number>> {
  const rows = await db
    .selectFrom('portfolio.evidence as evidence')
    .innerJoin('portfolio.evidence_use as use', 'use.evidence_id', 'evidence.id')
    .select(['use.slot', (count) => count.fn.countAll<number>().as('pieces')])
    .where('evidence.portfolio_id', '=', portfolioId)
    .where('evidence.removed_at', 'is', null)
    .groupBy('use.slot')
    .execute();
  return new Map(rows.map(({ slot, pieces }) => [slot, pieces]));
}

function toEvidence(row: EvidenceRow): Evidence {
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

function fileOf(row: EvidenceRow): Evidence['file'] {
  if (!row.sha256 || !row.file_kind || row.file_bytes === null) return undefined;
  return {
    sha256: row.sha256,
    name: row.file_name ?? 'file',
    type: row.file_type ?? 'application/octet-stream',
    kind: row.file_kind,
    bytes: row.file_bytes,
  };
}
