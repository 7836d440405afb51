import type { OfApplication } from '#application';
import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    'selection.not-offered': OfApplication;
  }
}

export const tells: readonly NewsKind[] = ['selection.not-offered'];
