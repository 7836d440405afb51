import './portfolio.tables.ts';
import './submission.tables.ts';
import './submission-news.ts';
import type { Room } from '#platform/room.ts';
import { portfolioRoutes } from './portfolio.page.tsx';
import { writingInvariants } from './portfolio-invariants.sql.ts';
import { startOnChoice } from './portfolio-start.ts';
import { bothRoutes } from './section-both.page.tsx';
import { sectionRoutes } from './section.page.tsx';
import { versionRoutes } from './version.page.tsx';
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
export { mentorsOf, sharedWith, sharesOf, type Share } from './share.sql.ts';
export { sharePortfolio, revokeShare } from './share.ts';
export { answerComment, giveFeedback, settleComment, type Comment, type NewComment } from './comment.ts';
export { feedbackOn, type Feedback } from './feedback.ts';
export { FeedbackPanel, SeenBy } from './feedback.view.tsx';
export { submissionFactsOf, type SubmissionFact } from './submission-list.sql.ts';
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

export {
  nextSmallStep,
  progressFor,
  progressOf,
  type PartProgress,
  type Progress,
  type SlotProgress,
  type SmallStep,
} from './portfolio-progress.ts';
export { STATE_KINDS, STATE_WORDS } from './portfolio-words.ts';
export { MapTable } from './portfolio-map.view.tsx';

/** Sections in writing, with their versions; evidence; feedback; the copy that is submitted. */
export const portfolio: Room = {
  name: 'portfolio',
  routes: [...portfolioRoutes, ...sectionRoutes, ...bothRoutes, ...versionRoutes, ...giving.routes],
  listeners: [startOnChoice, ...giving.listeners],
  tells: giving.tells,
  tasks: [...giving.tasks],
  sweeps: [...giving.sweeps],
  invariants: [...writingInvariants, ...giving.invariants],
};
