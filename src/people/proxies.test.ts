import { expect, test } from 'vitest';
import { openHouse, type TestHouse } from '#test/house.ts';
import { sampleInstitution, browserAt } from './samples.ts';
import { LETTERS_PER_REMOTE } from './sign-in-letter.ts';
import { askForLetter } from './sign-in.ts';

let sent = 0;

async function askThroughHeader(house: TestHouse, forwardedFor: string): Promise<number> {
  const email = `asker${++sent}@many.example`;
  const headers = { 'x-forwarded-for': forwardedFor };
  return (await browserAt(house).post('/sign-in/letter', { email }, headers)).status;
}

async function useUp(house: TestHouse, remote: string): Promise<void> {
  await house.write((tx) => sampleInstitution(tx));
  for (let number = 0; number < LETTERS_PER_REMOTE; number++)
    await house.write((tx) => askForLetter(tx, { email: `p${number}@many.example`, toPath: '/', remote }));
}

test('without a trusted proxy, a forged address in the header does not get past the limit on letters', async () => {
  const house = await openHouse();
  await useUp(house, '');
  expect(await askThroughHeader(house, '203.0.113.1')).toBe(429);
  expect(await askThroughHeader(house, '203.0.113.2, 203.0.113.3')).toBe(429);
});

test('behind one trusted proxy, each caller has a limit of their own, and no forged address lends another', async () => {
  const house = await openHouse({ WAYMARK_PROXIES: '1' });
  await useUp(house, '192.0.2.7');
  expect(await askThroughHeader(house, '192.0.2.7')).toBe(429);
  expect(await askThroughHeader(house, '203.0.113.1, 192.0.2.7')).toBe(429);
  expect(await askThroughHeader(house, '192.0.2.7, 192.0.2.8')).toBe(303);
});
