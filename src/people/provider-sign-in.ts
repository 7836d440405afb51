import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { email as emailField } from '#platform/forms.ts';
import { writeLetter } from '#platform/letters.ts';
import type { ProviderClaims } from './oidc.ts';
import { findPerson, findPersonByEmail, personFor } from './people.sql.ts';
import type { Person } from './person.ts';
import { heedProvider } from './said.ts';
import {
  findByIdentity,
  hasIdentity,
  keepWaiting,
  renameIdentity,
  tieIdentity,
  type ProviderIdentity,
} from './provider-visit.sql.ts';
import { openSession } from './session.sql.ts';
import { findHouseName, type SignIn } from './sign-in.ts';
import { providerTiedLetter } from './sign-in.letter.ts';

/** How long an identity waits in its browser for an address to be proved. */
export const WAITING_MINUTES = 20;

/** In at once, or first to prove an address by letter: the one the provider named, if it named any. */
export type ProviderAnswer = { signIn: SignIn } | { proveAddress: string };

/**
 * Signs in whoever the provider says it was. A known (issuer, subject) is that person, whatever address is claimed now. An
 * unknown one is tied to the owner of its address only if the provider verified the address and that person has no other
 * identity; anybody else proves an address by letter first, while the identity waits in this browser. Decision 002.
 */
export async function signInFromProvider(
  tx: Tx,
  visit: { id: string; toPath: string },
  claims: ProviderClaims,
  device: string,
): Promise<ProviderAnswer> {
  const person = (await findKnown(tx, claims)) ?? (await tieByAddress(tx, claims));
  if (!person) {
    await keepWaiting(tx, visit.id, claims, now().add({ minutes: WAITING_MINUTES }));
    return { proveAddress: usableAddress(claims) ?? '' };
  }
  const { token } = await openSession(tx, person.id, device);
  return { signIn: { token, person: await heedProvider(tx, person, claims), toPath: visit.toPath } };
}

async function findKnown(tx: Tx, claims: ProviderIdentity): Promise<Person | undefined> {
  const personId = (await findByIdentity(tx, claims)) ?? (await renameIdentity(tx, claims));
  return personId === undefined ? undefined : findPerson(tx, personId);
}

async function tieByAddress(tx: Tx, claims: ProviderClaims): Promise<Person | undefined> {
  const address = usableAddress(claims);
  if (!address || !claims.emailVerified) return undefined;
  const known = await findPersonByEmail(tx, address);
  if (known && (await hasIdentity(tx, known.id))) return findKnown(tx, claims);
  const house = await findHouseName(tx);
  const { name, department } = claims;
  const person =
    known ?? (await personFor(tx, { email: address, name, department, institutionId: house.institutionId }));
  // Two first visits at once: the other one may have tied it, to this same person.
  if (!(await tieIdentity(tx, person.id, claims))) return findKnown(tx, claims);
  if (known) await tellOwner(tx, known);
  return person;
}

function usableAddress(claims: ProviderClaims): string | undefined {
  return emailField('The address').safeParse([claims.email ?? '']).data;
}

/** An account that was here before hears of its second door. */
async function tellOwner(tx: Tx, person: Person): Promise<void> {
  const house = await findHouseName(tx);
  await writeLetter(tx, {
    kind: 'people.provider-tied',
    to: { personId: person.id, name: person.name, address: person.email },
    words: providerTiedLetter({
      name: person.name,
      provider: `your ${house.name} account`,
      house: house.name,
    }),
    replyTo: house.replyTo,
  });
}
