import { randomUUID } from 'node:crypto';
import type { Person } from '#people';
import type { Programme } from '#programme';
import type { Award } from './award.ts';
import { giveAward, type AwardingOutcome } from './give.ts';
import type { SampleHouse } from '../programme/samples.ts';

/** What a released pass of today's making says; `change` overrides. */
export function sampleOutcome(
  programme: Pick<Programme, 'id' | 'editionId'>,
  person: Pick<Person, 'id'>,
  change: Partial<AwardingOutcome> = {},
): AwardingOutcome {
  return {
    caseId: randomUUID(),
    submissionId: randomUUID(),
    personId: person.id,
    programmeId: programme.id,
    editionId: programme.editionId,
    pathwayId: 'cmalt',
    outcomeId: 'pass',
    decidedOn: '2024-12-20',
    ...change,
  };
}

/** An award for CMALT of 20 December 2024. */
export async function sampleAward(
  house: SampleHouse,
  programme: Pick<Programme, 'id' | 'editionId'>,
  person: Pick<Person, 'id'>,
  change: Partial<AwardingOutcome> = {},
): Promise<Award> {
  return house.write((tx) => giveAward(tx, sampleOutcome(programme, person, change)));
}
