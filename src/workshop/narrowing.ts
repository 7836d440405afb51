import { ATTENDANCE_STATES, ATTENDANCE_WORDS } from './attendance.ts';
import type { RegisterLine } from './register.ts';

/** What a register is narrowed to; '' for everybody. */
export type Narrowing = { readonly letter: string; readonly name: string };

/** The lines that a narrowing leaves: names that begin with the letter and hold what was typed. */
export function narrow(lines: readonly RegisterLine[], { letter, name }: Narrowing): RegisterLine[] {
  const typed = plain(name);
  return lines.filter(
    (line) =>
      (letter === '' || firstLetter(line) === letter.toUpperCase()) &&
      (typed === '' || plain(line.name).includes(typed)),
  );
}

/** The first letters of the names on a register, in order, accents put aside. */
export function lettersIn(lines: readonly RegisterLine[]): string[] {
  return [...new Set(lines.map(firstLetter))].sort((one, other) => one.localeCompare(other, 'en'));
}

function firstLetter({ name }: RegisterLine): string {
  return [...plain(name)][0]?.toUpperCase() ?? '';
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

/** "9 of 16 marked: 7 present, 1 part, 1 apologies". */
export function sayCount(lines: readonly RegisterLine[]): string {
  const states = lines.map(({ mark }) => mark?.state ?? 'expected');
  const marked = states.filter((state) => state !== 'expected').length;
  const parts = ATTENDANCE_STATES.filter((state) => state !== 'expected')
    .map((state) => [states.filter((one) => one === state).length, ATTENDANCE_WORDS[state].words] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words.toLowerCase()}`);
  return `${marked} of ${lines.length} marked${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}

/** The query of an address that keeps a narrowing; '' where there is none. */
export function queryOf({ letter, name }: Narrowing): string {
  const query = new URLSearchParams(
    Object.entries({ letter, name }).filter(([, value]) => value !== ''),
  ).toString();
  return query && `?${query}`;
}
