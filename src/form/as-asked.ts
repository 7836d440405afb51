import { Temporal } from 'temporal-polyfill';
import type { Workshop } from '#programme';
import { valuesOf, type Answers } from './answers.ts';
import {
  keysOf,
  type Condition,
  type FormContent,
  type FormSection,
  type OnDay,
  type Question,
} from './form.ts';

/** What days of a form are counted from: the run's zone and workshops, and the moment at which it is asked. */
export type AskedAt = {
  readonly now: Temporal.Instant;
  readonly zone: string;
  readonly workshops: readonly Pick<Workshop, 'number' | 'startsAt' | 'cancelledAt'>[];
};

/** The last moment of the day that is meant, in the run's zone; nothing where that workshop is not there. */
export function endOf(day: OnDay, { zone, workshops }: Omit<AskedAt, 'now'>): Temporal.Instant | undefined {
  const date = dayOf(day, { zone, workshops });
  return date?.add({ days: 1 }).toZonedDateTime(zone).toInstant();
}

/** The day that is meant, by the run's clocks; nothing where that workshop is not there. */
export function dayOf(day: OnDay, { zone, workshops }: Omit<AskedAt, 'now'>): Temporal.PlainDate | undefined {
  if ('on' in day) return Temporal.PlainDate.from(day.on);
  const workshop = workshops.find((one) => one.number === day.workshop && !one.cancelledAt);
  return workshop?.startsAt.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: day.daysBefore });
}

function isOver(day: OnDay | undefined, at: AskedAt): boolean {
  const end = day && endOf(day, at);
  return end !== undefined && end.epochMilliseconds <= at.now.epochMilliseconds;
}

/**
 * The form as it is asked of somebody who has answered so: without the questions whose condition is not met (what was
 * answered there is kept, and neither sent nor counted), and with "required by" said as optional or not at this moment. A
 * condition on a hidden question is not met. Every rule on answers is asked about this form.
 */
export function asAsked(content: FormContent, answers: Answers, at: AskedAt): FormContent {
  const shown = new Set<string>();
  const meets = (condition: Condition | undefined): boolean =>
    condition === undefined ||
    (shown.has(condition.question) &&
      valuesOf(answers[condition.question]).some((one) => condition.is.includes(one)));
  const sections = content.sections.flatMap((section): FormSection[] => {
    if (!meets(section.onlyIf)) return [];
    const questions = section.questions.flatMap((question): Question[] => {
      if (!meets(question.onlyIf)) return [];
      shown.add(question.id);
      if (!question.requiredBy) return [question];
      return [{ ...question, optional: !isOver(question.requiredBy, at) }];
    });
    return questions.length > 0 ? [{ ...section, questions }] : [];
  });
  return { ...content, sections };
}

/** Whether an answer stands as it is: the day to change it is over, and there is one. */
export function isFrozen(question: Question, answers: Answers, at: AskedAt): boolean {
  return (
    isOver(question.frozenAfter, at) && keysOf(question).some((key) => valuesOf(answers[key]).length > 0)
  );
}

/** What somebody has still to answer by a day that is to come or over, among what is asked of them. */
export function askedLater(
  content: FormContent,
  answers: Answers,
  at: AskedAt,
): { section: FormSection; question: Question; by: Temporal.PlainDate | undefined }[] {
  return asAsked(content, answers, at).sections.flatMap((section) =>
    section.questions.flatMap((question) =>
      question.requiredBy ? [{ section, question, by: dayOf(question.requiredBy, at) }] : [],
    ),
  );
}
