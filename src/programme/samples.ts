import { Temporal } from 'temporal-polyfill';
import {
  addOrganisation,
  findPerson,
  giveHat,
  organisationsOf,
  personFor,
  type Hat,
  type Person,
} from '#people';
import type { Database, Tx } from '#platform/database.ts';
import { addProgramme, programmesList } from './programme.sql.ts';
import type { Programme, Run } from './programme.ts';
import { addRun, type NewRun } from './run.sql.ts';
import { addWorkshop } from './workshop.sql.ts';

/** What the builders need of a house under test. */
export type SampleHouse = {
  readonly db: Database;
  write<T>(act: (tx: Tx) => Promise<T>): Promise<T>;
};

/** The programme "CMALT" of a university and its awarding body, made at first asking. */
export async function sampleProgramme(
  house: SampleHouse,
  change: Partial<Programme> = {},
): Promise<Programme> {
  const slug = change.slug ?? 'cmalt';
  const found = (await programmesList(house.db)).find((one) => one.slug === slug);
  if (found) return found;
  return house.write(async (tx) =>
    addProgramme(tx, {
      slug,
      name: 'CMALT Programme',
      shortName: 'CMALT',
      institutionId: await organisation(tx, 'institution', 'oxford', 'University of Oxford'),
      awardingBodyId: await organisation(tx, 'awarding-body', 'alt', 'Association for Learning Technology'),
      editionId: 'alt-cmalt-2019-07',
      assessedHere: true,
      contactAddress: 'cmalt@ox.example',
      termTable: 'oxford',
      ...change,
    }),
  );
}

async function organisation(
  tx: Tx,
  kind: 'institution' | 'awarding-body',
  slug: string,
  name: string,
): Promise<string> {
  const found = (await organisationsOf(tx, kind)).find((one) => one.slug === slug);
  if (found) return found.id;
  const unit = kind === 'institution' ? 'Centre for Teaching and Learning' : undefined;
  const added = { slug, kind, name, unit, contactAddress: `${slug}@ox.example`, zone: 'Europe/London' };
  return (await addOrganisation(tx, added)).id;
}

/** Wall time in the United Kingdom, such as ukTime('2024-01-08T12:00'). */
export function ukTime(wall: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime('Europe/London').toInstant();
}

const WORKSHOPS_OF_2024 = [
  ['Is this for me? Choosing a pathway', '2024-01-18T09:30', '2024-01-18T12:30', 'Seminar Room 2'],
  ['Operational issues', '2024-02-19T10:00', '2024-02-19T12:00', 'Seminar Room 2'],
  ['The wider context', '2024-03-12T11:00', '2024-03-12T13:00', 'Online'],
  ['Working with others', '2024-04-11T10:00', '2024-04-11T12:00', 'Seminar Room 2'],
  ['From draft to submission', '2024-05-13T14:00', '2024-05-13T16:00', 'Seminar Room 2'],
] as const;

/**
 * The run of 2024 with its five workshops: opens 13 November 2023, closes 8 January 2024 at 12 noon, 14 places, no
 * grace. `change` overrides; with `workshops: 0` it has none.
 */
export async function sampleRun(
  house: SampleHouse,
  { workshops = 5, ...change }: Partial<NewRun> & { workshops?: number } = {},
): Promise<Run> {
  const programmeId = change.programmeId ?? (await sampleProgramme(house)).id;
  return house.write(async (tx) => {
    const run = await addRun(tx, {
      programmeId,
      slug: '2024',
      name: '2024 programme',
      capacity: 14,
      opensAt: ukTime('2023-11-13T09:00'),
      closesAt: ukTime('2024-01-08T12:00'),
      graceMinutes: 0,
      notifyWeekOf: '2024-01-15',
      zone: 'Europe/London',
      courseSite: 'https://canvas.example.org/courses/cmalt-2024',
      ...change,
    });
    for (const [index, [title, from, to, place]] of WORKSHOPS_OF_2024.slice(0, workshops).entries()) {
      await addWorkshop(tx, {
        runId: run.id,
        number: index + 1,
        title,
        startsAt: ukTime(from),
        endsAt: ukTime(to),
        place,
        ...(place === 'Online' ? { onlineLink: 'https://meet.example.org/cmalt-3' } : {}),
      });
    }
    return run;
  });
}

/** A person who wears these hats at the run's institution (assessors and registrars: at its awarding body). */
export async function samplePersonWith(
  house: SampleHouse,
  run: Run,
  name: string,
  ...hats: Hat[]
): Promise<Person> {
  return house.write(async (tx) => {
    const { institutionId, awardingBodyId } = run.programme;
    const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@ox.example`;
    const person = await personFor(tx, { name, email, institutionId });
    for (const hat of hats) {
      const atBody = hat === 'assessor' || hat === 'registrar';
      await giveHat(tx, {
        personId: person.id,
        organisationId: atBody ? awardingBodyId : institutionId,
        hat,
      });
    }
    return (await findPerson(tx, person.id)) ?? person;
  });
}
