/** The door of the room: frameworks as data, and every rule that follows from them. */
export { loadFrameworks, readEdition } from './read.ts';
export type { Reading } from './read.ts';
export { FrameworkProblems } from './problems.ts';
export type { Problem } from './problems.ts';
export { PathwayBlaze } from './pathway-list.view.tsx';
export { frameworksOnFile, openFrameworks } from './on-file.ts';
export { TEXT, findEdition, findPathway, findSection, pathwayOf } from './edition.ts';
export type {
  Choice,
  Component,
  ComponentId,
  CoverageRule,
  DeclarationField,
  Edition,
  EditionId,
  EvidenceRules,
  Fee,
  Frameworks,
  Group,
  Outcome,
  Pathway,
  PathwayId,
  PermissionState,
  Rating,
  RatingScale,
  Requirement,
  Section,
  SectionId,
  SectionKind,
  Strokes,
  SubmissionKind,
  Tag,
  TagId,
  TagSet,
  ThirdParty,
  TopicType,
  WordGuide,
} from './edition.ts';
export { hasSection, repeatsFor, sectionIdOf, sectionsFor } from './sections.ts';
export type { Repeats, SectionSlot, SlotKey } from './sections.ts';
export { guideInWords, standingOf } from './words.ts';
export type { WordStanding } from './words.ts';
export { coverageOf, isCovered, judgedOnce } from './coverage.ts';
export type { Coverage } from './coverage.ts';
export { incompleteness, isBegun, mayBeSubmitted } from './completeness.ts';
export type { PortfolioState, Shortfall, ShortfallReason, SlotState } from './completeness.ts';
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
export type { OutcomeRefusal } from './outcomes.ts';
export { ratingsFor, satisfies, scaleFor } from './ratings.ts';
export type { Rated } from './ratings.ts';
export { eligibleToAssess } from './assessors.ts';
export type { AssessorRole, AssessorStanding, EligibilityRefusal } from './assessors.ts';
export { feeOn } from './fees.ts';
export type { FeeAnswer, FeeSought } from './fees.ts';
export { windowsInForce } from './windows.ts';
export type { SubmissionRule, SubmissionWindow } from './windows.ts';
export { registrationExpiry } from './registration-clock.ts';
export type { RegistrationExpiry } from './registration-clock.ts';
export { awardValidity } from './award-validity.ts';
export type { AwardValidity } from './award-validity.ts';
export {
  findPermission,
  isHardToOpen,
  isOverused,
  largestFileBytes,
  sizeStanding,
} from './evidence-rules.ts';
export type { SizeStanding } from './evidence-rules.ts';
export { framework } from './room.ts';
