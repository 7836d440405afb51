import { createHash } from 'node:crypto';
import { inOrder } from './fit.ts';
import {
  formContent,
  keysOf,
  questionsOf,
  sectionOf,
  type FormContent,
  type FormSection,
  type Question,
} from './form.ts';

/** Which way something is moved in a form. */
export const WAYS = ['up', 'down'] as const;
export type Way = (typeof WAYS)[number];

/** The question with this id, and its section; nothing when the form has none. */
export function questionOf(
  content: FormContent,
  id: string,
): { section: FormSection; question: Question } | undefined {
  return questionsOf(content).find(({ question }) => question.id === id);
}

/** The form with this question in place of the one of the same id. */
export function withQuestion(content: FormContent, question: Question): FormContent {
  return mapSections(content, (section) => ({
    ...section,
    questions: section.questions.map((one) => (one.id === question.id ? question : one)),
  }));
}

/** The form with one question more, at this place of a section (its end unless said otherwise). */
export function addQuestion(
  content: FormContent,
  sectionId: string,
  question: Question,
  at = Infinity,
): FormContent {
  return mapSections(content, (section) =>
    section.id === sectionId
      ? { ...section, questions: section.questions.toSpliced(Math.max(0, at), 0, question) }
      : section,
  );
}

/** The form without this question. Its last one cannot go: a section without questions is not sound. */
export function withoutQuestion(content: FormContent, id: string): FormContent {
  return mapSections(content, (section) => ({
    ...section,
    questions: section.questions.filter((one) => one.id !== id),
  }));
}

/** The form with a question somewhere else: in this section, before the question that stands at this place there. */
export function placeQuestion(content: FormContent, id: string, sectionId: string, at: number): FormContent {
  const found = questionOf(content, id);
  if (!found || !sectionOf(content, sectionId)) return content;
  return addQuestion(withoutQuestion(content, id), sectionId, found.question, at);
}

/** The form with a question one place up or down; from the edge of its section into the next one. */
export function moveQuestion(content: FormContent, id: string, way: Way): FormContent {
  const section = questionOf(content, id)?.section;
  if (!section) return content;
  const at = section.questions.findIndex((one) => one.id === id);
  const to = way === 'up' ? at - 1 : at + 1;
  if (to >= 0 && to < section.questions.length) return placeQuestion(content, id, section.id, to);
  const next = content.sections[content.sections.indexOf(section) + (way === 'up' ? -1 : 1)];
  return next ? placeQuestion(content, id, next.id, way === 'up' ? next.questions.length : 0) : content;
}

/** The form with this section in place of the one of the same id. */
export function withSection(content: FormContent, section: FormSection): FormContent {
  return mapSections(content, (one) => (one.id === section.id ? section : one));
}

/** The form without this section and its questions. */
export function withoutSection(content: FormContent, id: string): FormContent {
  return { ...content, sections: content.sections.filter((one) => one.id !== id) };
}

/** The form with a section one place up or down. */
export function moveSection(content: FormContent, id: string, way: Way): FormContent {
  const at = content.sections.findIndex((one) => one.id === id);
  const section = content.sections[at];
  const to = way === 'up' ? at - 1 : at + 1;
  if (!section || to < 0 || to >= content.sections.length) return content;
  return { ...content, sections: content.sections.toSpliced(at, 1).toSpliced(to, 0, section) };
}

function mapSections(content: FormContent, change: (section: FormSection) => FormSection): FormContent {
  return { ...content, sections: content.sections.map(change) };
}

/** A form that was rearranged, if it is one still; otherwise what is wrong with it, in sentences. */
export function soundForm(content: FormContent): { content: FormContent } | { says: readonly string[] } {
  const parsed = formContent.safeParse(content);
  if (parsed.success) return { content: parsed.data };
  return { says: parsed.error.issues.map(({ path, message }) => `${whereIn(content, path)} ${message}.`) };
}

function whereIn({ sections }: FormContent, [, at, , place]: readonly PropertyKey[]): string {
  const section = sections[Number(at)];
  if (!section) return 'The form';
  const question = place === undefined ? undefined : section.questions[Number(place)];
  return question ? `“${question.label}”` : `The section “${section.title}”`;
}

/** A mark of how something stood when a page showed it: another mark later means that somebody has changed it. */
export function markOf(part: Question | FormSection): string {
  const own = 'questions' in part ? { ...part, questions: part.questions.map(({ id }) => id).sort() } : part;
  return createHash('sha256')
    .update(JSON.stringify(inOrder(own)))
    .digest('base64url')
    .slice(0, 22);
}

/** An id for a new question, from its label, under whose keys no answer of the run can stand. */
export function newQuestionId(label: string, kind: Question['kind'], taken: ReadonlySet<string>): string {
  const [first = 'question', ...rest] = wordsOf(label);
  const id = [first, ...rest.map((one) => one.charAt(0).toUpperCase() + one.slice(1))].join('');
  return freeOf(/^[a-z]/.test(id) ? id : `question${id}`, (one) =>
    keysOf({ id: one, kind }).some((key) => taken.has(key)),
  );
}

/** An id for a new section, from its title. */
export function newSectionId(title: string, content: FormContent): string {
  const id = wordsOf(title).join('-') || 'section';
  return freeOf(/^[a-z]/.test(id) ? id : `section-${id}`, (one) => sectionOf(content, one) !== undefined);
}

/** A value for a new choice, from its label. */
export function newValue(label: string, taken: readonly string[]): string {
  return freeOf(wordsOf(label).join('-') || 'choice', (one) => taken.includes(one));
}

const MOST_WORDS = 4;

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[a-z0-9]+/g) ?? []).slice(0, MOST_WORDS).map((one) => one.slice(0, 20));
}

function freeOf(wanted: string, isTaken: (one: string) => boolean): string {
  let free = wanted;
  for (let next = 2; isTaken(free); next++) free = `${wanted}${next}`;
  return free;
}
