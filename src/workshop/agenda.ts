import { findRuns, workshopsOfRuns, type Run, type Workshop } from '#programme';
import type { Database } from '#platform/database.ts';
import type { Attendance } from './attendance.ts';
import { marksOf } from './attendance.sql.ts';
import { enrolmentsOf } from './enrolment.sql.ts';
import type { OwnPreparation } from './preparation.ts';
import { ownPreparationFor } from './preparation.sql.ts';

/** One workshop of a person's series, with what it asks of them. */
export type AgendaItem = {
  readonly run: Run;
  readonly workshop: Workshop;
  /** The mark in force; nothing while nobody has marked. */
  readonly attendance: Attendance | undefined;
  readonly preparation: readonly OwnPreparation[];
};

/**
 * Every workshop of the series that a person has a seat in, by time, cancelled ones among them (see `cancelledAt`). Five
 * queries however many runs, workshops and items there are.
 */
export async function agendaOf(db: Database, personId: string): Promise<AgendaItem[]> {
  const enrolments = await enrolmentsOf(db, personId);
  if (enrolments.length === 0) return [];
  const runIds = enrolments.map(({ runId }) => runId);
  const [runs, byRun] = await Promise.all([findRuns(db, runIds), workshopsOfRuns(db, runIds)]);
  const workshops = [...byRun.values()].flat();
  const seats = enrolments.map(({ enrolmentId }) => enrolmentId);
  const ids = workshops.map(({ id }) => id);
  const [preparation, marks] = await Promise.all([
    ownPreparationFor(db, ids, seats),
    marksOf(db, seats, ids),
  ]);
  return workshops
    .flatMap((workshop) => {
      const run = runs.get(workshop.runId);
      if (!run) return [];
      const attendance = marks.find((mark) => mark.workshopId === workshop.id);
      return [
        {
          run,
          workshop,
          attendance,
          preparation: preparation.filter((item) => item.workshopId === workshop.id),
        },
      ];
    })
    .sort(
      (one, other) => one.workshop.startsAt.epochMilliseconds - other.workshop.startsAt.epochMilliseconds,
    );
}
