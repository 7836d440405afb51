import { findPerson, findPersons, type Person } from '#people';
import { findRunById, workshopsOf, type Run, type Workshop } from '#programme';
import { now } from '#platform/clock.ts';
import { holdKey, type Tx } from '#platform/database.ts';
import { writeLetter, type Invitation, type LetterWords } from '#platform/letters.ts';
import { seatsInRun } from './enrolment.sql.ts';
import { lastTold, noteTold, type Told } from './invitation.sql.ts';
import { leavingInvitation, seriesInvitation, workshopInvitation } from './series-calendar.ts';
import { cancelledWords, changedWords, invitedWords, leftWords } from './series.letter.ts';

/** Held while calendars are told, so that a seat taken and a workshop moved at the same time do not miss each other. */
async function holdTelling(tx: Tx, runId: string): Promise<void> {
  await holdKey(tx, `workshop-invitations:${runId}`);
}

/** Writes the one letter with every workshop that is still to come to somebody who has just got a seat. */
export async function inviteToSeries(
  tx: Tx,
  { enrolmentId, runId, personId }: { enrolmentId: string; runId: string; personId: string },
): Promise<void> {
  await holdTelling(tx, runId);
  const [run, person] = [await findRunById(tx, runId), await findPerson(tx, personId)];
  if (!run || !person) return;
  const coming = (await workshopsOf(tx, runId)).filter(isComing);
  const words = invitedWords({ run, name: person.name, coming });
  await send(
    tx,
    run,
    person,
    'workshop.invited',
    words,
    coming.length > 0 ? seriesInvitation(run, coming) : undefined,
  );
  await noteTold(tx, enrolmentId, 'comes', coming);
}

/**
 * Brings every calendar of a run up to date: whoever was told something else of a workshop that is to come gets one letter about
 * it, with an invitation or its taking back. Asking again writes nothing again.
 */
export async function tellChanges(tx: Tx, runId: string): Promise<void> {
  await holdTelling(tx, runId);
  const run = await findRunById(tx, runId);
  if (!run) return;
  const workshops = (await workshopsOf(tx, runId)).filter((workshop) => !isOver(workshop));
  const seats = await seatsInRun(tx, runId);
  const told = await lastTold(
    tx,
    seats.map(({ enrolmentId }) => enrolmentId),
  );
  const persons = await findPersons(
    tx,
    seats.map(({ personId }) => personId),
  );
  for (const { enrolmentId, personId } of seats) {
    const person = persons.get(personId);
    const before = new Map(
      told.filter((one) => one.enrolmentId === enrolmentId).map((one) => [one.workshopId, one]),
    );
    for (const workshop of workshops) {
      if (person && isNews(workshop, before.get(workshop.id))) {
        await tellChange(tx, { run, person, enrolmentId, workshop, before: before.get(workshop.id) });
      }
    }
  }
}

function isNews(workshop: Workshop, before: Told | undefined): boolean {
  if (workshop.cancelledAt) return before?.says === 'comes';
  return before === undefined || before.says === 'cancelled' || before.sequence < workshop.sequence;
}

type Change = { run: Run; person: Person; enrolmentId: string; workshop: Workshop; before: Told | undefined };

async function tellChange(tx: Tx, { run, person, enrolmentId, workshop, before }: Change): Promise<void> {
  const about = { run, name: person.name, workshop };
  const words = workshop.cancelledAt ? cancelledWords(about) : changedWords({ ...about, before });
  const kind = workshop.cancelledAt ? 'workshop.cancelled' : 'workshop.changed';
  await send(tx, run, person, kind, words, workshopInvitation(run, workshop, person));
  await noteTold(tx, enrolmentId, workshop.cancelledAt ? 'cancelled' : 'comes', [workshop]);
}

/** Writes to somebody who left, and takes what they were told of the workshops to come out of their calendar. */
export async function uninvite(
  tx: Tx,
  { enrolmentId, runId, personId }: { enrolmentId: string; runId: string; personId: string },
): Promise<void> {
  await holdTelling(tx, runId);
  const [run, person] = [await findRunById(tx, runId), await findPerson(tx, personId)];
  if (!run || !person) return;
  const told = await lastTold(tx, [enrolmentId]);
  const standing = new Set(told.filter(({ says }) => says === 'comes').map(({ workshopId }) => workshopId));
  const coming = (await workshopsOf(tx, runId)).filter((one) => isComing(one) && standing.has(one.id));
  const words = leftWords({ run, name: person.name, coming });
  const invitation = coming.length > 0 ? leavingInvitation(run, coming, person) : undefined;
  await send(tx, run, person, 'workshop.left', words, invitation);
  await noteTold(tx, enrolmentId, 'cancelled', coming);
}

async function send(
  tx: Tx,
  run: Run,
  person: Person,
  kind: string,
  words: LetterWords,
  invitation: Invitation | undefined,
): Promise<void> {
  await writeLetter(tx, {
    kind,
    to: { personId: person.id, name: person.name, address: person.email },
    words,
    replyTo: run.contactAddress,
    about: `run:${run.id}`,
    ...(invitation ? { invitation } : {}),
  });
}

function isComing(workshop: Workshop): boolean {
  return !workshop.cancelledAt && !isOver(workshop);
}

function isOver({ endsAt }: Workshop): boolean {
  return endsAt.epochMilliseconds <= now().epochMilliseconds;
}
