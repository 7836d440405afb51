import { sql } from 'kysely';
import { now } from '#platform/clock.ts';
import { holdKey, type Database, type Tx } from '#platform/database.ts';
import { countWords } from '#look/words.ts';
import type { SectionFacts } from './portfolio.ts';

/** Where a part is: the component of a slot of a portfolio. */
export type PartPlace = { readonly portfolioId: string; readonly slot: string; readonly component: string };

/** Holds a section's writing until the transaction ends, so that two windows that save at once come one after the other. */
export async function holdSection(tx: Tx, portfolioId: string, slot: string): Promise<void> {
  await holdKey(tx, `portfolio.section:${portfolioId}:${slot}`);
}

/** How long after the beginning of a stretch of writing its saves are still one version, in minutes. */
export const STRETCH_MINUTES = 10;

/**
 * Writes a part's text and its version: the newest version goes on if the same author began it within STRETCH_MINUTES,
 * nobody named it or put it back, and the save does not take out much of it; else the text is a new version. Answers the
 * version's number. The section is held.
 */
export async function writePart(
  tx: Tx,
  place: PartPlace,
  by: { authorId: string; text: string; restoredFrom?: number },
): Promise<number> {
  const newest = by.restoredFrom === undefined ? await newestVersion(tx, place) : undefined;
  const number =
    newest && goesOn(newest, by.authorId, countWords(by.text))
      ? newest.number
      : await nextNumber(tx, place, newest?.number);
  await putPart(tx, place, by.text, number);
  await putVersion(tx, place, number, by);
  return number;
}

type Newest = {
  number: number;
  authorId: string;
  words: number;
  begunAt: ReturnType<typeof now>;
  name: string | null;
  restoredFrom: number | null;
};

