import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    /** A candidate has been told the outcome. `decidedOn` is 'YYYY-MM-DD' in the edition's time zone. */
    'assessment.outcome-released': {
      caseId: string;
      submissionId: string;
      personId: string;
      programmeId: string;
      editionId: string;
      pathwayId: string;
      outcomeId: string;
      decidedOn: string;
    };
  }
}

export const tells: readonly NewsKind[] = ['assessment.outcome-released'];
