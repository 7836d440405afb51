import type { OfApplication } from '#application';
import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    'support.answered': OfApplication & { askId: string };
  }
}

export const tells: readonly NewsKind[] = ['support.answered'];
