import './portfolio.tables.ts';
import './giving.tables.ts';
import './portfolio-news.ts';
import type { Room } from '#platform/room.ts';
import { evidenceRoutes } from './evidence.page.tsx';
import { tellFeedback, tellFeedbackOnNews, tellSharedOnNews } from './feedback-told.ts';
import { feedbackRoutes } from './feedback.page.tsx';
import { mentoringRoutes } from './mentoring.page.tsx';
import { givingInvariants, keptInvariants } from './portfolio-invariants.sql.ts';
import { portfolioTells } from './portfolio-news.ts';
import { startOnChoice } from './portfolio-start.ts';
import { shareRoutes } from './share.page.tsx';

export {
  MARKS,
  MOST_PART_BYTES,
  MOST_TITLE,
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
  lockPortfolio,
  partsAround,
  partsOf,
  portfolioOf,
  portfoliosOfPersons,
  sectionFactsOf,
} from './portfolio.sql.ts';
export { ownPortfolio, visiblePortfolio, type VisiblePortfolio } from './portfolio-access.ts';
export { startPortfolio, type PortfolioWanted } from './portfolio-start.ts';
export {
  holdSection,
  putSectionFacts,
  removeSection,
  setAside,
  setAsideIn,
  settle,
  writePart,
  type PartPlace,
  type SetAside,
} from './section-text.sql.ts';
export { findVersion, nameVersion, versionsOf, type Version } from './version.sql.ts';
export {
  nextSmallStep,
  progressFor,
  stateOf,
  type PartProgress,
  type Progress,
  type SlotProgress,
  type SmallStep,
} from './portfolio-progress.ts';
export { saySectionState, SectionStateTag } from './section-state.view.tsx';

export { EVIDENCE_ACCESS, hostOf, sayBytes, type Evidence, type EvidenceAccess } from './evidence.ts';
export { evidenceOf, filesInEvidence } from './evidence.sql.ts';
export { addEvidence, fileKey, removeEvidence, type EvidenceSaid } from './evidence-keep.ts';
export { linkDoubt } from './evidence-link.ts';
export { EvidenceDrawer } from './evidence-drawer.view.tsx';

export { mentorsOf, sharesOf, type Share } from './share.sql.ts';
export { sharePortfolio } from './share.ts';
export { answerComment, giveFeedback, settleComment } from './comment.ts';
export { feedbackOn, type Feedback } from './feedback.ts';
export { FeedbackPanel } from './feedback.view.tsx';

/** What a candidate writes and shows, as it is kept: sections with their versions, evidence, shares, feedback. */
export const portfolio: Room = {
  name: 'portfolio',
  routes: [...evidenceRoutes, ...shareRoutes, ...feedbackRoutes, ...mentoringRoutes],
  listeners: [startOnChoice, tellFeedbackOnNews, tellSharedOnNews],
  tells: portfolioTells,
  tasks: [tellFeedback],
  invariants: [...keptInvariants, ...givingInvariants],
};
