import type { NewsKind } from '#platform/news.ts';

/** Whom and what news of an application is about. */
export type OfApplication = { applicationId: string; runId: string; personId: string };

declare module '#platform/news.ts' {
  interface NewsTypes {
    'application.submitted': OfApplication & { submissionNumber: number };
    'application.withdrawn': OfApplication;
  }
}

export const tells: readonly NewsKind[] = ['application.submitted', 'application.withdrawn'];
