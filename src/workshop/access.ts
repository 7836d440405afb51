import { wears } from '#people';
import { findRunById, findWorkshop, mayCoordinate, workshopsOf, type Run, type Workshop } from '#programme';
import type { Database } from '#platform/database.ts';
import { NOT_THERE, type Refusal } from '#platform/refusal.ts';
import type { Viewer } from '#platform/viewer.ts';
import { findEnrolment } from './enrolment.sql.ts';

/** Why the viewer may not mark attendance in a run: nothing for coordinators and mentors of its institution. */
export function mayMark(viewer: Viewer | undefined, run: Run): Refusal | undefined {
  if (!mayCoordinate(viewer, run)) return undefined;
  return wears(viewer, 'mentor', run.programme.institutionId) ? undefined : NOT_THERE;
}

/** A run for those who mark in it. */
export async function markableRun(db: Database, viewer: Viewer, runId: string): Promise<Run | undefined> {
  const run = await findRunById(db, runId);
  return run && !mayMark(viewer, run) ? run : undefined;
}

/** A workshop for those who mark at it: of this run, or nothing. */
export async function markableWorkshop(
  db: Database,
  viewer: Viewer,
  { runId, workshopId }: { runId: string; workshopId: string },
): Promise<{ run: Run; workshop: Workshop } | undefined> {
  const [run, workshop] = await Promise.all([markableRun(db, viewer, runId), findWorkshop(db, workshopId)]);
  return run && workshop?.runId === run.id ? { run, workshop } : undefined;
}

/** A workshop for somebody with a seat in its series, with the series; for anyone else it does not exist. */
export async function visibleWorkshop(
  db: Database,
  viewer: Viewer,
  workshopId: string,
): Promise<{ run: Run; workshop: Workshop; series: readonly Workshop[]; enrolmentId: string } | undefined> {
  const workshop = await findWorkshop(db, workshopId);
  if (!workshop) return undefined;
  const [enrolment, run, series] = await Promise.all([
    findEnrolment(db, workshop.runId, viewer.personId),
    findRunById(db, workshop.runId),
    workshopsOf(db, workshop.runId),
  ]);
  return enrolment && run && { run, workshop, series, enrolmentId: enrolment.enrolmentId };
}
