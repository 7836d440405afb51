import { turnApplication } from '#application';
import type { Person } from '#people';
import { now } from '#platform/clock.ts';
import { announce } from '#platform/news.ts';
import type { Run } from '#programme';
import { sampleApplication, sampleAskedRun } from '../application/samples.ts';
import { sampleProgramme, sampleRun, ukTime, type SampleHouse } from '../programme/samples.ts';
import { addOffer, addReply } from './offer.sql.ts';
import { offerPlaces, putOnReserve } from './offer-places.ts';
import { replyToOffer } from './reply.ts';
import type { ReplyAnswer } from './offer.ts';

/** A place that this person has accepted, told as news; answers its application's id. The run's capacity is not asked. */
export async function samplePlace(house: SampleHouse, run: Run, person: Pick<Person, 'id'>): Promise<string> {
  const applicationId = await sampleApplication(house, run, person);
  const about = { applicationId, runId: run.id };
  await house.write(async (tx) => {
    const replyBy = now().add({ hours: 48 });
    await turnApplication(tx, { applicationId, to: 'offered', replyBy });
    const offerId = await addOffer(tx, { ...about, fromReserve: false, capacity: run.capacity, replyBy });
    await addReply(tx, offerId, { answer: 'accepted', personId: person.id });
    await turnApplication(tx, { applicationId, to: 'place-accepted' });
    await announce(tx, 'place.accepted', { ...about, personId: person.id, offerId });
  });
  return applicationId;
}

/** Somebody who asked for a place, with what an act on it is told. */
export type SampleAsker = {
  readonly id: string;
  readonly person: Person;
  readonly about: { readonly applicationId: string; readonly runId: string; readonly personId: string };
};

/** Programmes of which nothing else in the test's house is a run. */
let programmes = 0;

/**
 * The run of 2024 in a programme of its own, offered on Monday 15 January 2024 at 2pm to as many as it has places; the others
 * are on the reserve list in this order.
 */
export async function sampleOffers(house: SampleHouse, capacity: number, names: readonly string[]) {
  const programme = await sampleProgramme(house, { slug: `places-${++programmes}` });
  const asked = await sampleAskedRun(house, capacity, names, { programmeId: programme.id });
  const { run, ids } = asked;
  const askers: SampleAsker[] = asked.people.map(({ id, person }) => ({
    id,
    person,
    about: { applicationId: id, runId: run.id, personId: person.id },
  }));
  const rest = ids.slice(capacity).map((applicationId, index) => ({ applicationId, rank: index + 1 }));
  await house.write(async (tx) => {
    await offerPlaces(tx, run.id, ids.slice(0, capacity));
    await putOnReserve(tx, run.id, rest);
  });
  return { run, ids, askers, programme, coordinator: asked.coordinator };
}

/** The run that follows the one of 2024: open from 18 November 2024. */
export function sampleNextRun(house: SampleHouse, { id: programmeId }: { id: string }): Promise<Run> {
  return sampleRun(house, {
    programmeId,
    slug: '2025',
    name: '2025 programme',
    opensAt: ukTime('2024-11-18T09:00'),
    closesAt: ukTime('2025-01-06T12:00'),
    notifyWeekOf: '2025-01-13',
    workshops: 0,
  });
}

/** Answers an offer. */
export function sampleReply(house: SampleHouse, { about }: SampleAsker, answer: ReplyAnswer): Promise<void> {
  return house.write((tx) => replyToOffer(tx, { ...about, answer }));
}
