import { wears } from '#people';
import { type Submission, submissionOf } from '#submission';
import { findProgrammeById, mayCoordinate } from '#programme';
import type { Database } from '#platform/database.ts';
import type { Viewer } from '#platform/viewer.ts';
import { memberAt } from './assessor.sql.ts';
import { findAssignment } from './assignment.sql.ts';
import type { Assignment } from './assignment.ts';
import { findCase } from './case.sql.ts';
import type { Case } from './case.ts';
import { conflictsNow } from './conflicts.ts';

/** The awarding bodies whose registrar the viewer is. */
export function bodiesOfRegistrar(viewer: Viewer): string[] {
  return viewer.hats.filter(({ hat }) => hat === 'registrar').map(({ organisationId }) => organisationId);
}

/** The case if the viewer is a registrar of its awarding body and not its candidate; nothing otherwise. */
export async function registrarsCase(db: Database, viewer: Viewer, id: string): Promise<Case | undefined> {
  const one = await findCase(db, id);
  if (!one || one.personId === viewer.personId) return undefined;
  return wears(viewer, 'registrar', one.awardingBodyId) ? one : undefined;
}

/** An assignment with its case. */
export type Task = { readonly assignment: Assignment; readonly case: Case };

/**
 * What somebody was asked to judge, if it is theirs, still stands, the viewer still assesses for that body, and nothing
 * stands between them and the candidate as the records are at this moment. A conflict cuts access with the next click.
 */
export async function ownTask(db: Database, viewer: Viewer, assignmentId: string): Promise<Task | undefined> {
  const assignment = await findAssignment(db, assignmentId);
  if (!assignment || assignment.assessorId !== viewer.personId || assignment.ended) return undefined;
  const one = await findCase(db, assignment.caseId);
  if (!one || !wears(viewer, 'assessor', one.awardingBodyId) || CLOSED.includes(one.state)) return undefined;
  const member = await memberAt(db, one.awardingBodyId, viewer.personId);
  if (!member) return undefined;
  // Once the candidate has been told, what comes later changes nothing of it.
  if (one.state !== 'released' && (await conflictsNow(db, one, member)).length > 0) return undefined;
  return { assignment, case: one };
}

const CLOSED: readonly Case['state'][] = ['withdrawn', 'returned'];

/** The same, once accepted: from then on the portfolio is open to them. */
export async function acceptedTask(
  db: Database,
  viewer: Viewer,
  assignmentId: string,
): Promise<Task | undefined> {
  const task = await ownTask(db, viewer, assignmentId);
  return task?.assignment.acceptedAt ? task : undefined;
}

/** The candidate's own case once its outcome is released; nothing for anybody else, and nothing before. */
export async function releasedCase(db: Database, viewer: Viewer, id: string): Promise<Case | undefined> {
  const one = await findCase(db, id);
  return one?.personId === viewer.personId && one.outcome ? one : undefined;
}

/** A submission whose outcome is made elsewhere, if the viewer may write it down: its candidate, and the coordinators. */
export async function recordableSubmission(
  db: Database,
  viewer: Viewer,
  submissionId: string,
): Promise<{ submission: Submission; as: 'candidate' | 'coordinator' } | undefined> {
  const submission = await submissionOf(db, submissionId);
  const programme = submission && (await findProgrammeById(db, submission.programmeId));
  if (!submission || !programme || programme.assessedHere) return undefined;
  if (submission.personId === viewer.personId) return { submission, as: 'candidate' };
  return mayCoordinate(viewer, { programme }) ? undefined : { submission, as: 'coordinator' };
}
