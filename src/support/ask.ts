import { randomBytes } from 'node:crypto';
import { sayInstant, saySpan } from '#calendar';
import { findApplication, lockApplication, type Application } from '#application';
import { writeLetterOf } from '#letter';
import { findPerson, type Person } from '#people';
import { runName, workshopsOf, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { NOT_THERE, stopIf } from '#platform/refusal.ts';
import { askedLetter } from './support.letter.ts';
import { addAnswer, addAsk, askOf, countAsks, endAsk, lockAsk } from './support.sql.ts';
import { LINK_DAYS, refusalToAnswer, refusalToAsk, type ManagerAnswer } from './support.ts';

export type Manager = { readonly name: string; readonly email: string };

/** 128 bits, safe in an address. */
function mintLink(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * Asks a line manager for their support by a letter with a link of their own. Whoever was asked before is asked no more: their
 * link is dead, and what they said does not count; asking the same person again sends a new link. The letter is written here,
 * since only here the token is known: the house keeps its hash. Refused for one's own address, once that manager has answered,
 * once the application came to nothing, and (429) after five letters in a day.
 */
export async function askManager(
  tx: Tx,
  run: Run,
  asking: { readonly applicationId: string; readonly manager: Manager; readonly by: string },
): Promise<void> {
  const { applicationId, manager, by } = asking;
  await lockApplication(tx, applicationId);
  const application = await findApplication(tx, applicationId);
  const person = application?.personId ? await findPerson(tx, application.personId) : undefined;
  if (!application || !person) return stopIf(NOT_THERE);
  const asked = await countAsks(tx, applicationId, now().subtract({ hours: 24 }));
  stopIf(
    refusalToAsk({
      state: application.state,
      ownEmail: person.email,
      managerEmail: manager.email,
      inForce: await askOf(tx, applicationId),
      today: asked.lately,
    }),
  );
  await endAsk(tx, applicationId);
  const token = mintLink();
  const expiresAt = now().add({ hours: LINK_DAYS * 24 });
  await addAsk(tx, { applicationId, number: asked.all + 1, manager, token, by, expiresAt });
  await writeAsking(tx, { run, application, person, manager, link: `/support/${token}`, expiresAt });
}

type Asking = {
  run: Run;
  application: Application;
  person: Person;
  manager: Manager;
  link: string;
  expiresAt: ReturnType<typeof now>;
};

async function writeAsking(tx: Tx, asking: Asking): Promise<void> {
  const { run, application, person, manager, link, expiresAt } = asking;
  const workshops = (await workshopsOf(tx, run.id)).filter((one) => !one.cancelledAt);
  await writeLetterOf(tx, askedLetter, {
    run,
    to: { name: manager.name, address: manager.email },
    about: `application:${application.id}`,
    secret: true,
    values: {
      applicant: person.name,
      run: runName(run),
      workshops: workshops.map(
        (one) => [`Workshop ${one.number}`, saySpan(one.startsAt, one.endsAt, run.zone)] as [string, string],
      ),
      until: sayInstant(expiresAt, run.zone),
    },
    link,
  });
}

/**
 * Writes down what a line manager said, once, and tells `support.answered`. Refused when they answered before, when somebody
 * else was asked meanwhile or another link was sent, and when the time is over.
 */
export async function answerAsk(
  tx: Tx,
  said: { readonly askId: string; readonly answer: ManagerAnswer; readonly words: string },
): Promise<void> {
  const ask = await lockAsk(tx, said.askId);
  stopIf(ask ? refusalToAnswer(ask, now()) : NOT_THERE);
  const application = ask && (await findApplication(tx, ask.applicationId));
  if (!application?.personId) return stopIf(NOT_THERE);
  await addAnswer(tx, said);
  const { id: applicationId, runId, personId } = application;
  await announce(tx, 'support.answered', { askId: said.askId, applicationId, runId, personId });
}
