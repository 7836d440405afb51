import { beforeAll, expect, test } from 'vitest';
import type { Person } from '#people';
import { openHouse, type TestHouse } from '#test/house.ts';
import { queriesDuring, queriesOfPage } from '#test/queries.ts';
import { samplePersonWith } from '../programme/samples.ts';
import { giveFeedback } from './comment.ts';
import { progressFor } from './portfolio-progress.ts';
import { slotsOf, type Portfolio } from './portfolio.ts';
import { samplePortfolio, sampleSection } from './samples.ts';
import { sharePortfolio } from './share.ts';

let house: TestHouse;
let owner: Person;
let mentor: Person;
let portfolio: Portfolio;

beforeAll(async () => {
  house = await openHouse();
  const sample = await samplePortfolio(house);
  ({ person: owner, portfolio } = sample);
  mentor = await samplePersonWith(house, sample.run, 'Dana Whitfield', 'mentor');
  await house.write((tx) =>
    sharePortfolio(tx, portfolio, { withPersonId: mentor.id, untilDay: '2027-06-30', asks: '' }),
  );
});

/** A section with words, and a comment that quotes them. */
async function speakOf(slot: string): Promise<void> {
  await sampleSection(house, portfolio, slot, { description: 'I did it.' }, { mark: 'ready-for-feedback' });
  const said = { slot, component: 'description', words: 'Good.', quote: 'did it' };
  await house.write((tx) => giveFeedback(tx, portfolio, mentor.id, said));
}

test('pages about feedback ask the database as often when every section was spoken of as when one was', async () => {
  const keys = slotsOf(portfolio, [])
    .filter(({ components }) => components.some(({ id }) => id === 'description'))
    .map(({ key }) => key);
  const [first = '', ...others] = keys;
  const pages: [string, Person][] = [
    [`/portfolio/${portfolio.id}`, owner],
    [`/portfolio/${portfolio.id}/feedback`, owner],
    [`/portfolio/${portfolio.id}/sections/${first}`, owner],
    ['/home', owner],
    [`/mentoring/${portfolio.id}`, mentor],
    [`/mentoring/${portfolio.id}/sections/${first}`, mentor],
    ['/mentoring/portfolios', mentor],
  ];
  const cost = () =>
    pages.reduce(
      async (sofar, [path, as]) => ({
        ...(await sofar),
        [path]: (await queriesOfPage(house, path, as)).length,
      }),
      Promise.resolve({}),
    );
  await speakOf(first);
  const forOne = await cost();
  for (const key of others) await speakOf(key);
  expect(others.length).toBeGreaterThan(6);
  expect(await cost()).toEqual(forOne);
  expect((await house.visit(`/portfolio/${portfolio.id}/feedback`, owner)).text).not.toContain(
    'No longer in the text',
  );
});

test('a portfolio at one glance is three queries, and a section of which nothing was said asks for nobody’s name or zone', async () => {
  expect(await queriesDuring(() => progressFor(house.db, portfolio))).toHaveLength(3);
  const { person, portfolio: alone } = await samplePortfolio(house, { name: 'Noor Alone' });
  const asked = await queriesOfPage(house, `/portfolio/${alone.id}/sections/c1a`, person);
  expect(asked.filter((one) => /people"\."person" where|people"\."organisation"/.test(one))).toEqual([]);
});
