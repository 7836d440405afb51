import './portfolio.tables.ts';
import './submission.tables.ts';
import './submission-news.ts';
import type { Room } from '#platform/room.ts';
import { giving } from './submission-room.ts';

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
export { EvidenceDrawer, type EvidenceDrawerProps } from './evidence-drawer.view.tsx';
export { addEvidence, type EvidenceSaid } from './evidence-keep.ts';
export { openCommentCounts } from './comment.sql.ts';
export { sharedWith, type Share } from './share.sql.ts';
export {
  evidenceOfSection,
  snapshotSectionName,
  type Snapshot,
  type SnapshotEvidence,
  type SnapshotSection,
} from './snapshot.ts';
export {
  snapshotOf,
  submissionOf,
  submissionsOf,
  submissionsOfPerson,
  type Submission,
  type SubmissionEnd,
} from './submission.sql.ts';
export {
  noteOpened,
  noteOutcome,
  noteReturned,
  submitPortfolio,
  type Handing,
  type Handed,
} from './submit.ts';
export { serveSnapshotFile } from './submission-file.ts';
export { ReadingContents, SubmissionReading, readingId } from './submission.view.tsx';

export const portfolio: Room = {
  name: 'portfolio',
  routes: [...giving.routes],
  listeners: [...giving.listeners],
  tells: giving.tells,
  tasks: [...giving.tasks],
  sweeps: [...giving.sweeps],
  invariants: [...giving.invariants],
};
