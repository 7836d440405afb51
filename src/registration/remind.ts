import { findEdition, frameworksOnFile } from '#framework';
import { findPerson } from '#people';
import { findProgrammeById } from '#programme';
import { now } from '#platform/clock.ts';
import { inTransaction, type Database, type Tx } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { writeLetter } from '#platform/letters.ts';
import { reminderWords } from './registration.letter.ts';
import { lockRegistration } from './registration.sql.ts';
import { markReminded, registrationsToRemind, type ToRemind } from './reminder.sql.ts';
import { reminderDue, type Mark } from './reminders.ts';

const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000';

/** Every morning: reminds those whose registration runs out within a year and who have not submitted, each mark once. */
export const remindOfExpiry: Sweep = {
  name: 'registration.remind-of-expiry',
  match: '15 6 * * *',
  async run(db) {
    // A year and a day, since twelve months on a wall clock may be a leap day longer than 365 days.
    const until = now().add({ hours: 24 * 367 });
    let after = BEFORE_ALL_IDS;
    for (;;) {
      const page = await registrationsToRemind(db, now(), until, after);
      for (const one of page) await remindOne(db, one);
      const last = page.at(-1);
      if (!last || page.length < 1000) return;
      after = last.id;
    }
  },
};

async function remindOne(db: Database, one: ToRemind): Promise<void> {
  const edition = findEdition(frameworksOnFile(), one.editionId);
  if (!edition) return;
  const mark = reminderDue({ ...one, zone: edition.timeZone }, now());
  if (mark) await inTransaction(db, (tx) => writeReminder(tx, one, mark));
}

/** Writes one reminder, unless it went out, the expiry moved, or something was submitted in the meantime. */
async function writeReminder(tx: Tx, one: ToRemind, mark: Mark): Promise<void> {
  const registration = await lockRegistration(tx, one.id);
  if (!registration || registration.endedAt || registration.submittedAt) return;
  if (!registration.expires.equals(one.expires)) return;
  if (!(await markReminded(tx, { registrationId: one.id, mark, expires: one.expires }))) return;
  const person = await findPerson(tx, one.personId);
  const programme = await findProgrammeById(tx, one.programmeId);
  const edition = findEdition(frameworksOnFile(), one.editionId);
  if (!person || !programme || !edition) return;
  await writeLetter(tx, {
    kind: `registration.reminder.${mark}`,
    to: { personId: person.id, name: person.name, address: person.email },
    replyTo: programme.contactAddress,
    about: `registration:${one.id}`,
    words: reminderWords({ programme, person, registration, edition, now: now() }),
  });
}
