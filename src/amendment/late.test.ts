import { expect, test } from 'vitest';
import { stopClockAt } from '#platform/clock.ts';
import { samplePersonWith, sampleRun, ukTime } from '../programme/samples.ts';
import {
  accessCodesOf,
  enterLate,
  findApplicationTo,
  makeAccessCode,
  readCode,
  revokeAccessCode,
  submitApplication,
} from '#application';
import { MOST_AN_HOUR } from '../application/draft.ts';
import {
  beginIn,
  fieldsOf,
  fillDraft,
  fillIn,
  howManyDone,
  sampleApplying,
  HOSTILE,
} from '../application/samples.ts';

const { house, run, someone, browser } = sampleApplying();
let coordinators = 0;

const coordinator = () =>
  samplePersonWith(house(), run(), `Farida Late ${'x'.repeat(++coordinators)}`, 'coordinator');

async function codeUntil(expires: string, mostUses = 1) {
  const by = (await coordinator()).id;
  return house().write((tx) =>
    makeAccessCode(tx, {
      runId: run().id,
      purpose: 'Ill in January',
      expiresAt: ukTime(expires),
      mostUses,
      by,
    }),
  );
}

const door = (code: string) => `/programmes/cmalt/2024/late?code=${code}`;
const LATE = '/programmes/cmalt/2024/late';

test('S2.11: a draft begun with an access code is saved, left, opened again and sent, until the code expires', async () => {
  stopClockAt(ukTime('2024-01-09T10:00'));
  const { code } = await codeUntil('2024-01-09T18:30');
  const person = await someone();
  const writer = browser(person);
  expect((await browser().visit(door(code))).text).toContain('Sign in to use it');
  expect((await writer.visit(door(code))).text).toContain('Tue 9 January 2024, 6.30pm');
  const { location: home } = await writer.submit(LATE, { code: code.toLowerCase().replaceAll('-', ' ') });
  await writer.submit(`${home}/answers/work`, fieldsOf('work'));
  stopClockAt(ukTime('2024-01-09T18:00'));
  const again = await writer.visit(`${home}/answers/reasons`);
  expect(again.status).toBe(200);
  for (const { id } of [{ id: 'reasons' }, { id: 'dates' }, { id: 'support' }, { id: 'access' }])
    expect((await writer.submit(`${home}/answers/${id}`, fieldsOf(id))).status, id).toBe(303);
  expect((await writer.visit(home)).text).toContain('Tue 9 January 2024, 6.30pm');
  expect((await writer.submit(`${home}/submit`)).location).toBe(`${home}/submitted`);
  stopClockAt(ukTime('2024-01-09T18:30'));
  expect((await writer.submit(`${home}/answers/work`, fieldsOf('work', 1))).status).toBe(409);
  expect((await writer.visit(home)).text).toContain('It can no longer be changed');
});

test('S2.11: a draft that was begun in time and without a code is closed after the deadline, and a code opens it again', async () => {
  stopClockAt(ukTime('2024-01-08T11:00'));
  const person = await someone();
  const writer = browser(person);
  const home = await beginIn(writer);
  await fillIn(writer, home);
  stopClockAt(ukTime('2024-01-08T13:00'));
  expect((await writer.submit(`${home}/submit`)).status).toBe(409);
  expect((await writer.submit(`${home}/answers/work`, fieldsOf('work', 1))).status).toBe(409);
  const { code } = await codeUntil('2024-01-12T12:00');
  expect((await writer.submit(LATE, { code })).location).toBe(home);
  expect((await writer.submit(`${home}/submit`)).location).toBe(`${home}/submitted`);
});

