import type { Pathway } from '#framework';
import type { Award } from './award.ts';

/** Somebody in the register, by one award. */
export type Holder = { readonly award: Award; readonly name: string; readonly pathway: Pathway };

export type Sought = { readonly words: string; readonly pathway: string };

/**
 * The holders in whose name or words every sought word stands, in any case and with or without its accents, on the sought
 * pathway where one is named; by name, and for one person the latest award first.
 */
export function searched(holders: readonly Holder[], { words, pathway }: Sought): Holder[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return holders
    .filter((holder) => pathway === '' || holder.pathway.id === pathway)
    .filter(({ name, award }) => {
      const text = plain(`${name} ${award.register?.says ?? ''}`);
      return wanted.every((word) => text.includes(word));
    })
    .sort(
      (one, other) =>
        one.name.localeCompare(other.name, 'en') || other.award.awardedOn.localeCompare(one.award.awardedOn),
    );
}

const PAGE = 50;

export type Page<Row> = {
  readonly rows: readonly Row[];
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly hasNext: boolean;
};

/** One page of a list, fifty rows; a number that is no page of it means the nearest one. */
export function pageOf<Row>(rows: readonly Row[], wanted: number): Page<Row> {
  const last = Math.max(1, Math.ceil(rows.length / PAGE));
  const number = Number.isInteger(wanted) ? Math.min(last, Math.max(1, wanted)) : 1;
  const from = (number - 1) * PAGE;
  const shown = rows.slice(from, from + PAGE);
  return {
    rows: shown,
    number,
    from: shown.length === 0 ? 0 : from + 1,
    to: from + shown.length,
    total: rows.length,
    hasNext: number < last,
  };
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
