import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { findPersons } from '#people';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { SectionId } from './sections.ts';

/** Whose words: the programme's, for every run, or one run's own. */
export type TextOf = { readonly programmeId: string; readonly runId?: string | undefined };

/** The words in force, by section; a section that nobody wrote is absent. */
export type Texts = ReadonlyMap<string, string>;

/** What the page of a run (or of the programme, without one) says now: the run's own words before the programme's. */
export async function textsOf(db: Database, { programmeId, runId }: TextOf): Promise<Texts> {
  const rows = await db
    .selectFrom('programme.section_text')
    .select(['section', 'words', 'run_id'])
    .distinctOn(['section', 'run_id'])
    .where('programme_id', '=', programmeId)
    .where((eb) => eb.or([eb('run_id', 'is', null), eb('run_id', '=', runId ?? null)]))
    .orderBy('section')
    .orderBy('run_id', (order) => order.asc().nullsFirst())
    .orderBy('version', 'desc')
    .execute();
  const texts = new Map<string, string>();
  for (const { section, words } of rows) if (words !== '') texts.set(section, words);
  return texts;
}

/** The sentence under the heading of each of several programmes, by programme. */
export async function straplines(
  db: Database,
  programmeIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('programme.section_text')
    .select(['programme_id', 'words'])
    .distinctOn('programme_id')
    .where('programme_id', '=', sql<string>`any(${[...programmeIds]}::uuid[])`)
    .where('run_id', 'is', null)
    .where('section', '=', 'strapline')
    .orderBy('programme_id')
    .orderBy('version', 'desc')
    .execute();
  return new Map(rows.filter(({ words }) => words !== '').map((row) => [row.programme_id, row.words]));
}

/** One version of a section. `version` 0 with empty words: nobody has written it yet. */
export type SectionText = {
  readonly version: number;
  readonly words: string;
  readonly writtenAt: Temporal.Instant | undefined;
  readonly writtenBy: string | undefined;
};

const UNWRITTEN: SectionText = { version: 0, words: '', writtenAt: undefined, writtenBy: undefined };

/** The versions of a section, the one in force first; at most 50. */
export async function versionsOf(db: Database, of: TextOf, section: SectionId): Promise<SectionText[]> {
  const rows = await db
    .selectFrom('programme.section_text')
    .select(['version', 'words', 'written_at', 'written_by'])
    .where('programme_id', '=', of.programmeId)
    .where(sql<boolean>`run_id is not distinct from ${of.runId ?? null}::uuid`)
    .where('section', '=', section)
    .orderBy('version', 'desc')
    .limit(50)
    .execute();
  const people = await findPersons(
    db,
    rows.flatMap((row) => row.written_by ?? []),
  );
  const found = rows.map(({ version, words, written_at, written_by }) => ({
    version,
    words,
    writtenAt: written_at,
    writtenBy: written_by === null ? undefined : people.get(written_by)?.name,
  }));
  return found.length > 0 ? found : [UNWRITTEN];
}

/** When each section was last written, and by whose row: "programme" or "run". For the list of sections. */
export async function lastWritten(
  db: Database,
  { programmeId, runId }: TextOf,
): Promise<ReadonlyMap<string, { programme?: Temporal.Instant; run?: Temporal.Instant }>> {
  const rows = await db
    .selectFrom('programme.section_text')
    .select(['section', 'run_id', 'written_at', 'words'])
    .distinctOn(['section', 'run_id'])
    .where('programme_id', '=', programmeId)
    .where((eb) => eb.or([eb('run_id', 'is', null), eb('run_id', '=', runId ?? null)]))
    .orderBy('section')
    .orderBy('run_id')
    .orderBy('version', 'desc')
    .execute();
  const found = new Map<string, { programme?: Temporal.Instant; run?: Temporal.Instant }>();
  for (const { section, run_id, written_at, words } of rows) {
    if (words === '') continue;
    found.set(section, { ...found.get(section), [run_id === null ? 'programme' : 'run']: written_at });
  }
  return found;
}

export type NewSectionText = TextOf & {
  readonly section: SectionId;
  /** Markdown; empty in a run's text means: the programme's words again. */
  readonly words: string;
  readonly by?: string | undefined;
  /** The version that the writer began from; another one in force now refuses. Left out: whatever is in force. */
  readonly basedOn?: number | undefined;
};

/**
 * Writes a new version of a section and answers its number, or nothing when somebody else wrote one since `basedOn`:
 * then nothing is changed. Earlier versions are kept.
 */
export async function writeText(tx: Tx, text: NewSectionText): Promise<number | undefined> {
  const runId = text.runId ?? null;
  const { rows } = await sql<{ version: number }>`
    insert into programme.section_text (programme_id, run_id, section, version, words, written_at, written_by)
    select ${text.programmeId}::uuid, ${runId}::uuid, ${text.section}, latest.version + 1, ${text.words},
      ${now().toString()}::timestamptz, ${text.by ?? null}::uuid
    from (select coalesce(max(version), 0) as version from programme.section_text
      where programme_id = ${text.programmeId}::uuid and run_id is not distinct from ${runId}::uuid
        and section = ${text.section}) as latest
    where ${text.basedOn ?? null}::integer is null or latest.version = ${text.basedOn ?? null}::integer
    on conflict on constraint section_text_version do nothing
    returning version`.execute(tx);
  return rows[0]?.version;
}

/** Gives a run the own words of another as they stand now, all but its introduction, which speaks of its own year. */
export async function copyTexts(
  tx: Tx,
  from: TextOf,
  toRunId: string,
  by: string | undefined,
): Promise<void> {
  await sql`
    insert into programme.section_text (programme_id, run_id, section, version, words, written_at, written_by)
    select programme_id, ${toRunId}::uuid, section, 1, words, ${now().toString()}::timestamptz, ${by ?? null}::uuid
    from (select distinct on (section) * from programme.section_text
      where programme_id = ${from.programmeId}::uuid and run_id = ${from.runId ?? null}::uuid
      order by section, version desc) as latest
    where words <> '' and section <> 'intro'`.execute(tx);
}
