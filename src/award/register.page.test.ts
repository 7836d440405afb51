import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { describePerson, personFor, type Person } from '#people';
import type { Programme } from '#programme';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun } from '../programme/samples.ts';
import { findAward } from './award.sql.ts';
import type { Award } from './award.ts';
import { listAward, tidyRegister } from './list.ts';
import { sampleAward } from './samples.ts';

let house: TestHouse;
let here: Programme;
let beatrix: Person;
let amara: Person;
let award: Award;
let number = 0;

beforeAll(async () => {
  house = await openHouse();
  stopClockAt('2024-12-20T10:00:00Z');
  const run = await sampleRun(house);
  here = run.programme;
  beatrix = await samplePersonWith(house, run, 'Beatrix Lindqvist', 'registrar');
  return releaseClock;
});

beforeEach(async () => {
  stopClockAt('2024-12-20T10:00:00Z');
  number += 1;
  amara = await someone(`Amara Okafor ${number}`);
  award = await sampleAward(house, here, amara);
});

function someone(name: string): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@ox.example`;
  return house.write((tx) => personFor(tx, { name, email }));
}

const pathOf = ({ id }: Award) => `/awards/${id}`;

describe('the register', () => {
  const join = (fields: Record<string, string> = {}, as = amara) =>
    house.submit(`${pathOf(award)}/register`, { says: 'Marking at scale', ...fields }, as);
  const register = (query = '') => house.visit(`/register${query}`);

  test('lists nobody who did not ask, and lets them leave', async () => {
    expect((await register()).text).not.toContain(amara.name);
    expect((await join()).status).toBe(303);
    expect((await register()).text).toContain(amara.name);
    await house.submit(`${pathOf(award)}/register`, { leave: 'yes' }, amara);
    expect((await register()).text).not.toContain(amara.name);
  });

  test('is joined by the holder only, for an award that holds', async () => {
    expect((await join({}, beatrix)).status).toBe(404);
    expect((await join({ says: 'x'.repeat(201) })).status).toBe(422);
    stopClockAt('2028-01-01T00:00:00Z');
    const entry = { awardId: award.id, says: '', mayBeIndexed: false };
    await expect(house.write((tx) => listAward(tx, entry))).rejects.toThrow('expired');
  });

  test('drops whoever’s award has run out, and the night makes it final', async () => {
    await join();
    stopClockAt('2027-12-21T00:00:00Z');
    expect((await register()).text).not.toContain(amara.name);
    await tidyRegister.run(house.db, {});
    expect((await findAward(house.db, award.id))?.register).toBeUndefined();
  });

  test('drops whoever’s award was withdrawn, and does not take them back in', async () => {
    await join();
    await house.submit(`${pathOf(award)}/standing`, { reason: 'in-error', note: 'n' }, beatrix);
    await house.submit(`${pathOf(award)}/standing/reinstate`, { note: 'n' }, beatrix);
    expect((await register()).text).not.toContain(amara.name);
  });

  test('is searched by name and words, without accents, and narrowed to an award', async () => {
    await house.write((tx) => describePerson(tx, amara.id, { name: `Amára Ôkafor ${number}` }));
    await join({ says: 'Feedback on wrong answers' });
    const name = `Amára Ôkafor ${number}`;
    expect((await register('?q=amara+WRONG')).text).toContain(name);
    expect((await register('?q=zzz')).text).toContain('Nobody by these words');
    expect((await register('?pathway=senior')).text).not.toContain(name);
    expect((await register('?pathway=cmalt&q=okafor')).text).toContain(name);
    expect((await register('?page=-3&pathway=%3Cscript%3E')).status).toBe(200);
  });

  test('stays out of search engines while anybody in it asks for that', async () => {
    await house.pool.query(`update award.register_entry set ended_at = listed_at, ended_because = 'opted-out'
      where ended_at is null`);
    await join({ mayBeIndexed: 'yes' });
    expect((await register()).response.headers.get('x-robots-tag')).toBeNull();
    await join();
    expect((await register()).response.headers.get('x-robots-tag')).toBe('noindex');
  });

  test('is joined by one award once, however often the button is pressed', async () => {
    await Promise.all([join(), join(), join({ says: 'Other words' }), join()]);
    const { rowCount } = await house.pool.query(
      'select from award.register_entry where award_id = $1 and ended_at is null',
      [award.id],
    );
    expect(rowCount).toBe(1);
  });
});

test('no invariant is broken by any of this', async () => {
  await house.drain();
  expect(await house.broken()).toEqual([]);
});
