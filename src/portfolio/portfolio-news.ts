import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    'portfolio.feedback-given': {
      portfolioId: string;
      personId: string;
      slot: string;
      byPersonId: string;
      commentId: string;
    };
    'portfolio.shared': { portfolioId: string; personId: string; withPersonId: string };
    /** A piece of evidence refers to this file no more; others may. */
    'portfolio.file-let-go': { sha256: string };
  }
}

export const portfolioTells: readonly NewsKind[] = [
  'portfolio.feedback-given',
  'portfolio.shared',
  'portfolio.file-let-go',
];
