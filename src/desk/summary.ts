import { applicationsToRun } from '#application';
import { findPerson, findPersons, wears } from '#people';
import { programmesList, runsOfProgramme, type Run } from '#programme';
import type { Database } from '#platform/database.ts';
import type { Viewer } from '#platform/viewer.ts';
import { gatherRunDesk, STAGES, type RunDesk, type Stage } from './run-desk.ts';

/** Fewer than this many people are not told apart from none: a head of department should not be able to guess who. */
export const SMALL_NUMBER = 5;

/** How many of a department's people reached each stage of a run; nothing stands for "fewer than five". */
export type DepartmentLine = {
  readonly run: Run;
  readonly applied: number | undefined;
  readonly places: number | undefined;
  readonly registered: number | undefined;
  readonly submitted: number | undefined;
  readonly holders: number | undefined;
};

/** The number itself, none, or nothing where it is too small to be told. */
export function tellable(count: number): number | undefined {
  return count === 0 || count >= SMALL_NUMBER ? count : undefined;
}

/** A head of department's summary: their own department's people, run by run, as counts alone. */
export async function summariseDepartment(
  db: Database,
  viewer: Viewer,
): Promise<{ department: string; lines: DepartmentLine[] }> {
  const head = await findPerson(db, viewer.personId);
  const department = head?.department ?? '';
  const programmes = await programmesList(db);
  const theirs = programmes.filter(({ institutionId }) => wears(viewer, 'head-of-department', institutionId));
  const runs = (await Promise.all(theirs.map(({ id }) => runsOfProgramme(db, id)))).flat();
  return { department, lines: await Promise.all(runs.map((run) => summariseRun(db, run, department))) };
}

async function summariseRun(db: Database, run: Run, department: string): Promise<DepartmentLine> {
  const [desk, applications] = await Promise.all([gatherRunDesk(db, run), applicationsToRun(db, run.id)]);
  const applicants = applications.flatMap(({ personId, submittedAt }) =>
    personId && submittedAt ? personId : [],
  );
  const persons = await findPersons(db, [...applicants, ...desk.people.map(({ personId }) => personId)]);
  const inDepartment = (id: string): boolean =>
    department !== '' && persons.get(id)?.department === department;
  const people = desk.people.filter(({ personId }) => inDepartment(personId));
  return {
    run,
    applied: tellable(applicants.filter(inDepartment).length),
    places: tellable(people.length),
    registered: tellable(people.filter(isPast('registered')).length),
    submitted: tellable(people.filter(isPast('submitted')).length),
    holders: tellable(people.filter(isPast('holder')).length),
  };
}

function isPast(stage: Stage): (person: RunDesk['people'][number]) => boolean {
  return (person) => STAGES.indexOf(person.stage) >= STAGES.indexOf(stage);
}
