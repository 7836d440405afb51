import { Temporal } from 'temporal-polyfill';
import { feeOn, findEdition, frameworksOnFile, type Edition, type FeeAnswer } from '#framework';
import { findPerson } from '#people';
import { findProgrammeById } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { writeLetter } from '#platform/letters.ts';
import { announce } from '#platform/news.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import { currentChoice } from './choice.sql.ts';
import { choosePathway, holdPerson, refusalToChoose } from './choose-pathway.ts';
import { clockStanding, expiryOf, refusalOfDay } from './clock.ts';
import { notePayment } from './payment.sql.ts';
import { registeredWords } from './registration.letter.ts';
import {
  findRegistration,
  insertRegistration,
  lockRegistrationOf,
  markEnded,
  markSubmitted,
} from './registration.sql.ts';
import type { Payer, PaymentState, Registration } from './registration.ts';

export type NewRegistration = {
  readonly personId: string;
  readonly programmeId: string;
  readonly editionId: string;
  readonly pathwayId: string;
  readonly runId?: string | undefined;
  /** The awarding body's number. */
  readonly reference: string;
  /** 'YYYY-MM-DD' in the edition's time zone. */
  readonly registeredOn: string;
  readonly whoPays: Payer;
  readonly payerName?: string;
  readonly costCode?: string;
  readonly purchaseOrder?: string;
  /** Who writes it down: the person, or the registrar who confirms it. */
  readonly recordedBy: string;
  /** The request that this confirms. */
  readonly requestId?: string | undefined;
  /** What the awarding body asks, where it is known better than by the schedule, in pence. */
  readonly feePence?: number | undefined;
  /** Where the awarding body follows the payment in this house. */
  readonly payment?: PaymentState | undefined;
  readonly paymentReference?: string | undefined;
};

/** Why a person cannot be registered again: a registration in force, or one under which they submitted, is enough. */
export function refusalToRegister(
  before: Pick<Registration, 'expires' | 'submittedAt'> | undefined,
  at: Temporal.Instant,
): Refusal | undefined {
  if (!before || clockStanding(before, at) === 'expired') return undefined;
  return refuse('already-registered', 'You are registered already. Your registration is on this page.');
}

/**
 * Registers a person with the awarding body: at most one registration in force for each person and programme, whatever
 * happens at once. One that has run out is ended and followed by the new one. The fee is taken from the schedule of the
 * day and kept, and so is the expiry by the rule of the edition. Chooses the pathway where none was chosen. Writes a
 * letter with the expiry and tells registration.registered.
 *
 * Throws Refused: already registered (409), a day to come or a scheme without registration (422).
 */
export async function register(tx: Tx, wanted: NewRegistration): Promise<Registration> {
  const { personId, programmeId, editionId, pathwayId } = wanted;
  stopIf(refusalToChoose(editionId, pathwayId));
  const edition = findEdition(frameworksOnFile(), editionId) as Edition;
  const day = Temporal.PlainDate.from(wanted.registeredOn);
  stopIf(refusalOfDay(edition, day, now()));
  await holdPerson(tx, personId, programmeId);
  const before = await lockRegistrationOf(tx, personId, programmeId);
  stopIf(refusalToRegister(before, now()));
  if (before) await markEnded(tx, before.id, 'expired');
  if (!(await currentChoice(tx, personId, programmeId))) await choosePathway(tx, wanted);
  const id = await write(tx, wanted, edition, day);
  if (wanted.payment) {
    const noted = { registrationId: id, state: wanted.payment, reference: wanted.paymentReference ?? '' };
    await notePayment(tx, { ...noted, notedBy: wanted.recordedBy });
  }
  const made = await findRegistration(tx, id);
  if (!made) throw new Error('A registration vanished while it was made.');
  await tellPerson(tx, made, edition);
  await announce(tx, 'registration.registered', { registrationId: id, personId, programmeId, pathwayId });
  return made;
}

function write(tx: Tx, wanted: NewRegistration, edition: Edition, day: Temporal.PlainDate): Promise<string> {
  const expiry = expiryOf(edition, day);
  return insertRegistration(tx, {
    personId: wanted.personId,
    programmeId: wanted.programmeId,
    runId: wanted.runId,
    requestId: wanted.requestId,
    editionId: wanted.editionId,
    pathwayId: wanted.pathwayId,
    reference: wanted.reference,
    registeredOn: wanted.registeredOn,
    ruleExpires: expiry.expires,
    because: expiry.because,
    whoPays: wanted.whoPays,
    payerName: wanted.payerName ?? '',
    costCode: wanted.costCode ?? '',
    purchaseOrder: wanted.purchaseOrder ?? '',
    fee: feeFor(edition, wanted, day),
    recordedBy: wanted.recordedBy,
  });
}

function feeFor(edition: Edition, wanted: NewRegistration, day: Temporal.PlainDate): FeeAnswer {
  const scheduled = feeOn(edition, wanted.pathwayId, day);
  if (wanted.feePence === undefined) return scheduled;
  const source = 'As the awarding body confirmed with the registration.';
  return { ...scheduled, amountPence: wanted.feePence, confirmed: true, source };
}

async function tellPerson(tx: Tx, made: Registration, edition: Edition): Promise<void> {
  const person = await findPerson(tx, made.personId);
  const programme = await findProgrammeById(tx, made.programmeId);
  if (!person || !programme) return;
  await writeLetter(tx, {
    kind: 'registration.registered',
    to: { personId: person.id, name: person.name, address: person.email },
    replyTo: programme.contactAddress,
    about: `registration:${made.id}`,
    words: registeredWords({ programme, person, registration: made, edition, now: now() }),
  });
}

/**
 * Writes down that something was submitted under a person's registration, for rooms that come later: its reminders stop
 * and it does not run out. Does nothing where the person has no registration, or where it was written before.
 */
export async function noteSubmitted(
  tx: Tx,
  { personId, programmeId }: { personId: string; programmeId: string },
): Promise<void> {
  const registration = await lockRegistrationOf(tx, personId, programmeId);
  if (registration) await markSubmitted(tx, registration.id);
}

/**
 * Ends a person's registration after an outcome that leads nowhere, or because they gave up, so that they may register
 * anew. Does nothing where they have none.
 */
export async function endRegistration(
  tx: Tx,
  {
    personId,
    programmeId,
    because,
  }: { personId: string; programmeId: string; because: 'failed' | 'withdrawn' },
): Promise<void> {
  const registration = await lockRegistrationOf(tx, personId, programmeId);
  if (registration) await markEnded(tx, registration.id, because);
}
