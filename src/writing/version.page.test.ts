import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse } from '#test/house.ts';
import { partsOf, versionsOf } from '#portfolio';
import { samplePortfolio, sampleSection } from '../portfolio/samples.ts';

const house = await openHouse();

afterEach(async () => {
  releaseClock();
  expect(await house.broken()).toEqual([]);
});

test('an hour of writing is a few versions; naming one ends it; putting one back makes a new one', async () => {
  const { portfolio: mine, person: me } = await samplePortfolio(house, { name: 'Vera Versa' });
  const place = { portfolioId: mine.id, slot: 'c1a' };
  const many = 'word '.repeat(60);
  for (const [time, text] of [
    ['10:00', 'One'],
    ['10:05', `One two ${many}`],
    ['10:11', `One two three ${many}`],
    ['10:12', 'One'],
  ] as const) {
    stopClockAt(`2027-02-01T${time}:00Z`);
    await sampleSection(house, mine, 'c1a', { description: text });
  }
  const path = `/portfolio/${mine.id}/sections/c1a/history`;
  const numbers = async () => (await versionsOf(house.db, place, { most: 9 })).map(({ number }) => number);
  // 10:00 and 10:05 are one; 10:11 is another; at 10:12 most of it was cut, which is one more.
  expect(await numbers()).toEqual([3, 2, 1]);
  await house.submit(`${path}/description/3/name`, { name: 'Short <b>one</b>' }, me);
  await sampleSection(house, mine, 'c1a', { description: 'One more' });
  expect(await numbers()).toEqual([4, 3, 2, 1]);
  expect((await house.visit(path, me)).text).toContain('Short &lt;b>one&lt;/b>');
  const compared = await house.visit(`${path}/description/2`, me);
  expect(compared.text).toMatch(/<ins>.*three/s);
  expect((await house.visit(`${path}/description/1?with=now`, me)).text).toContain('<del>');
  await house.submit(`${path}/description/2/restore`, {}, me);
  const [part] = await partsOf(house.db, mine.id, 'c1a');
  expect(part?.text).toBe(`One two three ${many}`);
  expect(await numbers()).toEqual([5, 4, 3, 2, 1]);
  for (const odd of ['0', '-1', '99', '1e9', '1.5', '99999999999999999999', 'x']) {
    expect((await house.visit(`${path}/description/${odd}`, me)).status, odd).toBe(404);
  }
});

test('text that people write is never markup, wherever it is shown', async () => {
  const hostile =
    '<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://a.example/p.png) </textarea><h1>no</h1>';
  const { portfolio: mine, person: me } = await samplePortfolio(house, { name: 'Mal Lory' });
  await sampleSection(
    house,
    mine,
    'c1a',
    { description: hostile, reflection: hostile },
    { title: hostile.slice(0, 90) },
  );
  const path = `/portfolio/${mine.id}`;
  for (const page of [
    '',
    '/read',
    '/sections/c1a',
    '/sections/c1a/history',
    '/sections/c1a/history/description/1',
  ]) {
    const { status, text } = await house.visit(path + page, me);
    expect(status, page).toBe(200);
    expect(text, page).not.toMatch(/<script>|<img src=x|href="javascript|<\/textarea><h1>no/i);
  }
});

test('a parked section is said so, and every word of it can be read', async () => {
  const { portfolio: mine, person: me } = await samplePortfolio(house, {
    name: 'Pat Parker',
    pathwayId: 'associate',
  });
  await sampleSection(house, mine, 'advanced.1', { description: 'What I led' });
  const map = await house.visit(`/portfolio/${mine.id}`, me);
  expect(map.text).toContain('Parked');
  expect((await house.visit(`/portfolio/${mine.id}/parked`, me)).text).toContain('What I led');
  expect((await house.visit(`/portfolio/${mine.id}/read`, me)).text).not.toContain('What I led');
});

test('the pages ask the database as often for a full portfolio as for an empty one', async () => {
  const asked = vi.spyOn(pg.Client.prototype, 'query');
  const counts = async (name: string, isFull: boolean) => {
    const { portfolio: mine, person: me } = await samplePortfolio(house, { name });
    for (const slot of isFull
      ? ['context', 'c1a', 'c1b', 'c1c', 'c2a', 'c2b', 'c3a', 'specialist.1', 'specialist.2']
      : []) {
      await sampleSection(
        house,
        mine,
        slot,
        slot === 'context' ? { text: 'I' } : { description: 'I', reflection: 'We' },
      );
    }
    const each: number[] = [];
    for (const page of ['', '/read', '/parked', '/sections/c1a', '/sections/c1a/history']) {
      await house.visit(`/portfolio/${mine.id}${page}`, me);
      asked.mockClear();
      await house.visit(`/portfolio/${mine.id}${page}`, me);
      each.push(asked.mock.calls.length);
    }
    return each;
  };
  const empty = await counts('Emmy Empty', false);
  expect(await counts('Fay Full', true)).toEqual(empty);
  expect(Math.max(...empty)).toBeLessThanOrEqual(11);
});
