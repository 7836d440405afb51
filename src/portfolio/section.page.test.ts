import { expect, test } from 'vitest';
import { openHouse } from '#test/house.ts';
import { samplePortfolio, sampleSection } from './samples.ts';

const house = await openHouse();
const { portfolio, person } = await samplePortfolio(house);
const at = (slot: string) => `/portfolio/${portfolio.id}/sections/${slot}`;

test('the map, the desk and the reading page open', async () => {
  for (const path of ['', '/read', '/parked', '/sections/c1a', '/sections/context', '/sections/specialist.1']) {
    const visit = await house.visit(`/portfolio/${portfolio.id}${path}`, person);
    expect(visit.status, path).toBe(200);
  }
});
