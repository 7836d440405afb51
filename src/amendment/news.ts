import type { OfApplication } from '#application';
import type { NewsKind } from '#platform/news.ts';

declare module '#platform/news.ts' {
  interface NewsTypes {
    'amendment.edited': OfApplication & { onBehalfId: string };
    'amendment.sent': OfApplication & { onBehalfId: string };
    'amendment.change-asked': OfApplication & { requestId: string };
    'amendment.change-answered': OfApplication & { requestId: string };
  }
}

export const tells: readonly NewsKind[] = [
  'amendment.edited',
  'amendment.sent',
  'amendment.change-asked',
  'amendment.change-answered',
];