async function newestVersion(tx: Tx, place: PartPlace): Promise<Newest | undefined> {
  return versionsAt(tx, place)
    .select([
      'number',
      'author_id as authorId',
      'words',
      'begun_at as begunAt',
      'name',
      'restored_from as restoredFrom',
    ])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

// Whoever cuts thirty words and a third of the text may want them back: what was there stays a version of its own.
function goesOn(newest: Newest, authorId: string, words: number): boolean {
  const age = newest.begunAt.until(now()).total('minutes');
  const lost = newest.words - words;
  if (lost >= 30 && lost > newest.words / 3) return false;
  const isPlain = newest.name === null && newest.restoredFrom === null;
  return isPlain && newest.authorId === authorId && age >= 0 && age < STRETCH_MINUTES;
}

async function nextNumber(tx: Tx, place: PartPlace, known: number | undefined): Promise<number> {
  if (known !== undefined) return known + 1;
  const { most } = await versionsAt(tx, place)
    .select((of) => of.fn.max('number').as('most'))
    .executeTakeFirstOrThrow();
  return (most ?? 0) + 1;
}

function versionsAt(db: Database, { portfolioId, slot, component }: PartPlace) {
  return db
    .selectFrom('portfolio.part_version')
    .where('portfolio_id', '=', portfolioId)
    .where('slot', '=', slot)
    .where('component', '=', component);
}

async function putPart(tx: Tx, place: PartPlace, text: string, version: number): Promise<void> {
  const { portfolioId, slot, component } = place;
  const change = { text, words: countWords(text), version, updated_at: now() };
  await tx
    .insertInto('portfolio.part')
    .values({ portfolio_id: portfolioId, slot, component, ...change })
    .onConflict((met) => met.columns(['portfolio_id', 'slot', 'component']).doUpdateSet(change))
    .execute();
}

async function putVersion(
  tx: Tx,
  place: PartPlace,
  number: number,
  by: { authorId: string; text: string; restoredFrom?: number },
): Promise<void> {
  const { portfolioId, slot, component } = place;
  const at = now();
  const change = { text: by.text, words: countWords(by.text), saved_at: at };
  await tx
    .insertInto('portfolio.part_version')
    .values({
      portfolio_id: portfolioId,
      slot,
      component,
      number,
      author_id: by.authorId,
      begun_at: at,
      name: null,
      restored_from: by.restoredFrom ?? null,
      ...change,
    })
    .onConflict((met) => met.columns(['portfolio_id', 'slot', 'component', 'number']).doUpdateSet(change))
    .execute();
}

/** Writes what a person says of a section beside its text; what is not named stays, or is empty in a new row. */
export async function putSectionFacts(
  tx: Tx,
  portfolioId: string,
  slot: string,
  change: Partial<Omit<SectionFacts, 'slot'>>,
): Promise<void> {
  const { title, topicType, tags, mark } = change;
  const set = {
    ...(title === undefined ? {} : { title }),
    ...('topicType' in change ? { topic_type: topicType ?? null } : {}),
    ...(tags === undefined ? {} : { tags: [...tags] }),
    ...(mark === undefined ? {} : { mark, marked_at: now() }),
  };
  const blank = { title: '', topic_type: null, tags: [], mark: 'drafting' as const, marked_at: now() };
  await tx
    .insertInto('portfolio.section')
    .values({ portfolio_id: portfolioId, slot, ...blank, ...set })
    .onConflict((met) => {
      const columns = met.columns(['portfolio_id', 'slot']);
      return Object.keys(set).length === 0 ? columns.doNothing() : columns.doUpdateSet(set);
    })
    .execute();
}

/** Words that met others, still waiting for their writer. */
export type SetAside = {
  readonly id: string;
  /** The component, or 'title'. */
  readonly field: string;
  readonly text: string;
  readonly at: ReturnType<typeof now>;
};

type FieldPlace = { readonly portfolioId: string; readonly slot: string; readonly field: string };

/** Keeps words that may not be written over what stands. The same words waiting already are not kept twice. */
export async function setAside(tx: Tx, place: FieldPlace, text: string): Promise<void> {
  const waiting = await setAsideIn(tx, place.portfolioId, place.slot);
  if (waiting.some((one) => one.field === place.field && one.text === text)) return;
  await tx
    .insertInto('portfolio.set_aside')
    .values({
      portfolio_id: place.portfolioId,
      slot: place.slot,
      field: place.field,
      text,
      set_aside_at: now(),
      settled_at: null,
    })
    .execute();
}

/** The words that wait in a section, oldest first. */
export async function setAsideIn(db: Database, portfolioId: string, slot: string): Promise<SetAside[]> {
  return db
    .selectFrom('portfolio.set_aside')
    .select(['id', 'field', 'text', 'set_aside_at as at'])
    .where('portfolio_id', '=', portfolioId)
    .where('slot', '=', slot)
    .where('settled_at', 'is', null)
    .orderBy('set_aside_at')
    .orderBy('id')
    .execute();
}

/** Marks waiting words as chosen about. */
export async function settle(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .updateTable('portfolio.set_aside')
    .set({ settled_at: now() })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
}

/** Takes a copy of a repeatable section out, if nothing was written in it and no evidence stands in it. Answers whether it was. */
export async function removeSection(tx: Tx, portfolioId: string, slot: string): Promise<boolean> {
  await holdSection(tx, portfolioId, slot);
  const { numDeletedRows } = await tx
    .deleteFrom('portfolio.section')
    .where('portfolio_id', '=', portfolioId)
    .where('slot', '=', slot)
    .where(
      sql<boolean>`not exists (select from portfolio.part where part.portfolio_id = section.portfolio_id
        and part.slot = section.slot and part.words > 0)`,
    )
    .where(
      sql<boolean>`not exists (select from portfolio.evidence_use as used
        join portfolio.evidence on evidence.id = used.evidence_id and evidence.removed_at is null
        where evidence.portfolio_id = section.portfolio_id and used.slot = section.slot)`,
    )
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
