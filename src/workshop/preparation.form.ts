import { instantFrom, toForm } from '#calendar';
import type { Run } from '#programme';
import {
  date,
  optionalText,
  parseForm,
  time,
  whole,
  type Fields,
  type Parsed,
  line,
} from '#platform/forms.ts';
import type { Preparation } from './preparation.ts';
import type { NewPreparation } from './preparation.sql.ts';

export type PreparationTyped = Readonly<Record<'what' | 'minutes' | 'dueDate' | 'dueTime' | 'link', string>>;

/** What the form holds before anything is typed: an item, or nothing with a usual length. */
export function typedFrom(
  run: Run,
  item: Preparation | undefined,
  usualDue: NewPreparation['dueAt'],
): PreparationTyped {
  const due = toForm(item?.dueAt ?? usualDue, run.zone);
  return {
    what: item?.what ?? '',
    minutes: item ? String(item.minutes) : '15',
    dueDate: due.date,
    dueTime: due.time,
    link: item?.link ?? '',
  };
}

const SHAPE = {
  what: line('What to do', { max: 500 }),
  minutes: whole('The minutes', { min: 1, max: 600 }),
  dueDate: date('The day'),
  dueTime: time('The time'),
  link: optionalText('The link', { max: 2000 }).refine(
    isLink,
    'The link must be a web address that begins with https://, or a page of ours that begins with /',
  ),
};

/** Reads an item: its words, minutes, when it is due by the clocks of the run, and where it leads. */
export function readPreparation(
  fields: Fields,
  run: Run,
): Parsed<Pick<NewPreparation, 'what' | 'minutes' | 'dueAt' | 'link'>> {
  const form = parseForm(fields, SHAPE);
  if (!form.ok) return { ok: false, errors: form.errors.map(ontoDue) };
  const { what, minutes, dueDate, dueTime, link } = form.value;
  const due = instantFrom(dueDate, dueTime, run.zone, 'earlier');
  if (!due.instant) return { ok: false, errors: [{ field: 'due', message: due.refusal.says }] };
  return { ok: true, value: { what, minutes, dueAt: due.instant, link: link || undefined } };
}

/** Date and time are one question on the page. */
function ontoDue(error: { field: string; message: string }) {
  return error.field === 'dueDate' || error.field === 'dueTime' ? { ...error, field: 'due' } : error;
}

function isLink(link: string): boolean {
  if (link === '' || /^\/(?![/\\])[^\\\s]*$/.test(link)) return true;
  return URL.canParse(link) && ['http:', 'https:'].includes(new URL(link).protocol);
}
