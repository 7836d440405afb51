import type { Tx } from '#platform/database.ts';
import { writeLetter } from '#platform/letters.ts';
import { NOT_THERE, refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import type { Viewer } from '#platform/viewer.ts';
import { hatGivenLetter } from './hat.letter.ts';
import { lockOrganisation, wearersByHat } from './hat.sql.ts';
import { giveHat, personFor, takeHat } from './people.sql.ts';
import { HAT_WORDS, wears, type Hat, type Organisation, type Person } from './person.ts';

/** The hats of each kind of organisation: its keeper's first, who gives and takes all of them. */
export const HATS_AT: Record<Organisation['kind'], readonly [keeper: Hat, ...others: Hat[]]> = {
  institution: ['coordinator', 'selector', 'mentor', 'head-of-department'],
  'awarding-body': ['registrar', 'assessor'],
};

/** What each hat is about, said where it is given and to whom. */
export const HAT_PURPOSE: Record<Hat, string> = {
  coordinator: 'The programme’s dates, places, workshops and letters, and who has which role.',
  selector: 'Reading applications, and saying who should be offered a place.',
  mentor: 'Office hours, and feedback on drafts that are shared.',
  'head-of-department': 'How many of the department take part, and what it costs.',
  registrar: 'Submissions, assessors and outcomes, and who has which role.',
  assessor: 'Judging submissions, each together with another assessor.',
};

/** Whether the viewer manages the hats of this organisation: its coordinators at an institution, its registrars at a body. */
export function mayManageHats(viewer: Viewer | undefined, organisation: Organisation): Refusal | undefined {
  const [keeper] = HATS_AT[organisation.kind];
  if (wears(viewer, keeper, organisation.id)) return undefined;
  return NOT_THERE;
}

/** Why a hat cannot be given at an organisation of this kind. */
export function refusalToGive(kind: Organisation['kind'], hat: Hat): Refusal | undefined {
  if (HATS_AT[kind].includes(hat)) return undefined;
  return refuse('not-here', `Nobody is ${HAT_WORDS[hat].toLowerCase()} here.`, 422);
}

/** Why a hat cannot be taken back: the last keeper stays, or nobody could let anyone in again. */
export function refusalToTake(kind: Organisation['kind'], hat: Hat, wearing: number): Refusal | undefined {
  if (hat !== HATS_AT[kind][0] || wearing > 1) return undefined;
  return refuse(
    'last-keeper',
    `This is the only ${HAT_WORDS[hat].toLowerCase()} left. Give the role to somebody else first, then take it back here.`,
  );
}

/**
 * Gives a hat to the owner of an address, adding the person under that name if nobody has the address yet, and tells them by
 * letter. Giving it to somebody who wears it changes nothing and writes nothing. Answers the person and whether it is new.
 */
export async function giveHatByAddress(
  tx: Tx,
  gift: { organisation: Organisation; hat: Hat; name: string; email: string; givenBy: Viewer },
): Promise<{ person: Person; given: boolean }> {
  const { organisation, hat } = gift;
  stopIf(mayManageHats(gift.givenBy, organisation));
  stopIf(refusalToGive(organisation.kind, hat));
  await lockOrganisation(tx, organisation.id);
  const person = await personFor(tx, { name: gift.name, email: gift.email });
  const worn = await wearersByHat(tx, organisation.id);
  if (worn.some((wearer) => wearer.personId === person.id && wearer.hat === hat))
    return { person, given: false };
  await giveHat(tx, {
    personId: person.id,
    organisationId: organisation.id,
    hat,
    givenBy: gift.givenBy.personId,
  });
  await tellWearer(tx, person, gift);
  return { person, given: true };
}

async function tellWearer(
  tx: Tx,
  person: Person,
  { organisation, hat, givenBy }: { organisation: Organisation; hat: Hat; givenBy: Viewer },
): Promise<void> {
  await writeLetter(tx, {
    kind: 'people.hat-given',
    to: { personId: person.id, name: person.name, address: person.email },
    words: hatGivenLetter({
      name: person.name,
      email: person.email,
      hat,
      organisation: organisation.name,
      by: givenBy.name,
    }),
    replyTo: organisation.contactAddress,
  });
}

/**
 * Takes a hat back; what its wearer may no longer see is gone at their next click. Holds the organisation, so that of two
 * keepers who take each other's hat at once one is refused. Answers whether there was one to take.
 */
export async function takeHatBack(
  tx: Tx,
  from: { organisation: Organisation; hat: Hat; personId: string; takenBy: Viewer },
): Promise<boolean> {
  const { organisation, hat, personId } = from;
  stopIf(mayManageHats(from.takenBy, organisation));
  await lockOrganisation(tx, organisation.id);
  const wearers = (await wearersByHat(tx, organisation.id)).filter((wearer) => wearer.hat === hat);
  if (!wearers.some((wearer) => wearer.personId === personId)) return false;
  stopIf(refusalToTake(organisation.kind, hat, wearers.length));
  await takeHat(tx, { personId, organisationId: organisation.id, hat });
  return true;
}
