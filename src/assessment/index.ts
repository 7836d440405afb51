import './assessment.tables.ts';
import './news.ts';
import type { Room } from '#platform/room.ts';
import { agreeRoutes } from './agree.page.tsx';
import { assessingRoutes } from './assessing.page.tsx';
import { assessorRoutes } from './assessors.page.tsx';
import { caseRoutes } from './cases.page.tsx';
import { invariants } from './invariants.ts';
import { judgingRoutes } from './judging.page.tsx';
import { listeners, mindConflicts } from './listeners.ts';
import { tells } from './news.ts';
import { outcomeRoutes } from './outcome.page.tsx';

export { CANDIDATE_WORDS, type Case, type CaseOutcome, type CaseState } from './case.ts';
export { caseOfSubmission } from './case.sql.ts';
export { casesOf, type OwnCase } from './case.sql.ts';
export { putAssessor, type AssessorFacts } from './assessor.sql.ts';
export { assignmentsOf } from './assignment.sql.ts';
export type { Assignment, Role } from './assignment.ts';
export { passIntake, returnCase } from './intake.ts';
export { acceptInvitation, declineInvitation, invite, type Invitation } from './invite.ts';
export { declareConflict, liftConflict } from './conflicts.ts';
export { lodgeJudgement, saveJudgement, type Saved } from './judge.ts';
export type { Judgement, JudgementWords } from './judgement.sql.ts';
export { proposeOutcome, sayToOthers, signOutcome, type Proposing } from './agree.ts';
export type { Point } from './agreement.sql.ts';
export { releaseOutcome } from './release.ts';
export { recordOutsideOutcome, type OutsideOutcome } from './release.ts';

/** Submissions under assessment, from the first check to the outcome. */
export const assessment: Room = {
  name: 'assessment',
  routes: [
    ...caseRoutes,
    ...assessorRoutes,
    ...assessingRoutes,
    ...judgingRoutes,
    ...agreeRoutes,
    ...outcomeRoutes,
  ],
  listeners,
  tells,
  sweeps: [mindConflicts],
  invariants,
};
