import { pathwayOf } from '#framework';
import { findOrganisation, findPerson, wears, type Organisation } from '#people';
import { findProgrammeById } from '#programme';
import type { Tx } from '#platform/database.ts';
import { writeLetter } from '#platform/letters.ts';
import { NOT_THERE, refuse, Refused, stopIf, type Refusal } from '#platform/refusal.ts';
import type { Viewer } from '#platform/viewer.ts';
import { standingWords } from './award.letter.ts';
import { findAward, lockAward } from './award.sql.ts';
import type { Award, RevocationReason } from './award.ts';
import { editionOf } from './give.ts';
import { endEntry } from './register.sql.ts';
import { insertRevocation, markReinstated } from './revocation.sql.ts';

/** Whether the viewer keeps the awards of this body: its registrars do. */
export function mayKeepAwards(
  viewer: Viewer | undefined,
  award: Pick<Award, 'awardingBodyId'>,
): Refusal | undefined {
  if (wears(viewer, 'registrar', award.awardingBodyId)) return undefined;
  return NOT_THERE;
}

/** Why an award cannot be taken back: it is not ours to take, or it was taken back before. */
export function refusalToRevoke(award: Pick<Award, 'givenHere' | 'revoked'>): Refusal | undefined {
  if (!award.givenHere)
    return refuse(
      'given-elsewhere',
      'The awarding body keeps this award elsewhere, so it is taken back there.',
    );
  if (award.revoked) return refuse('revoked-before', 'This award has been withdrawn already.');
  return undefined;
}

export type Revocation = {
  readonly awardId: string;
  readonly reason: RevocationReason;
  /** For the awarding body alone. */
  readonly note: string;
  readonly by: string;
};

/**
 * Takes an award back: from this moment whoever verifies it is told so, with the reason; it leaves the register; its
 * holder has a letter. Throws Refused when it was taken back before (409).
 */
export async function revokeAward(tx: Tx, revocation: Revocation): Promise<void> {
  const award = await lockAward(tx, revocation.awardId);
  if (!award) throw new Error('An award that does not exist was to be taken back.');
  stopIf(refusalToRevoke(award));
  await insertRevocation(tx, revocation);
  await endEntry(tx, award.id, 'revoked');
  await tellHolder(tx, award.id, 'revoked');
}

/** Gives an award again that was taken back, and tells its holder. Throws Refused when it stands (409). */
export async function reinstateAward(
  tx: Tx,
  { awardId, note, by }: { awardId: string; note: string; by: string },
): Promise<void> {
  await lockAward(tx, awardId);
  if (!(await markReinstated(tx, { awardId, note, by })))
    throw new Refused(refuse('not-revoked', 'This award has not been withdrawn.'));
  await tellHolder(tx, awardId, 'reinstated');
}

async function tellHolder(tx: Tx, awardId: string, change: 'revoked' | 'reinstated'): Promise<void> {
  const award = await findAward(tx, awardId);
  const person = award && (await findPerson(tx, award.personId));
  const body = award && (await findOrganisation(tx, award.awardingBodyId));
  if (!award || !person || !body) return;
  const pathway = pathwayOf(editionOf(award.editionId), award.pathwayId);
  await writeLetter(tx, {
    kind: `award.${change}`,
    to: { personId: person.id, name: person.name, address: person.email },
    replyTo: body.contactAddress,
    about: `award:${award.id}`,
    words: standingWords(
      { award, person, body, pathway, programme: await shortName(tx, award, body) },
      change,
    ),
  });
}

async function shortName(tx: Tx, award: Award, body: Organisation): Promise<{ shortName: string }> {
  const programme = award.programmeId ? await findProgrammeById(tx, award.programmeId) : undefined;
  return { shortName: programme?.shortName ?? body.name };
}
