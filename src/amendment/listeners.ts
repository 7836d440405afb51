import { applicationPath, findCorrespondence, type Correspondence } from '#application';
import { writeLetterOf } from '#letter';
import { findPersons } from '#people';
import { runName } from '#programme';
import type { Tx } from '#platform/database.ts';
import { listen, type Listener } from '#platform/news.ts';
import { changeAnsweredLetter, changeAskedLetter, editedLetter, sentLetter } from './amendment.letter.ts';
import { findChangeRequest, type ChangeRequest } from './change-request.sql.ts';
import { findOnBehalf, type OnBehalf } from './on-behalf.sql.ts';

const tellEdited = listen('amendment.tell-edited', 'amendment.edited', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { done, who } = await findDone(tx, news.onBehalfId);
  await writeLetterOf(tx, editedLetter, {
    ...toApplicant(about),
    values: {
      run: runName(about.run),
      who,
      reason: done.reason,
      changes: done.changes.map(([question, , after]) => [question, after || 'Not answered'] as const),
      'is-sent': about.application.submissionNumber > 0,
    },
  });
});

const tellSent = listen('amendment.tell-sent', 'amendment.sent', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { done, who } = await findDone(tx, news.onBehalfId);
  const values = { run: runName(about.run), who, reason: done.reason };
  await writeLetterOf(tx, sentLetter, { ...toApplicant(about), values });
});

const passOn = listen('amendment.pass-on-request', 'amendment.change-asked', async (tx, news) => {
  const { application, run, person } = await findCorrespondence(tx, news);
  const request = await findAsked(tx, news.requestId);
  const { programme } = run;
  await writeLetterOf(tx, changeAskedLetter, {
    run,
    to: { name: programme.contactName || programme.shortName, address: programme.contactAddress },
    replyTo: person.email,
    about: `application:${application.id}`,
    values: {
      run: runName(run),
      applicant: person.name,
      reference: application.reference,
      words: request.words,
    },
    link: `/desk/${run.id}/change-requests`,
  });
});

const tellAnswer = listen('amendment.tell-answer', 'amendment.change-answered', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { words: asked, answer } = await findAsked(tx, news.requestId);
  const values = {
    run: runName(about.run),
    made: answer?.answer === 'made',
    asked,
    words: answer?.words || undefined,
  };
  await writeLetterOf(tx, changeAnsweredLetter, { ...toApplicant(about), values });
});

function toApplicant({ run, application, person }: Correspondence) {
  return {
    run,
    to: { personId: person.id, name: person.name, address: person.email },
    about: `application:${application.id}`,
    link: applicationPath(application),
  };
}

async function findDone(tx: Tx, id: string): Promise<{ done: OnBehalf; who: string }> {
  const done = await findOnBehalf(tx, id);
  if (!done) throw new Error('News tells of an amendment that is not there.');
  const who = (await findPersons(tx, [done.doneBy])).get(done.doneBy)?.name ?? 'The team';
  return { done, who };
}

async function findAsked(tx: Tx, id: string): Promise<ChangeRequest> {
  const request = await findChangeRequest(tx, id);
  if (!request) throw new Error('News tells of a request that is not there.');
  return request;
}

/** Whatever the team does for somebody, they are told; whatever somebody asks reaches the team. */
export const listeners: readonly Listener[] = [tellEdited, tellSent, passOn, tellAnswer];
