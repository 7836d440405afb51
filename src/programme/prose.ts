import type { VNode } from 'preact';
import { readProse, type Block } from '#platform/prose.ts';
import { proseView } from '#platform/prose.view.tsx';

const MOST_KEPT = 500;
const kept = new Map<string, Block[]>();

/** Markdown as elements, headings from `headingBase` down. Public texts are read again at each visit, so their blocks are kept. */
export function prose(words: string, headingBase = 3): VNode {
  let blocks = kept.get(words);
  if (!blocks) {
    blocks = readProse(words);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(words, blocks);
  }
  return proseView(blocks, { headingBase });
}
