import type { Temporal } from 'temporal-polyfill';
import { findPersons } from '#people';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { firstStatement } from './first-statements.ts';

/** The texts that every public body owes its readers. */
export const STATEMENT_KINDS = ['accessibility', 'privacy'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

export const STATEMENT_TITLES: Record<StatementKind, string> = {
  accessibility: 'Accessibility statement',
  privacy: 'Privacy notice',
};

/** One version of a statement. Version 0 is the text that every institution starts with. */
export type Statement = {
  readonly kind: StatementKind;
  readonly version: number;
  /** Markdown. */
  readonly words: string;
  readonly writtenAt: Temporal.Instant | undefined;
  readonly writtenBy: string | undefined;
};

/** The institution's statement in force: its latest version, or the text that every institution starts with. */
export async function findStatement(
  db: Database,
  institution: { readonly id: string; readonly name: string; readonly contactAddress: string },
  kind: StatementKind,
): Promise<Statement> {
  const row = await db
    .selectFrom('programme.statement')
    .select(['version', 'words', 'written_at', 'written_by'])
    .where('institution_id', '=', institution.id)
    .where('kind', '=', kind)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) {
    const words = firstStatement(kind, institution);
    return { kind, version: 0, words, writtenAt: undefined, writtenBy: undefined };
  }
  const author = row.written_by ? (await findPersons(db, [row.written_by])).get(row.written_by) : undefined;
  return { kind, version: row.version, words: row.words, writtenAt: row.written_at, writtenBy: author?.name };
}

export type NewStatement = {
  readonly institutionId: string;
  readonly kind: StatementKind;
  /** Markdown. */
  readonly words: string;
  readonly by?: string | undefined;
  /** The version that the writer began from. Left out: whatever is in force. */
  readonly basedOn?: number | undefined;
};

/** Writes a new version and answers its number, or nothing (and changes nothing) when another came since `basedOn`. */
export async function writeStatement(tx: Tx, statement: NewStatement): Promise<number | undefined> {
  const { institutionId, kind } = statement;
  const latest = await tx
    .selectFrom('programme.statement')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('institution_id', '=', institutionId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  const inForce = latest?.version ?? 0;
  if (statement.basedOn !== undefined && statement.basedOn !== inForce) return undefined;
  const added = await tx
    .insertInto('programme.statement')
    .values({
      institution_id: institutionId,
      kind,
      version: inForce + 1,
      words: statement.words,
      written_at: now(),
      written_by: statement.by ?? null,
    })
    .onConflict((conflict) => conflict.columns(['institution_id', 'kind', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst();
  return added?.version;
}
