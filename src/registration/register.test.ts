import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '#people';
import type { Run } from '#programme';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePersonWith, sampleProgramme, sampleRun } from '../programme/samples.ts';
import { choiceHistory, currentPathway } from './choice.sql.ts';
import { answerPause, askForPause } from './pause.ts';
import { endRegistration, noteSubmitted, register } from './register.ts';
import { registrationOf, registrationsOf } from './registration.sql.ts';
import { remindOfExpiry } from './remind.ts';
import { openRequestOf } from './request.sql.ts';
import { askToRegister, confirmRequest, declineRequest, withdrawRequest } from './request.ts';
import { sampleChoice, sampleRegistration } from './samples.ts';

let house: TestHouse;
let run: Run;
let amara: Person;
let number = 0;

beforeAll(async () => {
  house = await openHouse();
  stopClockAt('2024-02-01T12:00:00Z');
  run = await sampleRun(house);
  return releaseClock;
});

beforeEach(async () => {
  stopClockAt('2024-02-01T12:00:00Z');
  number += 1;
  amara = await samplePersonWith(house, run, `Amara ${'x'.repeat(number)}`);
});

async function subjects(): Promise<string[]> {
  const { rows } = await house.pool.query<{ subject: string }>(
    'select subject from platform.letter where person_id = $1 order by written_at, subject',
    [amara.id],
  );
  return rows.map(({ subject }) => subject);
}

describe('a pathway', () => {
  test('chosen twice is one choice and one piece of news', async () => {
    await sampleChoice(house, run.programme, amara);
    await sampleChoice(house, run.programme, amara);
    expect(await choiceHistory(house.db, amara.id)).toHaveLength(1);
    const { rowCount } = await house.pool.query(
      `select from platform.news where kind = 'registration.pathway-chosen' and payload->>'personId' = $1`,
      [amara.id],
    );
    expect(rowCount).toBe(1);
  });

  test('changed to Senior and back keeps all three in its history', async () => {
    for (const pathway of ['cmalt', 'senior', 'cmalt'])
      await sampleChoice(house, run.programme, amara, pathway);
    const history = await choiceHistory(house.db, amara.id);
    expect(history).toHaveLength(3);
    expect(await currentPathway(house.db, amara.id, run.programme.id)).toBe('cmalt');
  });

  test('that the scheme does not have is refused', async () => {
    await expect(sampleChoice(house, run.programme, amara, 'grand')).rejects.toThrow('unknown-pathway');
  });

  test('chosen ten times at once is in force once', async () => {
    const ids = ['associate', 'cmalt', 'senior', 'cmalt', 'associate', 'senior', 'cmalt', 'senior'];
    await Promise.all(ids.map((id) => sampleChoice(house, run.programme, amara, id)));
    expect(await currentPathway(house.db, amara.id, run.programme.id)).toBeDefined();
  });
});

