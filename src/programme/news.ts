import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    /** Another time or place: every calendar has to follow. */
    'programme.workshop-moved': { workshopId: string; runId: string };
    'programme.workshop-cancelled': { workshopId: string; runId: string };
    /** The moment at which applications may be sent has come. */
    'programme.run-opened': { runId: string };
  }
}

export const tells: readonly (NewsKind | { kind: NewsKind; unheardBecause: string })[] = [
  'programme.workshop-moved',
  'programme.workshop-cancelled',
  { kind: 'programme.run-opened', unheardBecause: 'nobody can ask yet to be told when a run opens' },
];
