import { Temporal } from 'temporal-polyfill';
import { awardValidity, pathwayOf, type Edition } from '#framework';
import { findOrganisation, findPerson } from '#people';
import { findProgrammeById } from '#programme';
import type { Tx } from '#platform/database.ts';
import { writeLetter } from '#platform/letters.ts';
import { renewedWords } from './award.letter.ts';
import { awardOfCase, awardsOf, insertRenewal, lockAward } from './award.sql.ts';
import type { Award } from './award.ts';
import { editionOf, type AwardingOutcome } from './give.ts';

/** Until when an award holds on after a review that was passed. */
export type RenewedDates = {
  readonly validUntil: string | undefined;
  readonly reviewDue: string | undefined;
};

/**
 * The new dates: counted from the day on which the award would have run out where the review was passed in time, so that
 * nobody loses by being early; from the day of the review where it was late.
 */
export function renewedDates(
  edition: Edition,
  award: Pick<Award, 'validUntil'>,
  reviewedOn: string,
): RenewedDates {
  const from = award.validUntil && award.validUntil > reviewedOn ? award.validUntil : reviewedOn;
  const validity = awardValidity(edition, Temporal.PlainDate.from(from));
  return { validUntil: validity.until?.toString(), reviewDue: validity.reviewDue?.toString() };
}

/** The award that a person's review is about: the latest on that pathway that was not taken back. */
export async function reviewedAward(tx: Tx, outcome: AwardingOutcome): Promise<Award | undefined> {
  const awards = await awardsOf(tx, outcome.personId);
  return awards.find(({ pathwayId, revoked }) => pathwayId === outcome.pathwayId && !revoked);
}

/**
 * Lets an award hold on after a review that was passed, and tells its holder by letter. Number and verification code
 * stay. A case that has been counted already changes nothing.
 */
export async function renewAward(tx: Tx, awardId: string, outcome: AwardingOutcome): Promise<Award> {
  const award = await lockAward(tx, awardId);
  if (!award) throw new Error('An award that does not exist was to be renewed.');
  if (await awardOfCase(tx, outcome.caseId)) return award;
  await insertRenewal(tx, {
    awardId,
    caseId: outcome.caseId,
    renewedOn: outcome.decidedOn,
    ...renewedDates(editionOf(award.editionId), award, outcome.decidedOn),
  });
  const renewed = (await lockAward(tx, awardId)) ?? award;
  await tellHolder(tx, renewed, outcome.programmeId);
  return renewed;
}

async function tellHolder(tx: Tx, award: Award, programmeId: string): Promise<void> {
  const person = await findPerson(tx, award.personId);
  const body = await findOrganisation(tx, award.awardingBodyId);
  const programme = await findProgrammeById(tx, programmeId);
  if (!person || !body || !programme) return;
  const pathway = pathwayOf(editionOf(award.editionId), award.pathwayId);
  await writeLetter(tx, {
    kind: 'award.renewed',
    to: { personId: person.id, name: person.name, address: person.email },
    replyTo: programme.contactAddress,
    about: `award:${award.id}`,
    words: renewedWords({ award, person, body, programme, pathway }),
  });
}
