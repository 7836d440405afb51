import { placeHolders, placesOf } from '#application';
import { findEdition, frameworksOnFile, type Edition } from '#framework';
import { mentorsMet } from '#office-hours';
import { findOrganisation, findPerson, findPersons, organisationsOf, wearersOf, type Hat } from '#people';
import { mentorsOf } from '#portfolio';
import { findProgrammeById, programmesList } from '#programme';
import type { Database } from '#platform/database.ts';
import { assessorsBefore, assignmentsOf } from './assignment.sql.ts';
import { declaredAbout } from './assessor.sql.ts';
import type { Case } from './case.ts';
import { conflictsBetween, type CandidateTies, type Conflict } from './conflict.ts';
import type { CaseToPair, PoolMember } from './pairing.ts';

const HATS_OF_THE_TEAM: readonly Hat[] = ['coordinator', 'selector', 'mentor', 'head-of-department'];

/** Gathers from the records of every room what may stand between a candidate and their assessors. A fixed number of queries. */
export async function tiesOf(db: Database, one: Case): Promise<CandidateTies> {
  const person = await findPerson(db, one.personId);
  const programme = await findProgrammeById(db, one.programmeId);
  if (!person || !programme) throw new Error('A case without its candidate or programme.');
  const institutionId = person.institutionId ?? programme.institutionId;
  const institution = await findOrganisation(db, institutionId);
  const mentors = [await mentorsOf(db, one.portfolioId), await mentorsMet(db, one.personId)].flat();
  return {
    personId: one.personId,
    institutionId,
    institutionName: institution?.name ?? '',
    mentorIds: new Set(mentors),
    runMateIds: await runMatesOf(db, one.personId),
    teamIds: await wearersAt(db, institutionId, HATS_OF_THE_TEAM),
    registrarIds: await wearersAt(db, one.awardingBodyId, ['registrar']),
    declared: await declaredAbout(db, one.personId),
  };
}

/** Everyone who has a place on a run on which this person has one, themselves left out. */
async function runMatesOf(db: Database, personId: string): Promise<Set<string>> {
  const mates = new Set<string>();
  // One round for each run of one person, of which few people have two.
  for (const { run } of await placesOf(db, personId)) {
    for (const holder of await placeHolders(db, run.id)) mates.add(holder.personId);
  }
  mates.delete(personId);
  return mates;
}

async function wearersAt(db: Database, organisationId: string, hats: readonly Hat[]): Promise<Set<string>> {
  const wearers = [];
  for (const hat of hats) wearers.push(...(await wearersOf(db, organisationId, hat)));
  return new Set(wearers.map(({ id }) => id));
}

/** Every reason why this person must not judge this case, as the records stand now. */
export async function conflictsNow(
  db: Database,
  one: Case,
  assessor: Pick<PoolMember, 'personId' | 'institutionId' | 'institution'>,
): Promise<readonly Conflict[]> {
  return conflictsBetween(assessor, await tiesOf(db, one));
}

/** Everything about a case that decides who may be asked to judge it. */
export async function toPair(db: Database, one: Case): Promise<CaseToPair> {
  const all = await assignmentsOf(db, one.id);
  const active = all.filter(({ ended }) => !ended);
  const gone = all.filter(({ ended }) => ended);
  return {
    edition: editionOf(one),
    pathwayId: one.pathwayId,
    candidate: await tiesOf(db, one),
    assessedBefore: await assessorsBefore(db, one.portfolioId, one.id),
    onCase: new Set(active.map(({ assessorId }) => assessorId)),
    gone: new Set(gone.map(({ assessorId }) => assessorId)),
  };
}

/** The edition that a case is judged by; one that is not on file any more is a fault of the installation. */
export function editionOf({ editionId }: Pick<Case, 'editionId'>): Edition {
  const edition = findEdition(frameworksOnFile(), editionId);
  if (!edition) throw new Error(`The edition ${editionId} is not on file.`);
  return edition;
}

/** The names of the institutions that candidates come from, by case. Three queries for any number of cases. */
export async function institutionsOf(
  db: Database,
  cases: readonly Case[],
): Promise<ReadonlyMap<string, string>> {
  const persons = await findPersons(
    db,
    cases.map(({ personId }) => personId),
  );
  const programmes = await programmesList(db);
  const institutions = await organisationsOf(db, 'institution');
  return new Map(
    cases.map((one) => {
      const own = persons.get(one.personId)?.institutionId;
      const id = own ?? programmes.find((programme) => programme.id === one.programmeId)?.institutionId;
      return [one.id, institutions.find((institution) => institution.id === id)?.name ?? ''];
    }),
  );
}
