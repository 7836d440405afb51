import { sql } from 'kysely';
import type { SlotKey } from '#framework';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Part, Portfolio, SectionFacts } from './portfolio.ts';

const COLUMNS = [
  'portfolio.id',
  'portfolio.person_id as personId',
  'portfolio.programme_id as programmeId',
  'portfolio.edition_id as editionId',
  'portfolio.pathway_id as pathwayId',
  'portfolio.started_at as startedAt',
] as const;

function portfolios(db: Database) {
  return db.selectFrom('portfolio.portfolio as portfolio').select(COLUMNS);
}

/** The portfolio with that id, or nothing. Whoever asks for a person asks `visiblePortfolio`. */
export async function findPortfolio(db: Database, id: string): Promise<Portfolio | undefined> {
  return portfolios(db).where('portfolio.id', '=', id).executeTakeFirst();
}

/** A person's portfolio for a programme; without a programme, the one that they started last. */
export async function portfolioOf(
  db: Database,
  personId: string,
  programmeId?: string,
): Promise<Portfolio | undefined> {
  const theirs = portfolios(db).where('portfolio.person_id', '=', personId);
  const wanted = programmeId ? theirs.where('portfolio.programme_id', '=', programmeId) : theirs;
  return wanted.orderBy('portfolio.started_at', 'desc').orderBy('portfolio.id').limit(1).executeTakeFirst();
}

/** Every portfolio of a programme's candidates, newest first. */
export async function portfoliosOfPersons(
  db: Database,
  programmeId: string,
  personIds: readonly string[],
): Promise<Portfolio[]> {
  return portfolios(db)
    .where('portfolio.programme_id', '=', programmeId)
    .where('portfolio.person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .orderBy('portfolio.started_at', 'desc')
    .execute();
}

/** Adds a portfolio, or nothing if the person has one for this programme. Answers whether it was added. */
export async function insertPortfolio(
  tx: Tx,
  one: { personId: string; programmeId: string; editionId: string; pathwayId: string },
): Promise<boolean> {
  const added = await tx
    .insertInto('portfolio.portfolio')
    .values({
      person_id: one.personId,
      programme_id: one.programmeId,
      edition_id: one.editionId,
      pathway_id: one.pathwayId,
      started_at: now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added) await insertPathwayChange(tx, added.id, one.pathwayId);
  return added !== undefined;
}

/** Locks a portfolio against another change of its pathway or another submission, and answers it. */
export async function lockPortfolio(tx: Tx, id: string): Promise<Portfolio | undefined> {
  await tx
    .selectFrom('portfolio.portfolio')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return findPortfolio(tx, id);
}

/** Puts a portfolio on another pathway and keeps that it was. */
export async function setPathway(tx: Tx, id: string, pathwayId: string): Promise<void> {
  await tx.updateTable('portfolio.portfolio').set({ pathway_id: pathwayId }).where('id', '=', id).execute();
  await insertPathwayChange(tx, id, pathwayId);
}

async function insertPathwayChange(tx: Tx, portfolioId: string, pathwayId: string): Promise<void> {
  await tx
    .insertInto('portfolio.pathway_change')
    .values({ portfolio_id: portfolioId, pathway_id: pathwayId, changed_at: now() })
    .execute();
}

/** What a portfolio's owner says of its sections, also of those that its pathway does not ask for; of one slot, where one is named. */
export async function sectionFactsOf(
  db: Database,
  portfolioId: string,
  slot?: string,
): Promise<SectionFacts[]> {
  const all = db
    .selectFrom('portfolio.section')
    .select(['slot', 'title', 'topic_type', 'tags', 'mark'])
    .where('portfolio_id', '=', portfolioId);
  const rows = await (slot === undefined ? all : all.where('slot', '=', slot)).orderBy('slot').execute();
  return rows.map(({ topic_type, ...facts }) => ({ ...facts, topicType: topic_type ?? undefined }));
}

/** The parts of a portfolio without their text, also those of parked sections. */
export async function partFactsOf(db: Database, portfolioId: string): Promise<Omit<Part, 'text'>[]> {
  return db
    .selectFrom('portfolio.part')
    .select(['slot', 'component', 'words', 'version', 'updated_at as updatedAt'])
    .where('portfolio_id', '=', portfolioId)
    .orderBy('slot')
    .orderBy('component')
    .execute();
}

/** The parts of a portfolio with their text; of some slots, where they are named. */
export async function partsOf(
  db: Database,
  portfolioId: string,
  ...slots: readonly SlotKey[]
): Promise<Part[]> {
  const all = db
    .selectFrom('portfolio.part')
    .select(['slot', 'component', 'text', 'words', 'version', 'updated_at as updatedAt'])
    .where('portfolio_id', '=', portfolioId);
  const wanted = slots.length === 0 ? all : all.where('slot', '=', sql<string>`any(${[...slots]}::text[])`);
  return wanted.orderBy('slot').orderBy('component').execute();
}

/** All parts of a portfolio in one query, with the text of those of one slot and without that of the others. */
export async function partsAround(
  db: Database,
  portfolioId: string,
  slot: string,
): Promise<(Omit<Part, 'text'> & { text: string | null })[]> {
  return db
    .selectFrom('portfolio.part')
    .select(['slot', 'component', 'words', 'version', 'updated_at as updatedAt'])
    .select(sql<string | null>`case when slot = ${slot} then text end`.as('text'))
    .where('portfolio_id', '=', portfolioId)
    .orderBy('slot')
    .orderBy('component')
    .execute();
}

/** What lies in a section beside its words: pieces of evidence that it uses, and comments that wait for its owner. */
export type SectionCounts = { readonly evidence: number; readonly openComments: number };

/** What lies in each section of a portfolio, in one query; sections without any are left out. A comment waits that is neither an answer nor done. */
export async function sectionCounts(
  db: Database,
  portfolioId: string,
): Promise<ReadonlyMap<SlotKey, SectionCounts>> {
  const { rows } = await sql<SectionCounts & { slot: SlotKey }>`
    select slot, sum(evidence)::int as evidence, sum(comments)::int as "openComments" from (
      select use.slot, 1 as evidence, 0 as comments from portfolio.evidence
        join portfolio.evidence_use as use on use.evidence_id = evidence.id
        where evidence.portfolio_id = ${portfolioId} and evidence.removed_at is null
      union all
      select comment.slot, 0, 1 from portfolio.comment
        left join portfolio.comment_done as done on done.comment_id = comment.id and done.reopened_at is null
        where comment.portfolio_id = ${portfolioId} and comment.answers_id is null and done.id is null
    ) as lying group by slot`.execute(db);
  return new Map(rows.map(({ slot, evidence, openComments }) => [slot, { evidence, openComments }]));
}
