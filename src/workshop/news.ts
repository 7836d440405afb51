import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    /** Has a seat in the series of a run. */
    'workshop.enrolled': { personId: string; runId: string };
    'workshop.left': { personId: string; runId: string };
  }
}

export const tells: readonly (NewsKind | { kind: NewsKind; unheardBecause: string })[] = [
  { kind: 'workshop.enrolled', unheardBecause: 'home and office hours ask the door who is enrolled' },
  { kind: 'workshop.left', unheardBecause: 'home and office hours ask the door who is enrolled' },
];
