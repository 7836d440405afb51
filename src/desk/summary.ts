import { applicantsOfRuns } from '#application';
import { awardsOfPersons } from '#award';
import { findPerson, findPersons, wears } from '#people';
import { programmesList, runsOfProgrammes, type Run } from '#programme';
import { registeredIn } from '#registration';
import { submittedTo } from '#submission';
import { participantIdsOf } from '#workshop';
import type { Database } from '#platform/database.ts';
import type { Viewer } from '#platform/viewer.ts';

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

/** A head of department's summary: their own department's people, run by run, as counts alone; as many queries for one run as for thirty. */
export async function summariseDepartment(
  db: Database,
  viewer: Viewer,
): Promise<{ department: string; lines: DepartmentLine[] }> {
  const [head, programmes] = await Promise.all([findPerson(db, viewer.personId), programmesList(db)]);
  const department = head?.department ?? '';
  const theirs = programmes.filter(({ institutionId }) => wears(viewer, 'head-of-department', institutionId));
  const runs = await runsOfProgrammes(
    db,
    theirs.map(({ id }) => id),
  );
  const people = await gatherPeople(db, runs, department);
  return { department, lines: runs.map((run) => summariseRun(run, people)) };
}

/** The department's people alone: who applied and took part by run, who came how far by programme. */
type DepartmentPeople = {
  readonly applicants: ReadonlyMap<string, readonly string[]>;
  readonly participants: ReadonlyMap<string, readonly string[]>;
  readonly registered: ReadonlyMap<string, ReadonlySet<string>>;
  readonly submitted: ReadonlyMap<string, ReadonlySet<string>>;
  readonly holders: ReadonlyMap<string, ReadonlySet<string>>;
};

async function gatherPeople(
  db: Database,
  runs: readonly Run[],
  department: string,
): Promise<DepartmentPeople> {
  const runIds = runs.map(({ id }) => id);
  const programmeIds = [...new Set(runs.map(({ programme }) => programme.id))];
  const [applicants, participants] = await Promise.all([
    applicantsOfRuns(db, runIds),
    participantIdsOf(db, runIds),
  ]);
  const persons = await findPersons(db, [...applicants.values(), ...participants.values()].flat());
  const own = new Set(
    [...persons.values()]
      .filter((one) => department !== '' && one.department === department)
      .map(({ id }) => id),
  );
  const [registered, submitted, awards] = await Promise.all([
    registeredIn(db, programmeIds, [...own]),
    submittedTo(db, programmeIds, [...own]),
    awardsOfPersons(db, [...own]),
  ]);
  return {
    applicants: only(applicants, own),
    participants: only(participants, own),
    registered,
    submitted,
    holders: new Map(
      programmeIds.map((id) => [
        id,
        new Set(awards.filter((award) => award.programmeId === id).map(({ personId }) => personId)),
      ]),
    ),
  };
}

function only(
  byRun: ReadonlyMap<string, readonly string[]>,
  own: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  return new Map([...byRun].map(([runId, ids]) => [runId, ids.filter((id) => own.has(id))]));
}

/** Whoever came further counts at each stage before: a holder has submitted, and who submitted was registered. */
function summariseRun(run: Run, people: DepartmentPeople): DepartmentLine {
  const participants = people.participants.get(run.id) ?? [];
  const holds = isIn(people.holders, run);
  const submitted = isIn(people.submitted, run);
  const registered = isIn(people.registered, run);
  const reached = (...stages: ((id: string) => boolean)[]): number | undefined =>
    tellable(participants.filter((id) => stages.some((stage) => stage(id))).length);
  return {
    run,
    applied: tellable(people.applicants.get(run.id)?.length ?? 0),
    places: tellable(participants.length),
    registered: reached(registered, submitted, holds),
    submitted: reached(submitted, holds),
    holders: reached(holds),
  };
}

function isIn(
  byProgramme: ReadonlyMap<string, ReadonlySet<string>>,
  { programme }: Run,
): (personId: string) => boolean {
  const ids = byProgramme.get(programme.id);
  return (id) => ids?.has(id) ?? false;
}
