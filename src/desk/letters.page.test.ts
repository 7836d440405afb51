import { expect, test } from 'vitest';
import { writeLetter } from '#platform/letters.ts';
import { openHouse } from '#test/house.ts';
import { samplePlace } from '../place/samples.ts';
import { samplePersonWith, sampleRun } from '../programme/samples.ts';

test('the outbox of a run holds the letters about it and none that its applicant had as somebody else', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const coordinator = await samplePersonWith(house, run, 'Farida Underhill', 'coordinator');
  const amara = await samplePersonWith(house, run, 'Amara Udeh');
  await samplePlace(house, run, amara);
  await house.drain();
  const to = { personId: amara.id, name: amara.name, address: amara.email };
  const words = {
    subject: 'Will you judge a case',
    greeting: 'Dear Amara',
    paragraphs: ['Of somebody else.'],
    signedBy: 'The registrar',
  };
  const elsewhere = await house.write((tx) =>
    writeLetter(tx, { kind: 'assessment.invited', to, words, about: `case:${amara.id}` }),
  );
  const outbox = await house.visit(`/desk/${run.id}/letters`, coordinator);
  expect(outbox.text).toContain('Your workshops: dates for your calendar');
  expect(outbox.text).not.toContain('Will you judge a case');
  const [, letterId = ''] = /letters\/([0-9a-f-]{36})"/.exec(outbox.text) ?? [];
  expect((await house.visit(`/desk/${run.id}/letters/${letterId}`, coordinator)).status).toBe(200);
  expect((await house.visit(`/desk/${run.id}/letters/${elsewhere}`, coordinator)).status).toBe(404);
  expect((await house.visit(`/letters/${elsewhere}`, amara)).text).toContain('Will you judge a case');
});

test('times of letters are said by the clocks of the institution, and of the run in its outbox', async () => {
  const house = await openHouse();
  const run = await sampleRun(house, { zone: 'America/New_York' });
  const coordinator = await samplePersonWith(house, run, 'Farida Underhill', 'coordinator');
  const amara = await samplePersonWith(house, run, 'Amara Udeh');
  await samplePlace(house, run, amara);
  await house.drain();
  expect((await house.visit('/letters', amara)).text).toContain('(UK time)');
  expect((await house.visit(`/desk/${run.id}/letters`, coordinator)).text).toContain('(New York time)');
});
