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

export const givingTells: readonly NewsKind[] = [
  'portfolio.submitted',
  'portfolio.submission-withdrawn',
  'portfolio.feedback-given',
  'portfolio.shared',
];
