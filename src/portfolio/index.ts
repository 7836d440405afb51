import './portfolio.tables.ts';
import type { Room } from '#platform/room.ts';

export {
  MARKS,
  editionOf,
  slotName,
  slotsOf,
  writtenIn,
  type Mark,
  type Part,
  type Portfolio,
  type SectionFacts,
  type SectionState,
} from './portfolio.ts';
export {
  findPortfolio,
  lockPortfolio,
  partFactsOf,
  partsOf,
  portfolioOf,
  portfoliosOfPersons,
  sectionFactsOf,
} from './portfolio.sql.ts';
export { visiblePortfolio, ownPortfolio, type VisiblePortfolio } from './portfolio-access.ts';
export { startPortfolio, type PortfolioWanted } from './portfolio-start.ts';
export { putSectionFacts, writePart, type PartPlace } from './section-text.sql.ts';

export const portfolio: Room = { name: 'portfolio' };
