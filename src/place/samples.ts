import { turnApplication } from '#application';
import type { Person } from '#people';
import { now } from '#platform/clock.ts';
import { announce } from '#platform/news.ts';
import type { Run } from '#programme';
import { sampleApplication } from '../application/samples.ts';
import type { SampleHouse } from '../programme/samples.ts';
import { addOffer, addReply } from './offer.sql.ts';

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
