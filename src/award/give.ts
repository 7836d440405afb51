import { Temporal } from 'temporal-polyfill';
import {
  awardValidity,
  findEdition,
  findPathway,
  frameworksOnFile,
  pathwayOf,
  type Edition,
} from '#framework';
import { findOrganisation, findPerson } from '#people';
import { findProgrammeById } from '#programme';
import { brokenConstraint, type Tx } from '#platform/database.ts';
import { writeLetter } from '#platform/letters.ts';
import { announce } from '#platform/news.ts';
import { refuse, Refused, stopIf } from '#platform/refusal.ts';
import { awardWords } from './award.letter.ts';
import { awardOfCase, findAward, insertAward, lockCounter, setCounter } from './award.sql.ts';
import type { Award } from './award.ts';
import { newCode } from './code.ts';

/** What a released case says. `decidedOn` is 'YYYY-MM-DD' in the edition's time zone. */
export type AwardingOutcome = {
  readonly caseId: string;
  readonly submissionId: string;
  readonly personId: string;
  readonly programmeId: string;
  readonly editionId: string;
  readonly pathwayId: string;
  readonly outcomeId: string;
  readonly decidedOn: string;
};

/**
 * Gives the award that a released case leads to, with the next number of the awarding body, which has no gaps, and a
 * verification code; tells the holder by letter and tells award.given. Where the body assesses elsewhere, the number and
 * the certificate are the body's: the award is written down without them. A case that has led to an award already leads
 * to no other: the same award is answered.
 */
export async function giveAward(tx: Tx, outcome: AwardingOutcome): Promise<Award> {
  const programme = await findProgrammeById(tx, outcome.programmeId);
  if (!programme) throw new Error('An outcome was released for a programme that does not exist.');
  const edition = editionOf(outcome.editionId);
  const givenHere = programme.assessedHere;
  const last = await lockCounter(tx, programme.awardingBodyId);
  const known = await awardOfCase(tx, outcome.caseId);
  if (known) return known;
  const serial = givenHere ? last + 1 : undefined;
  if (serial !== undefined) await setCounter(tx, programme.awardingBodyId, serial);
  const id = await insertAward(tx, {
    ...outcome,
    ...datesOf(edition, outcome.decidedOn),
    awardingBodyId: programme.awardingBodyId,
    serial,
    number: serial === undefined ? undefined : sayNumber(serial, outcome.decidedOn),
    givenHere,
    code: givenHere ? newCode() : undefined,
  });
  return tellAward(tx, id);
}

/** An award's number: the year it was given and its place in the body's sequence, such as "2026-000123". */
export function sayNumber(serial: number, awardedOn: string): string {
  return `${awardedOn.slice(0, 4)}-${String(serial).padStart(6, '0')}`;
}

export type OlderAward = {
  readonly awardingBodyId: string;
  readonly personId: string;
  readonly programmeId?: string | undefined;
  readonly editionId: string;
  readonly pathwayId: string;
  readonly caseId?: string | undefined;
  readonly submissionId?: string | undefined;
  readonly outcomeId?: string | undefined;
  /** As on the body's own list. */
  readonly number: string;
  /** 'YYYY-MM-DD' in the edition's time zone. */
  readonly awardedOn: string;
};

/**
 * Enters an award that the body made before this house kept its list, under the number it already has, outside of the
 * house's sequence. It can be verified like any other. Writes no letter, for it is no news to its holder; tells
 * award.given. Throws Refused when the body has given that number before.
 */
export async function enterOlderAward(tx: Tx, older: OlderAward): Promise<Award> {
  const edition = editionOf(older.editionId);
  stopIf(
    findPathway(edition, older.pathwayId)
      ? undefined
      : refuse('unknown-pathway', 'The scheme has no pathway of that name.', 422),
  );
  try {
    const id = await insertAward(tx, {
      ...older,
      ...datesOf(edition, older.awardedOn),
      programmeId: older.programmeId,
      caseId: older.caseId,
      submissionId: older.submissionId,
      outcomeId: older.outcomeId,
      serial: undefined,
      givenHere: true,
      code: newCode(),
    });
    await announce(tx, 'award.given', { awardId: id, personId: older.personId });
    return await foundAward(tx, id);
  } catch (error) {
    if (brokenConstraint(error) !== 'award_number_once') throw error;
    throw new Refused(refuse('number-given', 'The awarding body has given this number before.', 422));
  }
}

function datesOf(edition: Edition, awardedOn: string) {
  const validity = awardValidity(edition, Temporal.PlainDate.from(awardedOn));
  return {
    awardedOn,
    validUntil: validity.until?.toString(),
    reviewDue: validity.reviewDue?.toString(),
  };
}

/** The edition of an award; one that is not on file any more is a fault of the installation. */
export function editionOf(editionId: string): Edition {
  const edition = findEdition(frameworksOnFile(), editionId);
  if (!edition) throw new Error(`The edition ${editionId} is not on file.`);
  return edition;
}

async function foundAward(tx: Tx, id: string): Promise<Award> {
  const award = await findAward(tx, id);
  if (!award) throw new Error('An award vanished while it was made.');
  return award;
}

async function tellAward(tx: Tx, id: string): Promise<Award> {
  const award = await foundAward(tx, id);
  await announce(tx, 'award.given', { awardId: id, personId: award.personId });
  const person = await findPerson(tx, award.personId);
  const body = await findOrganisation(tx, award.awardingBodyId);
  const programme = award.programmeId ? await findProgrammeById(tx, award.programmeId) : undefined;
  if (!person || !body || !programme) return award;
  const edition = editionOf(award.editionId);
  await writeLetter(tx, {
    kind: 'award.given',
    to: { personId: person.id, name: person.name, address: person.email },
    replyTo: programme.contactAddress,
    about: `award:${award.id}`,
    words: awardWords({ award, person, body, programme, pathway: pathwayOf(edition, award.pathwayId) }),
  });
  return award;
}
