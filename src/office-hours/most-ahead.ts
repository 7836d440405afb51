import { findRuns, USUAL_OFFICE_HOURS_AHEAD } from '#programme';
import { enrolmentsOf } from '#workshop';
import type { Database } from '#platform/database.ts';

/**
 * How many office hours a person may have booked ahead of them: what the most generous of their runs at the mentor's institution
 * says, and the usual number for those who have no seat in one.
 */
export async function mostAheadOf(db: Database, personId: string, institutionId: string): Promise<number> {
  const enrolments = await enrolmentsOf(db, personId);
  const runs = await findRuns(
    db,
    enrolments.map(({ runId }) => runId),
  );
  const said = [...runs.values()]
    .filter(({ programme }) => programme.institutionId === institutionId)
    .map(({ officeHoursAhead }) => officeHoursAhead);
  return said.length === 0 ? USUAL_OFFICE_HOURS_AHEAD : Math.max(...said);
}
