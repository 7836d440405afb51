import './portfolio.tables.ts';
import './submission.tables.ts';
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
export { evidenceCounts, evidenceOf, findEvidence } from './evidence.sql.ts';
export {
  ACCESS_WORDS,
  EVIDENCE_ACCESS,
  type Evidence,
  type EvidenceAccess,
  type EvidenceKind,
} from './evidence.ts';
export { openCommentCounts } from './comment.sql.ts';
export { sharedWith, type Share } from './share.sql.ts';

export const portfolio: Room = { name: 'portfolio' };
