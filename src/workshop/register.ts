import { findPersons } from '#people';
import type { Workshop } from '#programme';
import type { Database } from '#platform/database.ts';
import type { Attendance } from './attendance.ts';
import { marksOf } from './attendance.sql.ts';
import { seatsAt } from './enrolment.sql.ts';

/** One line of a register: who, and the mark in force with who set it. */
export type RegisterLine = {
  readonly personId: string;
  readonly name: string;
  readonly mark: (Attendance & { readonly markedBy: string }) | undefined;
};

/** The register of a workshop by name, in four queries whoever is on it. */
export async function registerOf(db: Database, workshop: Workshop): Promise<RegisterLine[]> {
  const seats = await seatsAt(db, workshop.runId, workshop.startsAt);
  const marks = await marksOf(
    db,
    seats.map(({ enrolmentId }) => enrolmentId),
    [workshop.id],
  );
  const markers = await findPersons(
    db,
    marks.map(({ markedById }) => markedById),
  );
  const bySeat = new Map(marks.map((mark) => [mark.enrolmentId, mark]));
  return seats.map(({ personId, name, enrolmentId }) => {
    const mark = bySeat.get(enrolmentId);
    const markedBy = mark && (markers.get(mark.markedById)?.name ?? '');
    return { personId, name, mark: mark && { ...mark, markedBy: markedBy ?? '' } };
  });
}
