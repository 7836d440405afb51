import { type Edition, type Pathway, pathwayOf } from '#framework';
import { type Organisation, findOrganisation, findPersons, wearersOf } from '#people';
import { type Programme, findProgrammeById } from '#programme';
import type { Tx } from '#platform/database.ts';
import { type LetterWords, writeLetter } from '#platform/letters.ts';
import { type Case, editionOf } from './case.ts';

/** What every letter about a case may need. */
export type CaseAbout = {
  readonly case: Case;
  readonly programme: Programme;
  readonly body: Organisation;
  readonly edition: Edition;
  readonly pathway: Pathway;
  /** The reader's name. */
  readonly name: string;
};

type Words = (about: CaseAbout) => LetterWords;

/** Writes to the candidate of a case; the programme's team answers. */
export async function tellCandidate(tx: Tx, one: Case, kind: string, words: Words): Promise<void> {
  await tell(tx, one, [one.personId], kind, words, 'programme');
}

/** Writes to assessors of a case, each alone; the awarding body answers. */
export async function tellAssessors(
  tx: Tx,
  one: Case,
  personIds: readonly string[],
  kind: string,
  words: Words,
): Promise<void> {
  await tell(tx, one, personIds, kind, words, 'body');
}

/** Writes to every registrar of a case's awarding body, the candidate excepted if they are one. */
export async function tellRegistrars(tx: Tx, one: Case, kind: string, words: Words): Promise<void> {
  const registrars = await wearersOf(tx, one.awardingBodyId, 'registrar');
  const ids = registrars.map(({ id }) => id).filter((id) => id !== one.personId);
  await tell(tx, one, ids, kind, words, 'body');
}

async function tell(
  tx: Tx,
  one: Case,
  personIds: readonly string[],
  kind: string,
  words: Words,
  answeredBy: 'programme' | 'body',
): Promise<void> {
  const programme = await findProgrammeById(tx, one.programmeId);
  const body = await findOrganisation(tx, one.awardingBodyId);
  if (!programme || !body) throw new Error('A case without its programme or awarding body.');
  const edition = editionOf(one);
  const pathway = pathwayOf(edition, one.pathwayId);
  for (const person of (await findPersons(tx, personIds)).values()) {
    await writeLetter(tx, {
      kind,
      to: { personId: person.id, name: person.name, address: person.email },
      replyTo: answeredBy === 'body' ? body.contactAddress : programme.contactAddress,
      about: `case:${one.id}`,
      words: words({ case: one, programme, body, edition, pathway, name: person.name }),
    });
  }
}
