import { Temporal } from 'temporal-polyfill';
import { findCorrespondence, writeToApplicant } from '#application';
import { firstStart, workshopsOf } from '#programme';
import { listen, type Listener } from '#platform/news.ts';
import { findOffer } from './offer.sql.ts';
import {
  declinedLetter,
  givenUpLetter,
  lapsedLetter,
  offeredLetter,
  reservedLetter,
} from './offer.letter.ts';

const writeOffer = listen('place.write-offer', 'place.offered', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const workshops = await workshopsOf(tx, about.run.id);
  const { fromReserve } = news;
  const facts = { ...about, workshops, fromReserve, replyBy: Temporal.Instant.from(news.replyBy) };
  await writeToApplicant(tx, 'place.offered', about, offeredLetter(facts));
});

const writeReserve = listen('place.write-reserve', 'place.reserved', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const cutOff = firstStart(await workshopsOf(tx, about.run.id));
  await writeToApplicant(tx, 'place.reserved', about, reservedLetter({ ...about, cutOff }));
});

const confirmDecline = listen('place.confirm-decline', 'place.declined', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  await writeToApplicant(tx, 'place.declined', about, declinedLetter(about));
});

const writeLapse = listen('place.write-lapse', 'place.lapsed', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  const offer = await findOffer(tx, news.offerId);
  if (!offer) throw new Error('News tells of an offer that is not there.');
  await writeToApplicant(tx, 'place.lapsed', about, lapsedLetter({ ...about, replyBy: offer.replyBy }));
});

const confirmGivingUp = listen('place.confirm-giving-up', 'place.given-up', async (tx, news) => {
  const about = await findCorrespondence(tx, news);
  await writeToApplicant(tx, 'place.given-up', about, givenUpLetter(about));
});

/** Every letter about a place is written by its news. */
export const listeners: readonly Listener[] = [
  writeOffer,
  writeReserve,
  confirmDecline,
  writeLapse,
  confirmGivingUp,
];
