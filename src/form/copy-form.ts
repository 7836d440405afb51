import { Temporal } from 'temporal-polyfill';
import { findRunById, flagFormDays, likeDay, termsOf, workshopsOf } from '#programme';
import type { Tx } from '#platform/database.ts';
import { listen, type NewsTypes } from '#platform/news.ts';
import { formContent, questionsOf, type FormContent, type OnDay, type Question } from './form.ts';
import { beginForm, latestForm } from './form.sql.ts';
import { firstForm } from './shipped.ts';

type Copied = NewsTypes['programme.run-copied'];

/** How the days of a form come into another run: fixed ones move, those before a workshop follow its number there. */
export type FormMove = {
  readonly day: (day: Temporal.PlainDate) => Temporal.PlainDate;
  readonly numbers: ReadonlyMap<number, number>;
};

/** A run made from another is given its questions, its criteria or both; what was not chosen is as it ships. */
export const listeners = [listen('form.copy-with-run', 'programme.run-copied', copyForm)];

async function copyForm(tx: Tx, news: Copied): Promise<void> {
  const chosen = { form: news.pieces.includes('form'), criteria: news.pieces.includes('criteria') };
  const from = chosen.form || chosen.criteria ? await latestForm(tx, news.fromRunId) : undefined;
  if (!from) return;
  const { content } = from;
  const sections = chosen.form ? movedForm(content, await moveOf(tx, news)).sections : firstForm().sections;
  const selection = chosen.criteria ? content.selection : firstForm().selection;
  await beginForm(tx, news.runId, formContent.parse({ sections, selection }), news.by);
  if (chosen.form && namesDays(content)) await flagFormDays(tx, news.runId);
}

async function moveOf(tx: Tx, { runId, fromRunId, years, workshops }: Copied): Promise<FormMove> {
  const run = await findRunById(tx, runId);
  const terms = run && termsOf(run.programme);
  const [old, fresh] = [await workshopsOf(tx, fromRunId), await workshopsOf(tx, runId)];
  const numbers = workshops.flatMap(({ fromId, id }) => {
    const [was, is] = [old.find((one) => one.id === fromId), fresh.find((one) => one.id === id)];
    return was && is ? [[was.number, is.number] as const] : [];
  });
  return { day: (day) => likeDay(day, years, terms), numbers: new Map(numbers) };
}

/** The same form with every day that it names moved on. */
export function movedForm(content: FormContent, move: FormMove): FormContent {
  const sections = content.sections.map((section) => ({
    ...section,
    questions: section.questions.map((question) => movedQuestion(question, move)),
  }));
  return { ...content, sections };
}

function movedQuestion(question: Question, move: FormMove): Question {
  const onDay = (day: OnDay): OnDay =>
    'on' in day
      ? { on: movedDay(day.on, move) }
      : { ...day, workshop: move.numbers.get(day.workshop) ?? day.workshop };
  const { requiredBy, frozenAfter } = question;
  const moved = {
    ...question,
    ...(requiredBy ? { requiredBy: onDay(requiredBy) } : {}),
    ...(frozenAfter ? { frozenAfter: onDay(frozenAfter) } : {}),
  };
  if (moved.kind !== 'date') return moved;
  const { from, to } = moved;
  return {
    ...moved,
    ...(from === undefined ? {} : { from: movedDay(from, move) }),
    ...(to === undefined ? {} : { to: movedDay(to, move) }),
  };
}

function movedDay(day: string, { day: on }: FormMove): string {
  return on(Temporal.PlainDate.from(day)).toString();
}

/** Whether a form names days of its own, which somebody has to look at when it comes into another year. */
export function namesDays(content: FormContent): boolean {
  return questionsOf(content).some(({ question }) => {
    const fixed = [question.requiredBy, question.frozenAfter].some((day) => day !== undefined && 'on' in day);
    return fixed || (question.kind === 'date' && (question.from ?? question.to) !== undefined);
  });
}
