import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    /** Chosen for the first time, or changed: the portfolio follows without loss. */
    'registration.pathway-chosen': {
      personId: string;
      programmeId: string;
      editionId: string;
      pathwayId: string;
    };
    'registration.registered': {
      registrationId: string;
      personId: string;
      programmeId: string;
      pathwayId: string;
    };
  }
}

export const tells: readonly (NewsKind | { kind: NewsKind; unheardBecause: string })[] = [
  'registration.pathway-chosen',
  { kind: 'registration.registered', unheardBecause: 'pages ask for it; nothing has to follow from it yet' },
];
