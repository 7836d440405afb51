import type { OfApplication } from '#application';
import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    /** `own`: paragraphs that a coordinator wrote for this one letter. */
    'announcing.not-offered': OfApplication & { own?: readonly string[] };
  }
}

export const tells: readonly NewsKind[] = ['announcing.not-offered'];
