import { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import {
  applicationPath,
  findCorrespondence,
  ofApplication,
  refusalToEdit,
  writeToApplicant,
} from '#application';
import { findRunById, workshopsOf } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { listen, type Listener } from '#platform/news.ts';
import { carryDeferrals } from './defer.ts';
import { holdRuleOf } from './hold-rule.sql.ts';
import { nextRunOf } from './next-run.ts';
import type { Offer } from './offer.ts';
import { findOffer } from './offer.sql.ts';
import {
  listEndedLetter,
  offeredLetter,
  offerPath,
  ofOffer,
  ofReserve,
  reminderLetter,
  reservedLetter,
  reservePath,
} from './offer.letter.ts';
import {
  carriedLetter,
  declinedLetter,
  deferredLetter,
  givenUpLetter,
  lapsedLetter,
  leftQueueLetter,
  ofCarried,
  ofNextRun,
  ofTakingBack,
  standsAgainLetter,
} from './reply.letter.ts';
import { cutOffOf } from './rules.ts';

async function toldOffer(tx: Tx, { offerId }: { offerId: string }): Promise<Offer> {
  const offer = await findOffer(tx, offerId);
  if (!offer) throw new Error('News tells of an offer that is not there.');
  return offer;
}

const writeOffer = listen('place.write-offer', 'place.offered', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { run, application } = about;
  const { fromReserve, own } = news;
  const workshops = await workshopsOf(tx, run.id);
  const offer = { workshops, fromReserve, own, replyBy: Temporal.Instant.from(news.replyBy) };
  await writeToApplicant(tx, offeredLetter, about, {
    values: { ...ofApplication(run, application), ...ofOffer(run, offer) },
    link: offerPath(application),
  });
});

const writeReserve = listen('place.write-reserve', 'place.reserved', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { run, application } = about;
  const cutOff = cutOffOf(await holdRuleOf(tx, run.id), await workshopsOf(tx, run.id));
  await writeToApplicant(tx, reservedLetter, about, {
    values: { ...ofApplication(run, application), ...ofReserve(run, { cutOff, own: news.own }) },
    link: reservePath(application),
  });
});

/** Whoever has answered since is not reminded. */
const writeReminder = listen('place.write-reminder', 'place.reminded', async (tx, news) => {
  const { state, replyBy } = await toldOffer(tx, news);
  if (state !== 'open' || replyBy.epochMilliseconds <= now().epochMilliseconds) return;
  const about = await findCorrespondence(tx, news);
  const { run, application } = about;
  await writeToApplicant(tx, reminderLetter, about, {
    values: { ...ofApplication(run, application), 'reply-by': sayInstant(replyBy, run.zone) },
    link: offerPath(application),
  });
});

/** A letter that is written late promises nothing that is over. */
function stillHeld({ heldUntil }: Offer): Temporal.Instant | undefined {
  return heldUntil && heldUntil.epochMilliseconds > now().epochMilliseconds ? heldUntil : undefined;
}

const confirmDecline = listen('place.confirm-decline', 'place.declined', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { run, application } = about;
  if (news.leftQueue) {
    await writeToApplicant(tx, leftQueueLetter, about, { values: ofApplication(run, application) });
    return;
  }
  const heldUntil = stillHeld(await toldOffer(tx, news));
  await writeToApplicant(tx, declinedLetter, about, {
    values: { ...ofApplication(run, application), ...ofTakingBack(run, heldUntil) },
    link: offerPath(application),
  });
});

const confirmDeferral = listen('place.confirm-deferral', 'place.deferred', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const heldUntil = stillHeld(await toldOffer(tx, news));
  const { run, application } = about;
  const next = (await nextRunOf(tx, run, now()))?.run;
  await writeToApplicant(tx, deferredLetter, about, {
    values: { ...ofApplication(run, application), ...ofTakingBack(run, heldUntil), ...ofNextRun(next) },
    link: offerPath(application),
  });
});

const confirmTakingBack = listen('place.confirm-taking-back', 'place.reply-taken-back', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { replyBy } = await toldOffer(tx, news);
  const { run, application } = about;
  await writeToApplicant(tx, standsAgainLetter, about, {
    values: { ...ofApplication(run, application), 'reply-by': sayInstant(replyBy, run.zone) },
    link: offerPath(application),
  });
});

const writeLapse = listen('place.write-lapse', 'place.lapsed', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const { replyBy } = await toldOffer(tx, news);
  const { run, application } = about;
  await writeToApplicant(tx, lapsedLetter, about, {
    values: { ...ofApplication(run, application), 'reply-by': sayInstant(replyBy, run.zone) },
  });
});

const confirmGivingUp = listen('place.confirm-giving-up', 'place.given-up', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  await writeToApplicant(tx, givenUpLetter, about, { values: ofApplication(about.run, about.application) });
});

const writeCarried = listen('place.write-carried', 'place.carried', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const from = await findRunById(tx, news.fromRunId);
  if (!from) throw new Error('News tells of a run that is not there.');
  const { run, application } = about;
  await writeToApplicant(tx, carriedLetter, about, {
    values: {
      ...ofApplication(run, application),
      ...ofCarried(run, from, !refusalToEdit(application, run, now())),
    },
    link: applicationPath(application),
  });
});

const writeListEnd = listen('place.write-list-end', 'place.list-ended', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  await writeToApplicant(tx, listEndedLetter, about, { values: ofApplication(about.run, about.application) });
});

const carryOnOpening = listen('place.carry-on-opening', 'programme.run-opened', async (tx, { runId }) => {
  const run = await findRunById(tx, runId);
  if (run) await carryDeferrals(tx, run.programme.id);
});

/** Every letter about a place is written by its news; those who deferred come into a run as it opens. */
export const listeners: readonly Listener[] = [
  writeOffer,
  writeReserve,
  writeReminder,
  confirmDecline,
  confirmDeferral,
  confirmTakingBack,
  writeLapse,
  confirmGivingUp,
  writeCarried,
  writeListEnd,
  carryOnOpening,
];
