import { Temporal } from 'temporal-polyfill';
import { readDate } from '#calendar';
import {
  choice,
  date,
  optionalDate,
  optionalText,
  optionalWebAddress,
  parseForm,
  time,
  whole,
  type FieldError,
  type Fields,
  type Parsed,
  line,
} from '#platform/forms.ts';
import type { NewWindow } from './window.sql.ts';

export type WindowTyped = Readonly<Record<string, string>>;

/** What the form holds before anything is typed. */
export function emptyWindow(today: string): WindowTyped {
  return {
    firstDay: today,
    lastDay: '',
    weekday: '4',
    everyWeeks: '1',
    starts: '14:00',
    ends: '16:00',
    slotMinutes: '20',
    gapMinutes: '0',
    place: '',
    link: '',
    bookHours: '24',
    cancelHours: '2',
    except: '',
  };
}

const SHAPE = {
  firstDay: date('The first day'),
  lastDay: optionalDate('The last day'),
  weekday: choice('a weekday', ['1', '2', '3', '4', '5', '6', '7']),
  everyWeeks: choice('how often', ['1', '2', '4']),
  starts: time('The start'),
  ends: time('The end'),
  slotMinutes: whole('The minutes of a slot', { min: 5, max: 240 }),
  gapMinutes: whole('The minutes between', { min: 0, max: 120 }),
  place: line('The place', { max: 300 }),
  link: optionalWebAddress('The link'),
  bookHours: whole('The notice to book', { min: 0, max: 720 }),
  cancelHours: whole('The notice to cancel', { min: 0, max: 720 }),
  except: optionalText('The days without', { max: 2000 }),
};

type ReadWindow = Omit<NewWindow, 'institutionId' | 'mentorId' | 'zone'>;

/** Reads a window. Without a last day it is that one date, whatever its weekday; days without are listed by comma or line. */
export function readWindow(fields: Fields): Parsed<ReadWindow> {
  const form = parseForm(fields, SHAPE);
  if (!form.ok) return form;
  const { lastDay, weekday, everyWeeks, bookHours, cancelHours, except, link, ...rest } = form.value;
  const days = except.split(/[\s,;]+/).filter(Boolean);
  const errors = oddsIn({ ...rest, lastDay, days });
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: {
      ...rest,
      lastDay: lastDay || rest.firstDay,
      weekday: lastDay ? Number(weekday) : weekdayOf(rest.firstDay),
      everyWeeks: Number(everyWeeks),
      link: link || undefined,
      bookNotice: bookHours * 60,
      cancelNotice: cancelHours * 60,
      except: days,
    },
  };
}

type Odds = { firstDay: string; lastDay: string; starts: string; ends: string; days: readonly string[] };

function oddsIn({ firstDay, lastDay, starts, ends, days }: Odds): FieldError[] {
  const errors: FieldError[] = [];
  if (lastDay && lastDay < firstDay)
    errors.push({ field: 'lastDay', message: 'The last day must not come before the first' });
  if (ends <= starts) errors.push({ field: 'ends', message: 'The end must come after the start' });
  if (days.some((day) => !readDate(day)))
    errors.push({ field: 'except', message: 'Days without are dates, such as 2027-03-25' });
  return errors;
}

function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}
