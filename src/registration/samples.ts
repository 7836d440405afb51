import type { Person } from '#people';
import type { Programme, Run } from '#programme';
import { choosePathway } from './choose-pathway.ts';
import { register, type NewRegistration } from './register.ts';
import type { Registration } from './registration.ts';
import type { SampleHouse } from '../programme/samples.ts';

/** A pathway chosen ("cmalt" unless said otherwise), told as news. */
export async function sampleChoice(
  house: SampleHouse,
  programme: Pick<Programme, 'id' | 'editionId'>,
  person: Pick<Person, 'id'>,
  pathwayId = 'cmalt',
): Promise<void> {
  await house.write((tx) =>
    choosePathway(tx, {
      personId: person.id,
      programmeId: programme.id,
      editionId: programme.editionId,
      pathwayId,
    }),
  );
}

/** A registration for CMALT of 29 January 2024 with the number ALT-24-0117; `change` overrides. */
export async function sampleRegistration(
  house: SampleHouse,
  run: Run,
  person: Pick<Person, 'id'>,
  change: Partial<NewRegistration> = {},
): Promise<Registration> {
  return house.write((tx) =>
    register(tx, {
      personId: person.id,
      programmeId: run.programme.id,
      runId: run.id,
      editionId: run.programme.editionId,
      pathwayId: 'cmalt',
      reference: 'ALT-24-0117',
      registeredOn: '2024-01-29',
      whoPays: 'department',
      costCode: 'MSD-40211',
      recordedBy: person.id,
      ...change,
    }),
  );
}
