import { beforeAll, describe, expect, test } from 'vitest';
import { describePerson, type Person } from '#people';
import type { Run } from '#programme';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePlace } from '../place/samples.ts';
import { samplePersonWith, sampleProgramme, sampleRun } from '../programme/samples.ts';
import { registrationOf } from './registration.sql.ts';
import { openRequestOf } from './request.sql.ts';
import { pausesOf } from './pause.sql.ts';
import { sampleChoice, sampleRegistration } from './samples.ts';

let house: TestHouse;
let here: Run;
let elsewhere: Run;
let farida: Person;
let beatrix: Person;
let number = 0;

beforeAll(async () => {
  house = await openHouse();
  stopClockAt('2024-02-01T12:00:00Z');
  here = await sampleRun(house);
  const programme = await sampleProgramme(house, { slug: 'elsewhere', assessedHere: false });
  elsewhere = await sampleRun(house, { programmeId: programme.id });
  farida = await samplePersonWith(house, here, 'Farida', 'coordinator');
  beatrix = await samplePersonWith(house, here, 'Beatrix', 'registrar');
  return releaseClock;
});

async function someone(run: Run, name = 'Amara'): Promise<Person> {
  number += 1;
  const person = await samplePersonWith(house, run, `${name} ${'x'.repeat(number)}`);
  await samplePlace(house, run, person);
  return person;
}

const RECORD = {
  registeredOn: '2024-01-29',
  reference: 'ALT-24-0117',
  whoPays: 'department',
  payerName: 'Medical Sciences',
  costCode: 'MSD-1',
  purchaseOrder: '',
};

describe('somebody without a place', () => {
  test('is told how they come to one', async () => {
    const stranger = await samplePersonWith(house, here, 'Stranger');
    const { status, text } = await house.visit('/registration', stranger);
    expect(status).toBe(200);
    expect(text).toContain('Apply for a place on a programme');
    expect((await house.visit('/registration/pathway', stranger)).status).toBe(404);
    expect((await house.visit('/registration/new', stranger)).status).toBe(404);
    expect((await house.visit('/registration?programme=cmalt', stranger)).status).toBe(404);
  });

  test('is asked to sign in first', async () => {
    expect((await house.visit('/registration')).location).toContain('/sign-in');
  });
});

describe('choosing a pathway', () => {
  test('shows the three side by side, with what is unconfirmed and the unknown fee', async () => {
    const amara = await someone(here);
    const { text } = await house.visit('/registration/pathway', amara);
    for (const title of ['Choose Associate CMALT', 'Choose CMALT', 'Choose Senior CMALT'])
      expect(text).toContain(title);
    expect(text).toContain('We have not been able to confirm');
    expect(text).toContain('To be confirmed with ALT');
    expect(text).toContain('Specialist option: 2 or more');
  });

  test('is done by one post, and can be changed', async () => {
    const amara = await someone(here);
    expect((await house.visit('/registration', amara)).text).toContain('Choose your pathway');
    const chosen = await house.submit('/registration/pathway', { pathway: 'cmalt' }, amara);
    expect(chosen).toMatchObject({ status: 303, location: '/registration' });
    const changed = await house.submit('/registration/pathway', { pathway: 'senior' }, amara);
    expect(changed.status).toBe(303);
    expect((await house.visit('/registration', amara)).text).toContain('What you chose before');
  });

  test('of a name that the scheme does not have is refused with 422', async () => {
    const amara = await someone(here);
    for (const pathway of ['', 'grand', '<script>', ['cmalt', 'senior']])
      expect((await house.submit('/registration/pathway', { pathway }, amara)).status).toBe(422);
  });
});

