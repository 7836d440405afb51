import { afterEach, expect, test } from 'vitest';
import { holdDecisions } from '#announcing';
import type { Person } from '#people';
import { offerPlaces } from '#place';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { holdDraft, writeLetter } from '#platform/letters.ts';
import { askTeam } from '#programme';
import { markDecisions } from '#selection';
import { openHouse, type TestHouse } from '#test/house.ts';
import { queriesOfPage } from '#test/queries.ts';
import { sampleAskedRun } from '../application/samples.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';

afterEach(releaseClock);

test('the desk of a run, and that of its workshops, ask for the workshops once', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const coordinator = await samplePersonWith(house, run, 'Farida Underhill', 'coordinator');
  for (const page of [`/desk/${run.id}`, `/desk/${run.id}/workshops`]) {
    const statements = await queriesOfPage(house, page, coordinator);
    expect(statements.filter((text) => text.includes('from "programme"."workshop"'))).toHaveLength(1);
  }
});

test('the desk names what waits: marks to announce, unread applications, offers without a reply, letters held, questions; each leads to its place', async () => {
  const house = await openHouse();
  stopClockAt(ukTime('2024-01-09T10:00'));
  const names = ['Ann', 'Ben', 'Cleo', 'Dev', 'Eva', 'Fay'];
  const { run, people, ids, coordinator } = await sampleAskedRun(house, 3, names);
  const [ann, ben, cleo, dev] = ids as [string, string, string, string];
  const personId = coordinator.id;
  await house.write(async (tx) => {
    await offerPlaces(tx, run.id, [ann]);
    await markDecisions(tx, run.id, { applicationIds: [ben, cleo], outcome: 'offered', personId });
    await markDecisions(tx, run.id, { applicationIds: [dev], outcome: 'not-offered', personId });
    await holdDecisions(tx, run.id, { applicationIds: [dev], held: true, personId });
    const asked = { name: 'Hugo Marr', email: 'hugo@ox.example', question: 'Is there a fee?' };
    await askTeam(tx, { ...asked, programmeId: run.programme.id, runId: run.id });
  });
  await house.drain();
  const held = await draftTo(house, people[4]!);
  await house.write((tx) => holdDraft(tx, held, personId));
  await draftTo(house, people[5]!);
  const { text } = await house.visit(`/desk/${run.id}`, coordinator);
  for (const [path, words] of [
    ['enquiries', '1 question without an answer'],
    ['decisions?sort=missing&amp;order=down', '5 applications that nobody has read'],
    ['decisions?mark=none&amp;state=submitted', '2 applications to decide'],
    ['decisions/announce', '2 marked decisions not announced'],
    ['decisions/announce?show=held', '1 decision held back'],
    ['places', '1 offer without a reply'],
    ['letters?state=draft', '1 letter held'],
    ['letters?state=draft', '1 letter waits to be sent'],
  ]) {
    expect(text).toContain(`<a href="/desk/${run.id}/${path}">${words}</a>`);
    expect((await house.visit(`/desk/${run.id}/${path}`.replaceAll('&amp;', '&'), coordinator)).status).toBe(
      200,
    );
  }
});

/** A letter about somebody's application that waits in the outbox. */
function draftTo(house: TestHouse, { id, person }: { id: string; person: Person }): Promise<string> {
  const to = { name: person.name, address: person.email };
  const words = { subject: 'Before you come', text: 'Bring a laptop.', html: '<p>Bring a laptop.</p>' };
  return house.write((tx) =>
    writeLetter(tx, { kind: 'workshop.reminder', to, about: `application:${id}`, asDraft: true, words }),
  );
}
