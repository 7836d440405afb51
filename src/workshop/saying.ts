import { saySpan } from '#calendar';
import { termsOf, type Run, type Workshop } from '#programme';

type Session = Pick<Workshop, 'startsAt' | 'endsAt'>;

/** When a workshop is, in words: "Thu 18 January 2024, 9.30am to 12.30pm (UK time) · Wk 1, HT24". */
export function sayWhen(run: Run, { startsAt, endsAt }: Session): string {
  return saySpan(startsAt, endsAt, run.zone, { terms: termsOf(run.programme) });
}

/** A workshop's number and title: "Workshop 3: The wider context". */
export function sayWorkshop({ number, title }: Pick<Workshop, 'number' | 'title'>): string {
  return `Workshop ${number}: ${title}`;
}