describe('a registration', () => {
  test('keeps its number, its expiry and a fee that is still to be confirmed', async () => {
    const made = await sampleRegistration(house, run, amara);
    expect(made).toMatchObject({ reference: 'ALT-24-0117', feePence: null, feeConfirmed: false });
    expect(made.expires.toString()).toBe('2026-01-30T00:00:00Z');
    expect(await subjects()).toEqual(['[CMALT] You are registered for CMALT until Thu 29 January 2026']);
  });

  test('chooses the pathway of whoever had chosen none', async () => {
    await sampleRegistration(house, run, amara, { pathwayId: 'senior' });
    expect(await currentPathway(house.db, amara.id, run.programme.id)).toBe('senior');
  });

  test('sent eight times at once is made once', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => sampleRegistration(house, run, amara)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await registrationsOf(house.db, amara.id)).toHaveLength(1);
    expect(await subjects()).toHaveLength(1);
  });

  test('in force refuses another, and one that has run out does not', async () => {
    await sampleRegistration(house, run, amara);
    stopClockAt('2026-01-29T23:59:59Z');
    await expect(sampleRegistration(house, run, amara)).rejects.toThrow('already-registered');
    stopClockAt('2026-01-30T00:00:00Z');
    await sampleRegistration(house, run, amara, { registeredOn: '2026-01-30', reference: 'ALT-26-0009' });
    expect((await registrationOf(house.db, amara.id, run.programme.id))?.reference).toBe('ALT-26-0009');
    expect((await registrationsOf(house.db, amara.id)).map(({ endedBecause }) => endedBecause)).toEqual([
      undefined,
      'expired',
    ]);
  });

  test('under which something was submitted does not run out', async () => {
    await sampleRegistration(house, run, amara);
    const whose = { personId: amara.id, programmeId: run.programme.id };
    await house.write((tx) => noteSubmitted(tx, whose));
    await house.write((tx) => noteSubmitted(tx, whose));
    stopClockAt('2027-01-01T00:00:00Z');
    await expect(sampleRegistration(house, run, amara, { registeredOn: '2026-12-01' })).rejects.toThrow(
      'already-registered',
    );
    await house.write((tx) => endRegistration(tx, { ...whose, because: 'failed' }));
    await sampleRegistration(house, run, amara, { registeredOn: '2026-12-01' });
  });

  test('of a day to come is refused', async () => {
    await expect(sampleRegistration(house, run, amara, { registeredOn: '2024-02-02' })).rejects.toThrow(
      'day-to-come',
    );
  });

  test('of a scheme without registration is refused', async () => {
    const other = await sampleProgramme(house, { slug: 'fellowship', editionId: 'advance-he-psf-2023' });
    await expect(
      house.write((tx) =>
        register(tx, {
          personId: amara.id,
          programmeId: other.id,
          editionId: other.editionId,
          pathwayId: 'fellow',
          reference: '1',
          registeredOn: '2024-01-01',
          whoPays: 'self',
          recordedBy: amara.id,
        }),
      ),
    ).rejects.toThrow('no-registration');
  });
});

