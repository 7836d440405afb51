import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    /** A copy was submitted. */
    'submission.submitted': {
      submissionId: string;
      portfolioId: string;
      personId: string;
      programmeId: string;
      kind: string;
    };
    /** It was taken back before anybody read it. */
    'submission.withdrawn': { submissionId: string; portfolioId: string; personId: string };
  }
}

export const submissionTells: readonly NewsKind[] = ['submission.submitted', 'submission.withdrawn'];
