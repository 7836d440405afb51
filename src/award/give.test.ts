import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { personFor, type Person } from '#people';
import type { Programme } from '#programme';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { sampleProgramme } from '../programme/samples.ts';
import { awardsOf } from './award.sql.ts';
import { enterOlderAward, giveAward } from './give.ts';
import { sampleAward, sampleOutcome } from './samples.ts';

let house: TestHouse;
let here: Programme;
let elsewhere: Programme;

beforeAll(async () => {
  house = await openHouse();
  stopClockAt('2024-12-20T10:00:00Z');
  here = await sampleProgramme(house);
  elsewhere = await sampleProgramme(house, { slug: 'elsewhere', assessedHere: false });
  return releaseClock;
});

let number = 0;
let amara: Person;

beforeEach(async () => {
  number += 1;
  amara = await someone(`Amara ${number}`);
});

function someone(name: string): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@ox.example`;
  return house.write((tx) => personFor(tx, { name, email }));
}

async function serials(): Promise<(number | null)[]> {
  const { rows } = await house.pool.query<{ serial: number | null }>(
    'select serial from award.award where serial is not null order by serial',
  );
  return rows.map((row) => row.serial);
}

describe('an award', () => {
  test('of 20 December 2024 holds until 20 December 2027, has a number of its year and a code', async () => {
    const award = await sampleAward(house, here, amara);
    expect(award).toMatchObject({ validUntil: '2027-12-20', reviewDue: '2027-12-20', givenHere: true });
    expect(award.number).toMatch(/^2024-\d{6}$/);
    expect(award.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{28}$/);
  });

  test('of 29 February ends on 28 February in a year without one', async () => {
    const award = await sampleAward(house, here, amara, { decidedOn: '2024-02-29' });
    expect(award.validUntil).toBe('2027-02-28');
  });

  test('of a scheme that does not lapse has no end and no review', async () => {
    const award = await sampleAward(house, here, amara, {
      editionId: 'advance-he-psf-2023',
      pathwayId: 'fellow',
      outcomeId: 'recognised',
    });
    expect(award).toMatchObject({ validUntil: undefined, reviewDue: undefined });
  });

  test('made elsewhere has neither number nor code of ours', async () => {
    const award = await sampleAward(house, elsewhere, amara);
    expect(award).toMatchObject({ givenHere: false, number: undefined, code: undefined });
  });

  test('writes one letter to its holder', async () => {
    await sampleAward(house, here, amara);
    const { rows } = await house.pool.query<{ subject: string }>(
      'select subject from platform.letter where person_id = $1',
      [amara.id],
    );
    expect(rows.map(({ subject }) => subject)).toEqual(['[CMALT] You hold CMALT']);
  });
});

describe('one case', () => {
  test('heard twice leads to one award and uses one number', async () => {
    const outcome = sampleOutcome(here, amara);
    const first = await house.write((tx) => giveAward(tx, outcome));
    const before = await serials();
    const second = await house.write((tx) => giveAward(tx, outcome));
    expect(second.id).toBe(first.id);
    expect(await serials()).toEqual(before);
  });

  test('heard ten times at once leads to one award', async () => {
    const outcome = sampleOutcome(here, amara);
    const given = await Promise.all(
      Array.from({ length: 10 }, () => house.write((tx) => giveAward(tx, outcome))),
    );
    expect(new Set(given.map(({ id }) => id)).size).toBe(1);
    expect(await awardsOf(house.db, amara.id)).toHaveLength(1);
  });
});

describe('numbers', () => {
  test('of fifty awards at once have no gap and no twin', async () => {
    const people = await Promise.all(Array.from({ length: 50 }, (_, index) => someone(`Holder ${index}`)));
    await Promise.all(
      people.map((person) => house.write((tx) => giveAward(tx, sampleOutcome(here, person)))),
    );
    const all = await serials();
    expect(all).toEqual(Array.from({ length: all.length }, (_, index) => index + 1));
    expect(all.length).toBeGreaterThanOrEqual(50);
  });

  test('of an award that was undone goes to the next', async () => {
    const before = (await serials()).length;
    await expect(
      house.write(async (tx) => {
        await giveAward(tx, sampleOutcome(here, amara));
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await sampleAward(house, here, amara);
    expect((await serials()).at(-1)).toBe(before + 1);
  });

  test('from the body’s own list stay outside the sequence and are given once', async () => {
    const older = {
      awardingBodyId: here.awardingBodyId,
      personId: amara.id,
      editionId: here.editionId,
      pathwayId: 'cmalt',
      number: '198260',
      awardedOn: '2021-03-03',
    };
    const before = await serials();
    const award = await house.write((tx) => enterOlderAward(tx, older));
    expect(award).toMatchObject({ number: '198260', validUntil: '2024-03-03' });
    expect(await serials()).toEqual(before);
    await expect(
      house.write((tx) => enterOlderAward(tx, { ...older, caseId: randomUUID() })),
    ).rejects.toThrow('number-given');
  });
});

test('no invariant is broken by any of this', async () => {
  await house.drain();
  expect(await house.broken()).toEqual([]);
});
