/** The door of the room: frameworks as data, and every rule that follows from them. */
export { FrameworkProblems } from './problems.ts';
export { PathwayBlaze } from './pathway-list.view.tsx';
export { frameworksOnFile, openFrameworks } from './on-file.ts';
export { findEdition, findPathway, findSection, pathwayOf } from './edition.ts';
export type {
  Component,
  DeclarationField,
  Edition,
  Outcome,
  Pathway,
  Rating,
  SubmissionKind,
} from './edition.ts';
export { repeatsFor, sectionIdOf, sectionsFor } from './sections.ts';
export type { SectionSlot, SlotKey } from './sections.ts';
export { guideInWords } from './words.ts';
export { judgedOnce } from './coverage.ts';
export { incompleteness, isBegun } from './completeness.ts';
export type { Shortfall, SlotState } from './completeness.ts';
export {
  doubtAbout,
  findOutcome,
  firstSubmissionKind,
  isAward,
  mayBeOutcome,
  nextSubmissionKind,
  outcomesFor,
  resubmitBy,
  reviewSubmissionKind,
} from './outcomes.ts';
export { ratingsFor, scaleFor } from './ratings.ts';
export type { Rated } from './ratings.ts';
export { eligibleToAssess } from './assessors.ts';
export type { AssessorRole } from './assessors.ts';
export { feeOn } from './fees.ts';
export type { FeeAnswer } from './fees.ts';
export { windowsInForce } from './windows.ts';
export { registrationExpiry } from './registration-clock.ts';
export type { RegistrationExpiry } from './registration-clock.ts';
export { awardValidity } from './award-validity.ts';
export {
  findPermission,
  isHardToOpen,
  isOverused,
  largestFileBytes,
  sizeStanding,
} from './evidence-rules.ts';
export { framework } from './room.ts';
