import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    /** A copy was handed in. */
    'portfolio.submitted': {
      submissionId: string;
      portfolioId: string;
      personId: string;
      programmeId: string;
      kind: string;
    };
    /** It was taken back before anybody read it. */
    'portfolio.submission-withdrawn': { submissionId: string; portfolioId: string; personId: string };
    'portfolio.feedback-given': {
      portfolioId: string;
      personId: string;
      slot: string;
      byPersonId: string;
      commentId: string;
    };
    'portfolio.shared': { portfolioId: string; personId: string; withPersonId: string };
  }
}

export const givingTells: readonly (NewsKind | { kind: NewsKind; unheardBecause: string })[] = [
  'portfolio.submitted',
  {
    kind: 'portfolio.submission-withdrawn',
    unheardBecause: 'a room that opens cases closes them on it; until one does, nobody has begun to read',
  },
  'portfolio.feedback-given',
  'portfolio.shared',
];
