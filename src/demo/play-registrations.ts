import { Temporal } from 'temporal-polyfill';
import {
  answerPause,
  askForPause,
  askToRegister,
  choosePathway,
  confirmRequest,
  openRequestOf,
  registrationOf,
} from '#registration';
import type { Tx } from '#platform/database.ts';
import { onDay } from './file-parts.ts';
import { on, programmeOn, type Moment, type Stage } from './stage.ts';
import type { RegistrationEntry } from './way-files.ts';

/** Pathways chosen as the first workshop ends, registrations asked for and confirmed, pauses. */
export function registrationMoments(stage: Stage): Moment[] {
  const { registrations, chosen, programme } = stage.files;
  const [first] = programme.runs[0]?.workshops ?? [];
  const choices = registrations.map(({ person, pathway }, index) => ({
    at: (first?.end ?? programme.begunAt).subtract({ minutes: 20 - index }),
    what: `${person} chooses ${pathway}`,
    act: (tx: Tx) => choose(tx, stage, person, pathway),
  }));
  const late = chosen.map(({ person, pathway, chosenOn }) => ({
    at: onDay(chosenOn, '16:40'),
    what: `${person} chooses ${pathway}`,
    act: (tx: Tx) => choose(tx, stage, person, pathway),
  }));
  return [
    ...choices,
    ...late,
    ...registrations.flatMap((entry) => momentsOf(stage, entry)),
    ...registrations.flatMap(reminderMoments),
  ];
}

/** The mornings on which the house looks whom to remind: those on which a reminder falls due. */
function reminderMoments({ validUntil }: RegistrationEntry): Moment[] {
  const end = Temporal.PlainDate.from(validUntil);
  const before = [{ months: 12 }, { months: 6 }, { months: 3 }, { months: 1 }, { days: 14 }];
  return before.map((span) => ({
    at: onDay(end.subtract(span).add({ days: 2 }).toString(), '06:15'),
    what: 'reminders',
    task: 'registration.remind-of-expiry',
  }));
}

function wayOf(stage: Stage, person: string) {
  const { id: programmeId, editionId } = programmeOn(stage);
  return { personId: on(stage.persons, person).id, programmeId, editionId, runId: on(stage.runs, '2024').id };
}

async function choose(tx: Tx, stage: Stage, person: string, pathwayId: string): Promise<void> {
  await choosePathway(tx, { ...wayOf(stage, person), pathwayId });
}

function momentsOf(stage: Stage, entry: RegistrationEntry): Moment[] {
  const { person, registeredOn, pause } = entry;
  const asking: Moment[] = [
    {
      at: onDay(registeredOn, '09:35'),
      what: `${person} asks to register`,
      act: (tx) => ask(tx, stage, entry),
    },
    {
      at: onDay(registeredOn, '15:10'),
      what: `${person} is registered`,
      act: (tx) => confirm(tx, stage, entry),
    },
  ];
  if (!pause) return asking;
  return [
    ...asking,
    {
      at: pause.askedAt,
      what: `${person} asks for a pause`,
      act: (tx) => askPause(tx, stage, person, pause),
    },
    {
      at: pause.answeredAt,
      what: `the pause of ${person} is granted`,
      act: (tx) =>
        answerPause(tx, {
          pauseId: on(stage.ids, `pause ${person}`),
          grant: true,
          answeredBy: on(stage.persons, pause.answeredBy).id,
        }),
    },
  ];
}

async function ask(tx: Tx, stage: Stage, entry: RegistrationEntry): Promise<void> {
  const { person, pathway: pathwayId, payer: whoPays, purchaseOrder = '' } = entry;
  const request = { ...wayOf(stage, person), pathwayId, whoPays, purchaseOrder, payerName: '', costCode: '' };
  await askToRegister(tx, request);
}

async function confirm(tx: Tx, stage: Stage, entry: RegistrationEntry): Promise<void> {
  const { personId, programmeId } = wayOf(stage, entry.person);
  const request = await openRequestOf(tx, personId, programmeId);
  if (!request) throw new Error(`${entry.person} has not asked to register.`);
  await confirmRequest(tx, {
    requestId: request.id,
    confirmedBy: on(stage.persons, entry.confirmedBy).id,
    reference: entry.reference,
    registeredOn: entry.registeredOn,
    feePence: undefined,
    payment: 'paid',
    paymentReference: entry.purchaseOrder ?? 'Card',
  });
}

async function askPause(
  tx: Tx,
  stage: Stage,
  person: string,
  { from: fromDay, until: untilDay, reason }: NonNullable<RegistrationEntry['pause']>,
): Promise<void> {
  const { personId, programmeId } = wayOf(stage, person);
  const registration = await registrationOf(tx, personId, programmeId);
  if (!registration) throw new Error(`${person} is not registered.`);
  const pause = { registrationId: registration.id, fromDay, untilDay, reason, askedBy: personId };
  stage.ids.set(`pause ${person}`, await askForPause(tx, pause));
}
