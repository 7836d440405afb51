import { type Edition, type Rating, findSection, ratingsFor, sectionIdOf } from '#framework';
import { snapshotOf } from '#submission';
import type { Database, Tx } from '#platform/database.ts';
import { NOT_THERE, Refused, refuse, stopIf } from '#platform/refusal.ts';
import { type Asked, askedOf, refusalToLodge } from './asked.ts';
import { bothLodgedWords } from './assessment.letter.ts';
import { memberAt } from './assessor.sql.ts';
import { assignmentsOf } from './assignment.sql.ts';
import { maySeeOthers } from './assignment.ts';
import { type Case, editionOf } from './case.ts';
import { conflictsNow, endForConflict } from './conflicts.ts';
import { type Answer, heldTask } from './invite.ts';
import {
  type Judgement,
  type JudgementWords,
  lockJudgement,
  setLodged,
  writeJudgement,
} from './judgement.sql.ts';
import { tellAssessors } from './tell.ts';

/** The ratings that the scheme knows for a target; none for what it does not rate. */
export function ratingsOfTarget(edition: Edition, target: string): readonly Rating[] {
  if (target.startsWith('tag:')) return ratingsFor(edition, 'tag');
  const section = findSection(edition, sectionIdOf(target));
  return section ? ratingsFor(edition, section.kind) : [];
}

/** Everything that is rated in the copy of a case. */
export async function askedIn(db: Database, one: Case): Promise<readonly Asked[]> {
  const copy = await snapshotOf(db, one.submissionId);
  if (!copy) throw new Error('A case without its copy.');
  return askedOf(editionOf(one), one.pathwayId, copy);
}

export type Saved =
  | { readonly saved: true; readonly version: number }
  /** Another window of the same assessor saved meanwhile: nothing was written. */
  | { readonly saved: false; readonly newer: Judgement };

/**
 * Saves what an assessor has written so far, as the next version of their own judgement; nobody else learns of it. With a
 * version that is not the newest nothing is written and the newer words are answered. A rating that the scheme does not
 * know is refused. Throws Refused: not-found (not accepted), lodged-already, unknown-rating.
 */
export async function saveJudgement(
  tx: Tx,
  save: { assignmentId: string; personId: string; version: number; words: JudgementWords },
): Promise<Saved> {
  const { one } = await heldTask(tx, save);
  const judgement = await heldJudgement(tx, save.assignmentId);
  stopIf(judgement.lodgedAt && refuse('lodged-already', 'You have lodged this judgement, and it stands.'));
  const edition = editionOf(one);
  const targets = new Map(judgement.ratings.map((row) => [row.target, row]));
  const ratings = save.words.ratings.filter(({ target }) => targets.has(target));
  for (const { target, rating } of ratings) {
    const known = ratingsOfTarget(edition, target).some(({ id }) => id === rating);
    const allowed = rating === undefined || (known && targets.get(target)?.alone === true);
    stopIf(allowed ? undefined : refuse('unknown-rating', 'The scheme has no rating of that name.', 422));
  }
  if (judgement.version !== save.version) return { saved: false, newer: judgement };
  return { saved: true, version: await writeJudgement(tx, save.assignmentId, { ...save.words, ratings }) };
}

async function heldJudgement(tx: Tx, assignmentId: string): Promise<Judgement> {
  const judgement = await lockJudgement(tx, assignmentId);
  if (!judgement) throw new Refused(NOT_THERE);
  return judgement;
}

/**
 * Lodges a judgement: from now on it never changes. It must hold every rating and the feedback. When lead and second have
 * both lodged, each may read the other's, and both are told; until then nobody is told anything. Where a conflict has
 * come up, the assignment ends instead. Lodging twice changes nothing. Throws Refused: not-found, not-whole.
 */
export async function lodgeJudgement(
  tx: Tx,
  who: { assignmentId: string; personId: string },
): Promise<Answer> {
  const { one, assignment } = await heldTask(tx, who);
  const member = await memberAt(tx, one.awardingBodyId, who.personId);
  const conflicts = member ? await conflictsNow(tx, one, member) : [];
  if (conflicts.length > 0) {
    const says = conflicts.map((conflict) => conflict.says).join(' ');
    await endForConflict(tx, one, assignment, says);
    return { conflict: says };
  }
  const judgement = await heldJudgement(tx, assignment.id);
  if (judgement.lodgedAt) return { conflict: undefined };
  stopIf(refusalToLodge(await askedIn(tx, one), judgement));
  await setLodged(tx, assignment.id);
  await tellWhenBothLodged(tx, one, assignment.id);
  return { conflict: undefined };
}

async function tellWhenBothLodged(tx: Tx, one: Case, lodgedNow: string): Promise<void> {
  const all = await assignmentsOf(tx, one.id);
  const own = all.find(({ id }) => id === lodgedNow);
  if (!own || !maySeeOthers(own, all)) return;
  for (const { id, assessorId } of all.filter(({ ended, lodgedAt }) => !ended && lodgedAt)) {
    await tellAssessors(tx, one, [assessorId], 'assessment.both-lodged', bothLodgedWords(id));
  }
}
