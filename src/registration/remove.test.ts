import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Person } from '#people';
import type { Run } from '#programme';
import { HOSTILE } from '#test/hostile.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePersonWith, sampleRun } from '../programme/samples.ts';
import { noteSubmitted } from './register.ts';
import { registrationOf } from './registration.sql.ts';
import { sampleRegistration } from './samples.ts';

let house: TestHouse;
let run: Run;
let amara: Person;
let idris: Person;
let ofAmara: string;
let ofIdris: string;

beforeAll(async () => {
  house = await openHouse();
  run = await sampleRun(house);
  amara = await samplePersonWith(house, run, 'Amara Udeh');
  idris = await samplePersonWith(house, run, 'Idris Vale');
  ofAmara = (await sampleRegistration(house, run, amara)).id;
  ofIdris = (await sampleRegistration(house, run, idris)).id;
});

const inForce = async (person: Person) => (await registrationOf(house.db, person.id, run.programme.id))?.id;

test('a record goes only by its own number and programme, named once, and by its own person', async () => {
  const value = fc.constantFrom(
    ...HOSTILE,
    ofIdris,
    run.programme.id,
    run.id,
    ofAmara.toUpperCase(),
    `${ofAmara} `,
  );
  const fields = fc.record(
    {
      programme: fc.oneof(fc.constant('cmalt'), fc.constant(''), value),
      registration: fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 3 })),
      again: value,
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fields, async (sent) => {
      const { status } = await house.submit('/registration/remove', sent, amara);
      expect([303, 404, 422]).toContain(status);
      expect([await inForce(amara), await inForce(idris)]).toEqual([ofAmara, ofIdris]);
    }),
    { numRuns: 60 },
  );
  const others = { programme: 'cmalt', registration: ofAmara };
  expect((await house.submit('/registration/remove', others, idris)).status).toBe(303);
  expect((await house.submit('/registration/remove', others)).location).toMatch(/^\/sign-in/);
  expect(await inForce(amara)).toBe(ofAmara);
});

test('a record under which something was submitted stays, and of many who press at once one removal is made', async () => {
  await house.write((tx) => noteSubmitted(tx, { personId: idris.id, programmeId: run.programme.id }));
  await house.submit('/registration/remove', { programme: 'cmalt', registration: ofIdris }, idris);
  expect(await inForce(idris)).toBe(ofIdris);
  const press = () =>
    house.submit('/registration/remove', { programme: 'cmalt', registration: ofAmara }, amara);
  const pressed = await Promise.all([press(), press(), press(), press()]);
  expect(pressed.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
  expect(await inForce(amara)).toBeUndefined();
  expect(await house.broken()).toEqual([]);
});
