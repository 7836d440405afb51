import { z } from 'zod';
import type { SectionSlot } from '#framework';
import {
  choice,
  many,
  optionalText,
  parseForm,
  type FieldError,
  type Fields,
  type Parsed,
  optionalLine,
} from '#platform/forms.ts';
import { MARKS, MOST_PART_BYTES, MOST_TITLE, writtenIn } from '#portfolio';
import type { SectionWriting } from './section-save.ts';

/** What a section's form holds: the writing, and the version that it was opened on. */
export type PostedSection = { readonly writing: SectionWriting; readonly base: string };

/** The name of the form field that holds a component's text. */
export function textField(component: string): string {
  return `text-${component}`;
}

/**
 * Reads a section's form. A text field that did not arrive is a fault and not an empty text, so that a form cut short on
 * its way removes nothing. Text keeps every character but line ends, which become line feeds.
 */
export function readSection(slot: SectionSlot, fields: Fields): Parsed<PostedSection> {
  const texts = writtenIn(slot);
  const parsed = parseForm(fields, {
    version: optionalText('The version', { max: 1000 }),
    title: optionalLine('The title', { max: MOST_TITLE }),
    topicType: optionalText('The topic', { max: 100 }),
    tags: many('what it shows', tagsOf(slot)),
    mark: choice('what state this section is in', MARKS),
    ...Object.fromEntries(texts.map(({ id, title }) => [textField(id), longText(title)])),
  });
  if (!parsed.ok) return parsed;
  const { version, title, mark, tags } = parsed.value;
  const topic = topicFault(slot, parsed.value.topicType);
  if (topic) return { ok: false, errors: [topic] };
  const written = parsed.value as unknown as Readonly<Record<string, string>>;
  const writing = {
    title: hasTitle(slot) ? title : '',
    topicType: topicOf(slot, parsed.value.topicType),
    tags,
    mark,
    texts: Object.fromEntries(texts.map(({ id }) => [id, written[textField(id)] ?? ''])),
  };
  return { ok: true, value: { writing, base: version } };
}

/** The form as it was typed, to be shown again with what is wrong; what is not believed falls back to `before`. */
export function typedSection(slot: SectionSlot, fields: Fields, before: SectionWriting): SectionWriting {
  const mark = MARKS.find((one) => one === fields.one('mark'));
  return {
    title: fields.one('title'),
    topicType: fields.one('topicType'),
    tags: fields.all('tags'),
    mark: mark ?? before.mark,
    texts: Object.fromEntries(
      writtenIn(slot).map(({ id }) => [
        id,
        fields.names.includes(textField(id)) ? fields.one(textField(id)) : (before.texts[id] ?? ''),
      ]),
    ),
  };
}

/** Whether a section asks for a title or a name of its topic. */
export function hasTitle(slot: SectionSlot): boolean {
  return slot.candidateTitled || slot.topicTypes.length > 0;
}

function tagsOf(slot: SectionSlot): readonly string[] {
  return slot.section.addresses.flatMap(({ tags }) => tags.map(({ id }) => id));
}

/** Where only one kind of topic is accepted nobody needs to choose it. */
function topicOf(slot: SectionSlot, posted: string): string {
  return slot.topicTypes.length === 1 ? (slot.topicTypes[0]?.id ?? '') : posted;
}

function topicFault(slot: SectionSlot, posted: string): FieldError | undefined {
  const known = slot.topicTypes.length < 2 || slot.topicTypes.some(({ id }) => id === posted);
  return known || posted === ''
    ? undefined
    : { field: 'topicType', message: 'Choose what it is about from the list' };
}

/** A text of any length up to the most that a part holds, kept to the character but for its line ends. */
export function longText(label: string) {
  return z
    .array(z.string())
    .min(1, `${label} did not arrive, so nothing was changed`)
    .max(1, 'Give one text only')
    .transform((all) => (all[0] ?? '').replaceAll('\r', '\n'))
    .refine(
      (value) => Buffer.byteLength(value) <= MOST_PART_BYTES,
      `${label} is longer than 1.5 MB, the most that one part holds: move some of it into evidence`,
    );
}
