import { awardsOf, enterOlderAward, listAward } from '#award';
import type { Tx } from '#platform/database.ts';
import { onDay } from './file-parts.ts';
import { on, programmeOn, type Moment, type Stage } from './stage.ts';

/** Awards that the body made before it kept its cases here, and who wants to be in the register. */
export function awardMoments(stage: Stage): Moment[] {
  const { olderAwards, register, assessments } = stage.files;
  return [
    ...olderAwards.map((entry) => ({
      at: onDay(entry.awardedOn, '12:00'),
      what: `the award of ${entry.person} is entered`,
      act: (tx: Tx) => enterOlder(tx, stage, entry),
    })),
    ...register.map(({ person, says }) => {
      const given = assessments.findLast((one) => one.portfolio === person)?.releasedAt;
      const older = olderAwards.find((one) => one.person === person);
      const at = given ?? onDay(older?.awardedOn ?? '', '12:00');
      return {
        at: at.add({ hours: 50 }),
        what: `${person} joins the register`,
        act: (tx: Tx) => list(tx, stage, person, says),
      };
    }),
  ];
}

async function enterOlder(
  tx: Tx,
  stage: Stage,
  { person, pathway, number, awardedOn }: Stage['files']['olderAwards'][number],
): Promise<void> {
  const { id: programmeId, awardingBodyId, editionId } = programmeOn(stage);
  const personId = on(stage.persons, person).id;
  const award = { awardingBodyId, personId, programmeId, editionId, pathwayId: pathway, number, awardedOn };
  await enterOlderAward(tx, award);
}

async function list(tx: Tx, stage: Stage, person: string, says: string): Promise<void> {
  const personId = on(stage.persons, person).id;
  const [award] = await awardsOf(tx, personId);
  if (!award) throw new Error(`${person} holds no award.`);
  await listAward(tx, { awardId: award.id, says, mayBeIndexed: false });
}
