import type { SectionSlot } from '#framework';
import type { Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { ownPortfolio, type Part, partsAround, type Portfolio, sectionFactsOf, slotsOf } from '#portfolio';
import { writingFrom, type SectionWriting } from './section-save.ts';

/** A slot of the viewer's own portfolio, and what is known of the others around it. */
export type OpenSection = {
  readonly portfolio: Portfolio;
  readonly slots: readonly SectionSlot[];
  readonly slot: SectionSlot;
  /** Of the slot: when each part was saved, and how many words it has. */
  readonly parts: readonly Omit<Part, 'text'>[];
  readonly writing: SectionWriting;
  readonly portfolioPath: string;
  readonly path: string;
};

/** Finds the section that an address names in the viewer's own portfolio, or nothing. Three queries. */
export async function openSection(x: Exchange<Viewer>): Promise<OpenSection | undefined> {
  const portfolio = await ownPortfolio(x.db, x.viewer, x.param('portfolioId'));
  if (!portfolio) return undefined;
  const [facts, parts] = await Promise.all([
    sectionFactsOf(x.db, portfolio.id),
    partsAround(x.db, portfolio.id, x.param('slot')),
  ]);
  const begun = parts.filter(({ words }) => words > 0);
  const slots = slotsOf(
    portfolio,
    [...facts, ...begun].map(({ slot }) => slot),
  );
  const slot = slots.find((one) => one.key === x.param('slot'));
  if (!slot) return undefined;
  const portfolioPath = `/portfolio/${portfolio.id}`;
  const path = `${portfolioPath}/sections/${slot.key}`;
  const here = parts.filter((part) => part.slot === slot.key);
  const writing = writingFrom(
    slot,
    facts.find((one) => one.slot === slot.key),
    here,
  );
  return { portfolio, slots, slot, parts: here, writing, portfolioPath, path };
}
