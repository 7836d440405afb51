import { Temporal } from 'temporal-polyfill';
import { type NewsKind, listen, type Listener } from '#platform/news.ts';
import { standing } from '#calendar';
import { findPerson, type Person } from '#people';
import { findRunById, workshopsOf, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { writeLetter, type LetterWords } from '#platform/letters.ts';
import { sayAnswers } from './words.ts';
import { firstStart } from './announce.ts';
import type { Application } from './application.ts';
import { findApplication, runCounts } from './application.sql.ts';
import {
  receiptLetter,
  withdrawnLetter,
  declinedLetter,
  givenUpLetter,
  lapsedLetter,
} from './applicant.letter.ts';
import { notOfferedLetter, offeredLetter, reservedLetter } from './decision.letter.ts';
import { findForm, findSubmission } from './submission.sql.ts';

type OfApplication = { applicationId: string; runId: string; personId: string };

declare module '#platform/news.ts' {
  interface NewsTypes {
    'application.submitted': OfApplication & { submissionNumber: number };
    'application.withdrawn': OfApplication;
    /** A place is held; `replyBy` is an instant as ISO text. */
    'application.offered': OfApplication & { offerId: string; replyBy: string; fromReserve: boolean };
    'application.reserved': OfApplication;
    'application.not-offered': OfApplication;
    'application.place-accepted': OfApplication & { offerId: string };
    'application.place-declined': OfApplication & { offerId: string };
    'application.offer-lapsed': OfApplication & { offerId: string };
    /** Somebody who had a place has none any more. */
    'application.place-given-up': OfApplication & { offerId: string };
  }
}

/** An instant as news carries it. */
export function told(instant: Temporal.Instant): string {
  return instant.toString();
}

export const tells: readonly (NewsKind | { kind: NewsKind; unheardBecause: string })[] = [
  'application.submitted',
  'application.withdrawn',
  'application.offered',
  'application.reserved',
  'application.not-offered',
  'application.place-accepted',
  'application.place-declined',
  'application.offer-lapsed',
  'application.place-given-up',
];

type About = { readonly application: Application; readonly run: Run; readonly person: Person };

async function findAbout(
  tx: Tx,
  news: { applicationId: string; runId: string; personId: string },
): Promise<About> {
  const application = await findApplication(tx, news.applicationId);
  const run = await findRunById(tx, news.runId);
  const person = await findPerson(tx, news.personId);
  if (!application || !run || !person)
    throw new Error('News names an application, run or person that is not there.');
  return { application, run, person };
}

async function send(
  tx: Tx,
  kind: string,
  { application, run, person }: About,
  words: LetterWords,
): Promise<void> {
  await writeLetter(tx, {
    kind,
    to: { personId: person.id, name: person.name, address: person.email },
    replyTo: run.programme.contactAddress,
    about: `application:${application.id}`,
    words,
  });
}

const writeReceipt = listen('application.write-receipt', 'application.submitted', async (tx, news) => {
  const about = await findAbout(tx, news);
  const sent = await findSubmission(tx, news.applicationId, news.submissionNumber);
  if (!sent) throw new Error('News tells of a submission that is not there.');
  const { content } = await findForm(tx, sent.formId);
  const { run } = about;
  const names = { workshops: await workshopsOf(tx, run.id), zone: run.zone };
  const answers = sayAnswers(content, { ...sent.answers, ...sent.teamAnswers }, names);
  const { submittedAt, number } = sent;
  const facts = { ...about, personName: about.person.name, submittedAt, number, answers };
  await send(tx, 'application.receipt', about, receiptLetter(facts));
});

const confirmWithdrawal = listen(
  'application.confirm-withdrawal',
  'application.withdrawn',
  async (tx, news) => {
    const about = await findAbout(tx, news);
    const isStillOpen = standing(about.run.deadline, now()) === 'open';
    await send(tx, 'application.withdrawn', about, withdrawnLetter({ ...named(about), isStillOpen }));
  },
);

const writeOffer = listen('application.write-offer', 'application.offered', async (tx, news) => {
  const about = await findAbout(tx, news);
  const workshops = await workshopsOf(tx, about.run.id);
  const { fromReserve } = news;
  const facts = { ...named(about), workshops, fromReserve, replyBy: Temporal.Instant.from(news.replyBy) };
  await send(tx, 'application.offered', about, offeredLetter(facts));
});

const writeReserve = listen('application.write-reserve', 'application.reserved', async (tx, news) => {
  const about = await findAbout(tx, news);
  const cutOff = firstStart(await workshopsOf(tx, about.run.id));
  await send(tx, 'application.reserved', about, reservedLetter({ ...named(about), cutOff }));
});

const writeNo = listen('application.write-not-offered', 'application.not-offered', async (tx, news) => {
  const about = await findAbout(tx, news);
  const { asked } = await runCounts(tx, about.run.id);
  await send(tx, 'application.not-offered', about, notOfferedLetter({ ...named(about), asked }));
});

const confirmDecline = listen(
  'application.confirm-decline',
  'application.place-declined',
  async (tx, news) => {
    const about = await findAbout(tx, news);
    await send(tx, 'application.place-declined', about, declinedLetter(named(about)));
  },
);

const writeLapse = listen('application.write-lapse', 'application.offer-lapsed', async (tx, news) => {
  const about = await findAbout(tx, news);
  const replyBy = about.application.offer?.replyBy ?? now();
  await send(tx, 'application.offer-lapsed', about, lapsedLetter({ ...named(about), replyBy }));
});

const confirmGivingUp = listen(
  'application.confirm-giving-up',
  'application.place-given-up',
  async (tx, news) => {
    const about = await findAbout(tx, news);
    await send(tx, 'application.place-given-up', about, givenUpLetter(named(about)));
  },
);

function named(about: About) {
  return { ...about, personName: about.person.name };
}

/** Every letter of this room is written by its own news. */
export const listeners: readonly Listener[] = [
  writeReceipt,
  confirmWithdrawal,
  writeOffer,
  writeReserve,
  writeNo,
  confirmDecline,
  writeLapse,
  confirmGivingUp,
];