describe('recording a registration made elsewhere', () => {
  test('asks for the pathway first', async () => {
    const amara = await someone(elsewhere);
    const { status, location } = await house.visit('/registration/new', amara);
    expect([status, location]).toEqual([303, '/registration/pathway']);
  });

  test('checks the answers with the expiry before they count, and then shows the clock', async () => {
    const amara = await someone(elsewhere);
    await sampleChoice(house, elsewhere.programme, amara);
    const checked = await house.submit('/registration/new', RECORD, amara);
    expect(checked.status).toBe(200);
    expect(checked.text).toContain('Thu 29 January 2026, 11.59pm (UK time)');
    expect(await registrationOf(house.db, amara.id, elsewhere.programme.id)).toBeUndefined();
    const done = await house.submit('/registration/new', { ...RECORD, confirm: 'yes' }, amara);
    expect(done).toMatchObject({ status: 303, location: '/registration' });
    const { text } = await house.visit('/registration', amara);
    expect(text).toContain('ALT-24-0117');
    expect(text).toContain('in 23 months');
    expect(text).toContain('Thu 15 January 2026');
    expect(text).toContain('Medical Sciences, cost code MSD-1');
  });

  test('posted twice is made once, and the second post says that it is there', async () => {
    const amara = await someone(elsewhere);
    await sampleChoice(house, elsewhere.programme, amara);
    const posts = await Promise.all(
      Array.from({ length: 4 }, () =>
        house.submit('/registration/new', { ...RECORD, confirm: 'yes' }, amara),
      ),
    );
    expect(posts.every(({ status }) => status === 303 || status === 409)).toBe(true);
    const { rowCount } = await house.pool.query(
      'select from registration.registration where person_id = $1',
      [amara.id],
    );
    expect(rowCount).toBe(1);
  });

  test('keeps every word when something is wrong, and goes back to change with all of them', async () => {
    const amara = await someone(elsewhere);
    await sampleChoice(house, elsewhere.programme, amara);
    const hostile = '"><img src=x onerror=alert(1)>';
    const wrong = await house.submit(
      '/registration/new',
      { ...RECORD, registeredOn: '2024-02-31', reference: hostile, whoPays: '' },
      amara,
    );
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('&quot;>&lt;img src=x');
    expect(wrong.text).not.toContain('<img src=x');
    const future = await house.submit('/registration/new', { ...RECORD, registeredOn: '2024-02-02' }, amara);
    expect(future.status).toBe(422);
    expect(future.text).toContain('cannot lie in the future');
    const back = await house.submit('/registration/new', { ...RECORD, change: 'yes' }, amara);
    expect(back.status).toBe(200);
    expect(back.text).toContain('value="ALT-24-0117"');
    for (const fields of [
      {},
      { ...RECORD, reference: 'x'.repeat(5000) },
      { ...RECORD, whoPays: ['self', 'other'] },
    ])
      expect((await house.submit('/registration/new', { ...fields, confirm: 'yes' }, amara)).status).toBe(
        422,
      );
  });

  test('that was wrong can be removed by the person, not by another', async () => {
    const amara = await someone(elsewhere);
    const made = await sampleRegistration(house, elsewhere, amara);
    const other = await someone(elsewhere, 'Other');
    await house.submit('/registration/remove', { registration: made.id }, other);
    expect(await registrationOf(house.db, amara.id, elsewhere.programme.id)).toBeDefined();
    await house.submit('/registration/remove', { registration: made.id }, amara);
    expect(await registrationOf(house.db, amara.id, elsewhere.programme.id)).toBeUndefined();
    expect((await house.visit('/registration', amara)).text).toContain('Record your registration');
  });
});

