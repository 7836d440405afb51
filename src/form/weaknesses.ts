import { endOf, type AskedAt } from './as-asked.ts';
import {
  AUDIENCES,
  questionsOf,
  type Condition,
  type FormContent,
  type FormSection,
  type Question,
} from './form.ts';

/** What is wrong with a form itself. One that `blocks` leaves somebody unable to send it; the others only look like slips. */
export type Weakness = {
  readonly section: string;
  readonly question: string | undefined;
  readonly blocks: boolean;
  readonly says: string;
};

type Place = { readonly section: FormSection; readonly question: Question; readonly index: number };

/**
 * Everything in a form by which nobody could answer a question that is asked of them, or by which a question is never
 * asked. Given the run's days, those that cross are found too. A form without a blocking weakness can be sent
 * (property-tested).
 */
export function weaknessesOf(content: FormContent, run?: Omit<AskedAt, 'now'>): Weakness[] {
  const places = questionsOf(content).map((place, index) => ({ ...place, index }));
  return [
    ...content.sections.flatMap((section) => ofSection(section, places)),
    ...places.flatMap((place) => ofQuestion(place, places, run)),
  ];
}

function ofSection(section: FormSection, places: readonly Place[]): Weakness[] {
  const first = places.find((one) => one.section === section)?.index ?? 0;
  return section.onlyIf ? ofCondition(section.onlyIf, { section, index: first }, places, undefined) : [];
}

function ofQuestion(
  place: Place,
  places: readonly Place[],
  run: Omit<AskedAt, 'now'> | undefined,
): Weakness[] {
  const { section, question } = place;
  const weak = (says: string, blocks: boolean): Weakness => ({
    section: section.id,
    question: question.id,
    blocks,
    says: `“${question.label}” ${says}`,
  });
  const bounds = impossibleBounds(question);
  // Whoever starts a text with an impossible guide cannot send it either, but may leave an optional one out.
  const found = bounds ? [weak(bounds, !question.optional || question.requiredBy !== undefined)] : [];
  if (question.onlyIf) {
    found.push(...ofCondition(question.onlyIf, place, places, question.id));
    if (contradicts(question.onlyIf, place, places))
      found.push(weak('is never asked: the conditions before it contradict its own.', false));
  }
  if (run && question.requiredBy && question.frozenAfter) {
    const [by, after] = [endOf(question.requiredBy, run), endOf(question.frozenAfter, run)];
    if (by && after && after.epochMilliseconds < by.epochMilliseconds)
      found.push(weak('is frozen before the day by which it is asked for.', false));
  }
  if (run)
    for (const day of [question.requiredBy, question.frozenAfter])
      if (day && 'workshop' in day && !endOf(day, run))
        found.push(weak(`counts days before workshop ${day.workshop}, which the run does not have.`, false));
  return found;
}

function impossibleBounds(question: Question): string | undefined {
  switch (question.kind) {
    case 'line':
    case 'text': {
      const { min = 0, max } = question.words ?? {};
      if (max !== undefined && min > max) return `asks for at least ${min} words and at most ${max}.`;
      return question.kind === 'line' && min > 150 ? `asks for ${min} words in one line.` : undefined;
    }
    case 'number':
      return question.min > question.max
        ? `asks for a number from ${question.min} to ${question.max}.`
        : undefined;
    case 'date':
      return question.from !== undefined && question.to !== undefined && question.from > question.to
        ? `asks for a date from ${question.from} to ${question.to}.`
        : undefined;
    case 'choices': {
      const { least = 0, most = question.choices.length } = question;
      if (least > question.choices.length)
        return `asks for ${least} choices and offers ${question.choices.length}.`;
      return least > most ? `asks for at least ${least} choices and at most ${most}.` : undefined;
    }
    default:
      return undefined;
  }
}

/** The values that a question can be answered with, where a condition may ask about them. */
export function valuesAskable(question: Question): readonly string[] | undefined {
  if (question.kind === 'choice' || question.kind === 'choices')
    return question.choices.map(({ value }) => value);
  if (question.kind === 'yes-no') return ['yes', 'no'];
  if (question.kind === 'agree') return ['yes'];
  return question.kind === 'workshops' ? [] : undefined;
}

type About = Pick<Place, 'section' | 'index'>;

function ofCondition(
  condition: Condition,
  { section, index }: About,
  places: readonly Place[],
  question: string | undefined,
): Weakness[] {
  const own =
    question === undefined ? `The section “${section.title}”` : `“${places[index]?.question.label}”`;
  const weak = (says: string): Weakness[] => [
    { section: section.id, question, blocks: false, says: `${own} is never asked: ${says}` },
  ];
  const source = places.find((one) => one.question.id === condition.question);
  if (!source) return weak('its condition is about a question that is not on the form.');
  if (source.index >= index) return weak('its condition is about a question that comes later.');
  if (AUDIENCES.indexOf(source.section.audience) > AUDIENCES.indexOf(section.audience))
    return [
      {
        section: section.id,
        question,
        blocks: true,
        says: `${own} would tell what others may not read: its condition is about “${source.question.label}”.`,
      },
    ];
  const values = valuesAskable(source.question);
  if (!values)
    return weak(`its condition is about “${source.question.label}”, which has no answers to choose from.`);
  const known = source.question.kind === 'workshops' || condition.is.some((one) => values.includes(one));
  return known ? [] : weak(`“${source.question.label}” has no such answer.`);
}

/** Whether what has to hold for a question to be asked can never hold together: one answer would have to be two. */
function contradicts(condition: Condition, place: Place, places: readonly Place[]): boolean {
  const allowed = new Map<string, Set<string>>();
  const gather = (one: Condition | undefined, depth: number): boolean => {
    if (!one || depth > places.length) return false;
    const source = places.find(({ question }) => question.id === one.question);
    if (source?.question.kind === 'choice' || source?.question.kind === 'yes-no') {
      const before = allowed.get(one.question) ?? new Set(one.is);
      const both = new Set(one.is.filter((value) => before.has(value)));
      if (both.size === 0) return true;
      allowed.set(one.question, both);
    }
    return source
      ? gather(source.question.onlyIf, depth + 1) || gather(source.section.onlyIf, depth + 1)
      : false;
  };
  return gather(condition, 0) || gather(place.section.onlyIf, 0);
}
