import { findEdition, frameworksOnFile } from '#framework';
import { findPerson } from '#people';
import { findProgrammeById } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { writeLetter } from '#platform/letters.ts';
import { refuse, Refused, stopIf } from '#platform/refusal.ts';
import { holdPerson, refusalToChoose } from './choose-pathway.ts';
import { refusalToRegister, register } from './register.ts';
import { requestDeclinedWords } from './registration.letter.ts';
import { lockRegistrationOf } from './registration.sql.ts';
import type { PaymentState, Registration, RegistrationRequest } from './registration.ts';
import { closeRequest, insertRequest } from './request.sql.ts';

/**
 * Asks the awarding body to register a person. A second request while one waits changes nothing. Answers whether it was
 * written now. Throws Refused: registered already (409), a pathway that the scheme does not have (422).
 */
export async function askToRegister(
  tx: Tx,
  request: Omit<RegistrationRequest, 'id' | 'askedAt'>,
): Promise<boolean> {
  stopIf(refusalToChoose(request.editionId, request.pathwayId));
  await holdPerson(tx, request.personId, request.programmeId);
  const before = await lockRegistrationOf(tx, request.personId, request.programmeId);
  stopIf(refusalToRegister(before, now()));
  return insertRequest(tx, request);
}

/** Takes a request back. Answers whether there was one to take back. */
export async function withdrawRequest(
  tx: Tx,
  { requestId, by }: { requestId: string; by: string },
): Promise<boolean> {
  return (await closeRequest(tx, { id: requestId, as: 'withdrawn', by })) !== undefined;
}

export type Confirmation = {
  readonly requestId: string;
  readonly confirmedBy: string;
  /** The number that the awarding body gives. */
  readonly reference: string;
  /** 'YYYY-MM-DD' in the edition's time zone. */
  readonly registeredOn: string;
  readonly feePence: number | undefined;
  readonly payment: PaymentState;
  readonly paymentReference: string;
};

/**
 * Confirms a request: closes it and registers the person, with all that follows from that. Throws Refused when somebody
 * answered it before (409), or when the registration is refused, which leaves the request open.
 */
export async function confirmRequest(tx: Tx, confirmation: Confirmation): Promise<Registration> {
  const { requestId, confirmedBy, ...rest } = confirmation;
  const request = await closeRequest(tx, { id: requestId, as: 'confirmed', by: confirmedBy });
  if (!request) throw new Refused(answeredBefore());
  return register(tx, { ...request, ...rest, requestId, recordedBy: confirmedBy });
}

/** Declines a request and writes the person why. Throws Refused when somebody answered it before (409). */
export async function declineRequest(
  tx: Tx,
  { requestId, declinedBy, reason }: { requestId: string; declinedBy: string; reason: string },
): Promise<void> {
  const request = await closeRequest(tx, { id: requestId, as: 'declined', by: declinedBy, reason });
  if (!request) throw new Refused(answeredBefore());
  const person = await findPerson(tx, request.personId);
  const programme = await findProgrammeById(tx, request.programmeId);
  const edition = findEdition(frameworksOnFile(), request.editionId);
  if (!person || !programme || !edition) return;
  await writeLetter(tx, {
    kind: 'registration.request-declined',
    to: { personId: person.id, name: person.name, address: person.email },
    replyTo: programme.contactAddress,
    about: `registration-request:${request.id}`,
    words: requestDeclinedWords({ programme, person, edition, reason }),
  });
}

function answeredBefore() {
  return refuse('answered-before', 'Somebody has answered this request already.');
}