describe('asking a body that works in this house', () => {
  test('goes from the request to the registrar’s confirmation and the payment', async () => {
    const amara = await someone(here, 'Amara Okafor');
    await sampleChoice(house, here.programme, amara);
    await house.submit('/registration/new', { whoPays: 'self', confirm: 'yes' }, amara);
    expect((await house.visit('/registration', amara)).text).toContain('Take the request back');
    const request = await openRequestOf(house.db, amara.id, here.programme.id);
    expect((await house.visit('/registrations', beatrix)).text).toContain('Amara Okafor');
    const path = `/registrations/${request?.id}`;
    expect((await house.visit(path, beatrix)).status).toBe(200);
    const answer = {
      reference: 'R-1',
      registeredOn: '2024-02-01',
      fee: '165.50',
      payment: 'awaiting-payment',
    };
    const wrong = await house.submit(`${path}/confirm`, { ...answer, fee: 'lots' }, beatrix);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="lots"');
    expect((await house.submit(`${path}/confirm`, answer, beatrix)).status).toBe(303);
    const made = await registrationOf(house.db, amara.id, here.programme.id);
    expect(made).toMatchObject({ feePence: 16550, payment: 'awaiting-payment', madeHere: true });
    const settled = await house.submit(
      `/registrations/${made?.id}/payment`,
      { state: 'paid', reference: 'BACS 77' },
      beatrix,
    );
    expect(settled.status).toBe(303);
    const again = await house.submit(`/registrations/${made?.id}/payment`, { state: 'waived' }, beatrix);
    expect(again.status).toBe(409);
    const { text } = await house.visit('/registration', amara);
    expect(text).toContain('£165.50');
    expect(text).toContain('BACS 77');
  });

  test('can be taken back, and a registrar who is late is sent to the list', async () => {
    const amara = await someone(here);
    await sampleChoice(house, here.programme, amara);
    await house.submit('/registration/new', { whoPays: 'self', confirm: 'yes' }, amara);
    const request = await openRequestOf(house.db, amara.id, here.programme.id);
    await house.submit('/registration/request/withdraw', {}, amara);
    expect((await house.visit(`/registrations/${request?.id}`, beatrix)).location).toBe('/registrations');
  });

  test('is for registrars of that body only', async () => {
    expect((await house.visit('/registrations', farida)).status).toBe(404);
    expect((await house.visit('/registrations')).location).toContain('/sign-in');
  });
});

describe('a pause', () => {
  test('is asked for by the person and confirmed by the coordinator', async () => {
    const amara = await someone(here, 'Bronwen');
    const made = await sampleRegistration(house, here, amara);
    const wrong = await house.submit(
      '/registration/pause',
      { fromDay: '2024-04-01', untilDay: '2024-03-01', reason: 'health' },
      amara,
    );
    expect(wrong.status).toBe(422);
    await house.submit(
      '/registration/pause',
      { fromDay: '2024-03-01', untilDay: '2024-03-31', reason: 'health' },
      amara,
    );
    const [pause] = await pausesOf(house.db, [made.id]);
    const path = `/desk/${here.id}/registrations`;
    expect((await house.visit(path, farida)).text).toContain('Confirm this pause');
    expect((await house.submit(`${path}/${pause?.id}`, { answer: 'granted' }, amara)).status).toBe(404);
    expect((await house.submit(`${path}/${pause?.id}`, { answer: 'granted' }, farida)).status).toBe(303);
    expect((await house.submit(`${path}/${pause?.id}`, { answer: 'declined' }, farida)).status).toBe(409);
    expect((await house.visit('/registration', amara)).text).toContain('A confirmed pause moved it');
  });
});

describe('the coordinator’s list', () => {
  test('shows everyone with a place, registered or not, and hides from others', async () => {
    const path = `/desk/${here.id}/registrations`;
    const { text } = await house.visit(path, farida);
    expect(text).toContain('Not registered');
    expect((await house.visit(path, beatrix)).status).toBe(404);
    expect((await house.visit(path, await someone(here))).status).toBe(404);
  });

  test('is taken away as CSV in which no cell runs as a formula', async () => {
    const amara = await someone(here, 'Zadie');
    await sampleRegistration(house, here, amara, { reference: '=cmd()', costCode: '@x' });
    await house.write((tx) => describePerson(tx, amara.id, { department: '+Maths, "pure"' }));
    const { text, response } = await house.visit(`/desk/${here.id}/registrations.csv`, farida);
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect(text).toContain(`'=cmd()`);
    expect(text).toContain(`"'+Maths, ""pure"""`);
    expect(text).not.toMatch(/(^|,)[=+@]/m);
  });
});

test('the clock is shown as run out on the day after', async () => {
  const amara = await someone(here);
  await sampleRegistration(house, here, amara);
  stopClockAt('2026-01-30T00:00:00Z');
  const { text } = await house.visit('/registration', amara);
  stopClockAt('2024-02-01T12:00:00Z');
  expect(text).toContain('Your registration ran out');
  expect(text).toContain('Register with ALT again');
});

test('no invariant is broken by any of this', async () => {
  await house.drain();
  expect(await house.broken()).toEqual([]);
});
