import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findApplication } from '#application';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { sampleAskedRun } from '../application/samples.ts';
import { ukTime } from '../programme/samples.ts';
import { offerPlaces, putOnReserve } from './offer-places.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(() => stopClockAt(ukTime('2024-01-15T14:00')));
afterAll(async () => {
  await house.drain();
  expect(await house.broken()).toEqual([]);
  releaseClock();
});

test('an offer is accepted on its page, once; giving the place up passes it on', async () => {
  const { run, people } = await sampleAskedRun(house, 1, ['Ruth', 'Jasper']);
  const [ruth, jasper] = people as [(typeof people)[0], (typeof people)[0]];
  await house.write((tx) => offerPlaces(tx, run.id, [ruth.id]));
  await house.write((tx) => putOnReserve(tx, run.id, [{ applicationId: jasper.id, rank: 1 }]));
  const offer = `/applications/${ruth.id}/offer`;
  expect((await house.visit(offer, ruth.person)).text).toContain('Accept this place');
  expect((await house.submit(offer, { answer: 'maybe' }, ruth.person)).status).toBe(422);
  expect((await house.submit(offer, { answer: ['accepted', 'declined'] }, ruth.person)).status).toBe(422);
  expect((await house.submit(offer, { answer: 'accepted' }, jasper.person)).status).toBe(404);
  expect((await house.submit(offer, { answer: 'accepted' }, ruth.person)).status).toBe(303);
  expect((await house.submit(offer, { answer: 'accepted' }, ruth.person)).status).toBe(303);
  expect((await house.submit(offer, { answer: 'declined' }, ruth.person)).status).toBe(409);
  expect((await house.visit(offer, ruth.person)).text).toContain('Your place is confirmed');
  expect((await findApplication(house.db, jasper.id))?.state).toBe('reserve');
  expect((await house.visit(`/applications/${ruth.id}/give-up`, ruth.person)).status).toBe(200);
  await house.submit(`/applications/${ruth.id}/give-up`, { reason: 'Leave' }, ruth.person);
  await house.submit(`/applications/${ruth.id}/give-up`, {}, ruth.person);
  expect((await findApplication(house.db, jasper.id))?.state).toBe('offered');
  const page = await house.visit(`/applications/${jasper.id}/offer`, jasper.person);
  // Held for a day from the reserve list, to the next 12 noon or 5pm.
  expect(page.text).toContain('Tue 16 January 2024, 5pm (UK time)');
  stopClockAt(ukTime('2024-01-18T09:30'));
  const late = await house.submit(`/applications/${jasper.id}/offer`, { answer: 'accepted' }, jasper.person);
  expect([303, 409]).toContain(late.status);
  expect((await findApplication(house.db, jasper.id))?.state).toBe('offered');
});
