import { createHash } from 'node:crypto';
import type { SectionSlot } from '#framework';
import type { Database, Tx } from '#platform/database.ts';
import {
  holdSection,
  type Mark,
  partsOf,
  type Portfolio,
  putSectionFacts,
  type SectionFacts,
  sectionFactsOf,
  setAside,
  writePart,
  writtenIn,
} from '#portfolio';

/** All that its owner writes and chooses in a section, field by field: what a form shows and what comes back from it. */
export type SectionWriting = {
  readonly title: string;
  readonly topicType: string;
  readonly tags: readonly string[];
  readonly mark: Mark;
  /** The text of each component that holds words. */
  readonly texts: Readonly<Record<string, string>>;
};

/** What a save did. Words that met others were set aside, not lost, and not written over either. */
export type Saved = { readonly version: string; readonly conflicts: readonly string[] };

const BLANK: Omit<SectionWriting, 'texts'> = { title: '', topicType: '', tags: [], mark: 'drafting' };

/** A section's writing as it stands; blank where nothing was written. */
export async function writingOf(
  db: Database,
  portfolio: Pick<Portfolio, 'id'>,
  slot: SectionSlot,
): Promise<SectionWriting> {
  const [facts, parts] = await Promise.all([
    sectionFactsOf(db, portfolio.id, slot.key),
    partsOf(db, portfolio.id, slot.key),
  ]);
  return writingFrom(slot, facts[0], parts);
}

/** The same from rows that are at hand. */
export function writingFrom(
  slot: SectionSlot,
  facts: SectionFacts | undefined,
  parts: readonly { readonly component: string; readonly text: string | null }[],
): SectionWriting {
  const texts = writtenIn(slot).map(({ id }): [string, string] => [
    id,
    parts.find((part) => part.component === id)?.text ?? '',
  ]);
  const { title, topicType, tags, mark } = { ...BLANK, ...facts };
  return { title, topicType: topicType ?? '', tags, mark, texts: Object.fromEntries(texts) };
}

/**
 * What a form was opened on, said so briefly that the form can carry it: a mark of each field's content. By content and not
 * by counting, so that a window that never touched a field can tell that it did not.
 */
export function versionOf(writing: SectionWriting): string {
  return Object.entries(fieldsOf(writing))
    .map(([field, value]) => `${field}:${markOf(value)}`)
    .join(',');
}

/**
 * Saves what came from a form that was opened on `base`. A field that this window did not change stays as it is; one that
 * only this window changed is written, and makes a version; words that another window changed too are set aside with
 * what stands left standing, and their field is named among the conflicts. Choices (state, topic, principles) are the last
 * chooser's. Saving the same twice writes once.
 */
export async function saveSection(
  tx: Tx,
  portfolio: Pick<Portfolio, 'id'>,
  slot: SectionSlot,
  posted: { writing: SectionWriting; base: string; authorId: string },
): Promise<Saved> {
  await holdSection(tx, portfolio.id, slot.key);
  const current = await writingOf(tx, portfolio, slot);
  const { writing, base, authorId } = posted;
  const judged = judge(fieldsOf(current), readVersion(base), fieldsOf(writing));
  const changed = (field: string) => judged.get(field) === 'write';
  const facts = {
    ...(changed('title') ? { title: writing.title } : {}),
    ...(changed('topicType') ? { topicType: writing.topicType || undefined } : {}),
    ...(changed('tags') ? { tags: writing.tags } : {}),
    ...(changed('mark') ? { mark: writing.mark } : {}),
  };
  if (Object.keys(facts).length > 0) await putSectionFacts(tx, portfolio.id, slot.key, facts);
  const place = { portfolioId: portfolio.id, slot: slot.key };
  for (const [component, text] of Object.entries(writing.texts)) {
    if (changed(component)) await writePart(tx, { ...place, component }, { authorId, text });
  }
  const conflicts = [...judged].flatMap(([field, how]) => (how === 'conflict' ? [field] : []));
  for (const field of conflicts) await setAside(tx, { ...place, field }, wordsIn(writing, field));
  return { version: versionOf(asItStandsNow(current, writing, changed)), conflicts };
}

function asItStandsNow(
  before: SectionWriting,
  posted: SectionWriting,
  changed: (field: string) => boolean,
): SectionWriting {
  const pick = <F extends keyof Omit<SectionWriting, 'texts'>>(field: F): SectionWriting[F] =>
    (changed(field) ? posted : before)[field];
  const texts = Object.entries(before.texts).map(([id, text]): [string, string] => [
    id,
    changed(id) ? (posted.texts[id] ?? '') : text,
  ]);
  return {
    title: pick('title'),
    topicType: pick('topicType'),
    tags: pick('tags'),
    mark: pick('mark'),
    texts: Object.fromEntries(texts),
  };
}

type Judgement = 'keep' | 'write' | 'conflict';

/** Choices, which the last chooser makes; everything else is words, which nobody's window may overwrite unseen. */
const CHOICES = new Set(['topicType', 'tags', 'mark']);

function judge(
  current: Readonly<Record<string, string>>,
  base: ReadonlyMap<string, string>,
  posted: Readonly<Record<string, string>>,
): Map<string, Judgement> {
  return new Map(
    Object.entries(posted).map(([field, value]): [string, Judgement] => {
      const stands = current[field] ?? '';
      const openedOn = base.get(field);
      if (value === stands || markOf(value) === openedOn) return [field, 'keep'];
      if (markOf(stands) === openedOn || CHOICES.has(field)) return [field, 'write'];
      return [field, 'conflict'];
    }),
  );
}

/** The words of one field: a component's text, or the title. */
export function wordsIn(writing: SectionWriting, field: string): string {
  return field === 'title' ? writing.title : (writing.texts[field] ?? '');
}

function fieldsOf({ title, topicType, tags, mark, texts }: SectionWriting): Record<string, string> {
  return { title, topicType, tags: [...tags].sort().join(' '), mark, ...texts };
}

/** A short mark of a text's content; the browser makes the same one (settles.browser.ts). */
export function markOf(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16);
}

function readVersion(base: string): Map<string, string> {
  return new Map(base.split(',').map((pair) => [pair.split(':')[0] ?? '', pair.split(':')[1] ?? '']));
}