test('S2.11: a code for three lets three in, whoever presses at once, and whoever came in may press again', async () => {
  stopClockAt(ukTime('2024-01-09T10:00'));
  const { code } = await codeUntil('2024-01-12T12:00', 3);
  const people = await Promise.all(Array.from({ length: 12 }, () => someone()));
  const enter = (personId: string) => house().write((tx) => enterLate(tx, run(), { code, personId }));
  expect(await howManyDone(people.map(({ id }) => enter(id)))).toBe(3);
  const [made] = (await accessCodesOf(house().db, run().id)).filter((one) => one.code === code);
  expect(made?.uses).toBe(3);
  const again = await Promise.allSettled(people.map(({ id }) => enter(id)));
  expect(again.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect((await accessCodesOf(house().db, run().id)).find((one) => one.code === code)?.uses).toBe(3);
});

test('S2.11: one person with one code in eight windows has one application and has used it once', async () => {
  stopClockAt(ukTime('2024-01-09T10:00'));
  const { code, id } = await codeUntil('2024-01-12T12:00', 5);
  const person = await someone();
  const ids = await Promise.all(
    Array.from({ length: 8 }, () =>
      house().write((tx) => enterLate(tx, run(), { code, personId: person.id })),
    ),
  );
  expect(new Set(ids).size).toBe(1);
  expect((await accessCodesOf(house().db, run().id)).find((one) => one.id === id)?.uses).toBe(1);
});

test('S2.11: a code of another run, an expired, revoked or invented one lets nobody in, and says so with 409 or 422', async () => {
  stopClockAt(ukTime('2024-01-09T10:00'));
  const elsewhere = await sampleRun(house(), { slug: 'elsewhere-2024' });
  const by = (await coordinator()).id;
  const make = (runId: string) =>
    house().write((tx) =>
      makeAccessCode(tx, { runId, purpose: 'Late', expiresAt: ukTime('2024-01-09T12:00'), mostUses: 9, by }),
    );
  const [other, expired, revoked] = [await make(elsewhere.id), await make(run().id), await make(run().id)];
  await house().write((tx) => revokeAccessCode(tx, { runId: run().id, codeId: revoked.id, by }));
  const writer = browser(await someone());
  expect((await writer.submit(LATE, { code: revoked.code })).status).toBe(409);
  stopClockAt(ukTime('2024-01-09T12:00'));
  expect((await writer.submit(LATE, { code: expired.code })).status).toBe(409);
  for (const code of [other.code, 'AAAA-BBBB-CCCC', '', HOSTILE, 'x'.repeat(5000)]) {
    const refused = await writer.submit(LATE, { code });
    expect(refused.status, code.slice(0, 20)).toBe(422);
    expect(refused.text).not.toContain('<script>alert');
    expect([200, 422]).toContain((await writer.visit(`${LATE}?code=${encodeURIComponent(code)}`)).status);
  }
  expect((await browser().submit(LATE, { code: expired.code })).location).toContain('/sign-in');
  expect(readCode('7kq2 m9xd4h6p')).toBe('7KQ2-M9XD-4H6P');
});

test('S2.11: a coordinator makes a code, sees who used it and takes it back; who came in keeps their time', async () => {
  stopClockAt(ukTime('2024-01-09T10:00'));
  const farida = await coordinator();
  const path = `/desk/${run().id}/access-codes`;
  const fields = {
    purpose: 'Tilda, in hospital',
    mostUses: '2',
    expiresDate: '2024-01-11',
    expiresTime: '12:00',
  };
  expect((await house().submit(path, fields, farida)).status).toBe(303);
  for (const wrong of [
    { ...fields, purpose: '' },
    { ...fields, mostUses: '0' },
    { ...fields, mostUses: '9999999999' },
    { ...fields, expiresDate: '2024-01-01' },
    { ...fields, expiresDate: HOSTILE },
  ])
    expect((await house().submit(path, wrong, farida)).status).toBe(422);
  const made = (await accessCodesOf(house().db, run().id)).find(
    (one) => one.purpose === 'Tilda, in hospital',
  );
  const person = await someone();
  const writer = browser(person);
  const { location: home } = await writer.submit(LATE, { code: made?.code ?? '' });
  const page = await house().visit(path, farida);
  expect(page.text).toContain('1 of 2');
  expect(page.text).toContain(person.name);
  expect((await house().submit(`${path}/${made?.id}/revoke`, {}, farida)).status).toBe(303);
  expect((await house().submit(`${path}/${made?.id}/revoke`, {}, farida)).status).toBe(303);
  expect((await browser(await someone()).submit(LATE, { code: made?.code ?? '' })).status).toBe(409);
  expect((await writer.submit(`${home}/answers/work`, fieldsOf('work'))).status).toBe(303);
  expect((await house().visit(path, person)).status).toBe(404);
  expect((await house().submit(path, fields, person)).status).toBe(404);
});

test('one address begins sixty applications signed out in an hour, also all at once, and then none; signing in still works', async () => {
  const visitors = Array.from({ length: MOST_AN_HOUR + 15 }, () => browser());
  const begun = await Promise.all(visitors.map((one) => one.submit('/programmes/cmalt/2024/apply')));
  const statuses = begun.map(({ status }) => status);
  expect(statuses.filter((one) => one === 303).length).toBe(MOST_AN_HOUR);
  expect(statuses.filter((one) => one === 429).length).toBe(15);
  expect((await browser(await someone()).submit('/programmes/cmalt/2024/apply')).status).toBe(303);
  stopClockAt(ukTime('2024-01-04T11:00'));
  expect((await browser().submit('/programmes/cmalt/2024/apply')).status).toBe(303);
});

test('an application sent by the late door is not in grace, and is sent by its own person', async () => {
  stopClockAt(ukTime('2024-01-09T10:00'));
  const { code } = await codeUntil('2024-01-12T12:00');
  const person = await someone();
  const applicationId = await house().write((tx) => enterLate(tx, run(), { code, personId: person.id }));
  await fillDraft(house(), run(), applicationId);
  const sent = await house().write((tx) =>
    submitApplication(tx, run(), { applicationId, personId: person.id }),
  );
  expect(sent.sent).toBe(true);
  const standing = await findApplicationTo(house().db, run().id, person.id);
  expect(standing?.state).toBe('submitted');
});