describe('a request', () => {
  const request = () => ({
    personId: amara.id,
    programmeId: run.programme.id,
    runId: run.id,
    editionId: run.programme.editionId,
    pathwayId: 'cmalt',
    whoPays: 'self' as const,
    payerName: '',
    costCode: '',
    purchaseOrder: '',
  });
  const confirmation = (requestId: string, by: Person) => ({
    requestId,
    confirmedBy: by.id,
    reference: `R-${requestId.slice(0, 8)}`,
    registeredOn: '2024-02-01',
    feePence: 16500,
    payment: 'awaiting-payment' as const,
    paymentReference: '',
  });
  const ask = () => house.write((tx) => askToRegister(tx, request()));
  const open = async () => (await openRequestOf(house.db, amara.id, run.programme.id))?.id ?? '';

  test('sent six times at once waits once', async () => {
    const written = await Promise.all(Array.from({ length: 6 }, ask));
    expect(written.filter(Boolean)).toHaveLength(1);
  });

  test('confirmed by two registrars at once makes one registration, at the fee that was confirmed', async () => {
    const beatrix = await samplePersonWith(house, run, 'Beatrix', 'registrar');
    await ask();
    const id = await open();
    const results = await Promise.allSettled(
      [1, 2].map(() => house.write((tx) => confirmRequest(tx, confirmation(id, beatrix)))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const made = await registrationOf(house.db, amara.id, run.programme.id);
    expect(made).toMatchObject({
      madeHere: true,
      feePence: 16500,
      feeConfirmed: true,
      payment: 'awaiting-payment',
    });
  });

  test('declined writes the reason to the person and may be made again', async () => {
    const beatrix = await samplePersonWith(house, run, 'Beatrix', 'registrar');
    await ask();
    const requestId = await open();
    await house.write((tx) => declineRequest(tx, { requestId, declinedBy: beatrix.id, reason: 'No order.' }));
    expect(await subjects()).toEqual(['[CMALT] Your registration needs something from you']);
    expect(await ask()).toBe(true);
  });

  test('taken back cannot be confirmed', async () => {
    const beatrix = await samplePersonWith(house, run, 'Beatrix', 'registrar');
    await ask();
    const requestId = await open();
    await house.write((tx) => withdrawRequest(tx, { requestId, by: amara.id }));
    await expect(house.write((tx) => confirmRequest(tx, confirmation(requestId, beatrix)))).rejects.toThrow(
      'answered-before',
    );
  });
});

describe('a pause', () => {
  const days = { fromDay: '2024-03-01', untilDay: '2024-03-31', reason: 'family-leave' as const };

  test('confirmed moves the expiry, and a second one is counted from there', async () => {
    const { id } = await sampleRegistration(house, run, amara);
    const grant = async () => {
      const pauseId = await house.write((tx) =>
        askForPause(tx, { ...days, registrationId: id, askedBy: amara.id }),
      );
      await house.write((tx) => answerPause(tx, { pauseId, grant: true, answeredBy: amara.id }));
      return (await registrationOf(house.db, amara.id, run.programme.id))?.expires.toString();
    };
    expect(await grant()).toBe('2026-03-02T00:00:00Z');
    expect(await grant()).toBe('2026-04-01T23:00:00Z');
  });

  test('waits once', async () => {
    const { id } = await sampleRegistration(house, run, amara);
    const asks = Array.from({ length: 4 }, () =>
      house.write((tx) => askForPause(tx, { ...days, registrationId: id, askedBy: amara.id })),
    );
    const results = await Promise.allSettled(asks);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('declined leaves the clock as it was and says so', async () => {
    const { id, expires } = await sampleRegistration(house, run, amara);
    const pauseId = await house.write((tx) =>
      askForPause(tx, { ...days, registrationId: id, askedBy: amara.id }),
    );
    await house.write((tx) => answerPause(tx, { pauseId, grant: false, answeredBy: amara.id }));
    const after = await registrationOf(house.db, amara.id, run.programme.id);
    expect(after?.expires.equals(expires)).toBe(true);
    expect(await subjects()).toContain('[CMALT] Your pause was not confirmed');
  });
});

describe('reminders', () => {
  const reminders = async () => (await subjects()).filter((subject) => subject.includes('runs out'));
  const sweepAt = async (at: string) => {
    stopClockAt(at);
    await remindOfExpiry.run(house.db, {});
  };

  test('go out once each, however often the sweep runs, and stop when something is submitted', async () => {
    await sampleRegistration(house, run, amara);
    for (const at of [
      '2025-01-27T06:15:00Z',
      '2025-01-28T06:15:00Z',
      '2025-01-29T06:15:00Z',
      '2025-01-30T06:15:00Z',
    ])
      await sweepAt(at);
    expect(await reminders()).toEqual(['[CMALT] Your registration runs out in 12 months']);
    await sweepAt('2025-08-01T06:15:00Z');
    expect(await reminders()).toHaveLength(2);
    await house.write((tx) => noteSubmitted(tx, { personId: amara.id, programmeId: run.programme.id }));
    await sweepAt('2025-12-31T06:15:00Z');
    expect(await reminders()).toHaveLength(2);
  });

  test('start anew for an expiry that a pause has moved', async () => {
    const { id } = await sampleRegistration(house, run, amara);
    await sweepAt('2025-08-01T06:15:00Z');
    expect(await reminders()).toHaveLength(1);
    const pauseId = await house.write((tx) =>
      askForPause(tx, {
        registrationId: id,
        fromDay: '2025-08-01',
        untilDay: '2026-07-31',
        reason: 'health',
        askedBy: amara.id,
      }),
    );
    await house.write((tx) => answerPause(tx, { pauseId, grant: true, answeredBy: amara.id }));
    await sweepAt('2025-08-02T06:15:00Z');
    expect(await reminders()).toHaveLength(1);
    await sweepAt('2026-07-30T06:15:00Z');
    expect(await reminders()).toHaveLength(2);
  });
});

test('no invariant is broken by any of this', async () => {
  stopClockAt('2027-02-01T12:00:00Z');
  expect(await house.broken()).toEqual([]);
});
