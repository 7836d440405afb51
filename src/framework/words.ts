import type { WordGuide } from './edition.ts';

/** How a number of words stands to its guide. `over-limit` alone stops a submission. */
export type WordStanding = 'fine' | 'below-guide' | 'above-guide' | 'over-limit';

/**
 * Judges a number of words. A soft guide never stops anyone; of a hard limit only the maximum does, for a short text may
 * still say enough.
 */
export function standingOf(words: number, guide: WordGuide | undefined): WordStanding {
  if (!guide) return 'fine';
  if (guide.max !== undefined && words > guide.max)
    return guide.limit === 'hard' ? 'over-limit' : 'above-guide';
  if (guide.min !== undefined && words < guide.min) return 'below-guide';
  return 'fine';
}

/** A guide in words: "about 200 to 500 words", "at most 700 words"; nothing where there is none. */
export function guideInWords(guide: WordGuide | undefined): string | undefined {
  if (!guide) return undefined;
  const { min, max, limit } = guide;
  const about = limit === 'hard' ? '' : 'about ';
  if (min !== undefined && max !== undefined) return `${about}${say(min)} to ${say(max)} words`;
  if (max !== undefined)
    return limit === 'hard' ? `at most ${say(max)} words` : `up to about ${say(max)} words`;
  if (min !== undefined) return `at least ${about}${say(min)} words`;
  return undefined;
}

/** A number as it is read: 1400 as "1,400". */
export function say(count: number): string {
  return count.toLocaleString('en-GB');
}
