import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    /** Somebody holds an award. */
    'award.given': { awardId: string; personId: string };
  }
}

export const tells: readonly (NewsKind | { kind: NewsKind; unheardBecause: string })[] = [
  { kind: 'award.given', unheardBecause: 'the home and the desk ask for awards; no room has to follow yet' },
];
