import { Temporal } from 'temporal-polyfill';
import { findEdition, frameworksOnFile } from '#framework';
import { findPerson } from '#people';
import { findProgrammeById } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { writeLetter } from '#platform/letters.ts';
import { refuse, Refused, stopIf, type Refusal } from '#platform/refusal.ts';
import { clockStanding, expiryAfterPause } from './clock.ts';
import { findPause, insertPause, markAnswered } from './pause.sql.ts';
import { pauseAnsweredWords } from './registration.letter.ts';
import { lockRegistration } from './registration.sql.ts';
import type { PauseReason, Registration } from './registration.ts';

/** Longer than any leave that is known here; a longer one is asked for again. */
const LONGEST_DAYS = 730;

/**
 * Why a pause of these days cannot be asked for: the registration is over or was submitted under, the days are the wrong
 * way round, lie outside of it, or are more than two years.
 */
export function refusalToPause(
  registration: Pick<Registration, 'registeredOn' | 'expires' | 'submittedAt' | 'endedAt'>,
  days: { readonly fromDay: string; readonly untilDay: string },
  at: Temporal.Instant,
): Refusal | undefined {
  if (registration.endedAt || clockStanding(registration, at) === 'expired')
    return refuse('registration-over', 'Your registration has run out, so it cannot be paused.');
  if (registration.submittedAt)
    return refuse('already-submitted', 'You have submitted, so the clock no longer matters.');
  if (days.untilDay < days.fromDay)
    return refuse('days-reversed', 'The last day must be the first day or later.', 422);
  if (days.fromDay < registration.registeredOn)
    return refuse('before-registration', 'The pause must begin on the day you registered or later.', 422);
  const length = Temporal.PlainDate.from(days.fromDay).until(days.untilDay).days + 1;
  if (length > LONGEST_DAYS) return refuse('too-long', 'A pause can be two years at most.', 422);
  return undefined;
}

/**
 * Asks for a pause of a registration. Nothing of the reason is kept but its kind. While one waits for an answer a second
 * one is refused (409).
 */
export async function askForPause(
  tx: Tx,
  pause: {
    registrationId: string;
    fromDay: string;
    untilDay: string;
    reason: PauseReason;
    askedBy: string;
  },
): Promise<string> {
  const registration = await lockRegistration(tx, pause.registrationId);
  if (!registration) throw new Error('A pause was asked for a registration that does not exist.');
  stopIf(refusalToPause(registration, pause, now()));
  const id = await insertPause(tx, pause);
  if (!id) throw new Refused(refuse('pause-waits', 'You have asked for a pause that is not answered yet.'));
  return id;
}

/**
 * Answers a pause: when granted, the registration runs out as many days later as the pause has, counted from the expiry
 * in force now. Writes the person a letter. Throws Refused when somebody answered it before (409).
 */
export async function answerPause(
  tx: Tx,
  { pauseId, grant, answeredBy }: { pauseId: string; grant: boolean; answeredBy: string },
): Promise<void> {
  const pause = await findPause(tx, pauseId);
  const registration = pause && (await lockRegistration(tx, pause.registrationId));
  const edition = registration && findEdition(frameworksOnFile(), registration.editionId);
  if (!pause || !registration || !edition)
    throw new Error('A pause was answered whose registration or edition is gone.');
  const newExpires = grant ? expiryAfterPause(edition, registration.expires, pause) : undefined;
  if (!(await markAnswered(tx, { id: pauseId, by: answeredBy, newExpires })))
    throw new Refused(refuse('answered-before', 'Somebody has answered this already.'));
  const person = await findPerson(tx, registration.personId);
  const programme = await findProgrammeById(tx, registration.programmeId);
  if (!person || !programme) return;
  const after = { ...registration, expires: newExpires ?? registration.expires };
  await writeLetter(tx, {
    kind: 'registration.pause-answered',
    to: { personId: person.id, name: person.name, address: person.email },
    replyTo: programme.contactAddress,
    about: `registration:${registration.id}`,
    words: pauseAnsweredWords({
      programme,
      person,
      registration: after,
      edition,
      now: now(),
      granted: grant,
    }),
  });
}
