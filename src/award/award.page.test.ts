import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { describePerson, personFor, takeHat, type Person } from '#people';
import type { Programme } from '#programme';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { closePdf } from '#platform/pdf.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePersonWith, sampleProgramme, sampleRun } from '../programme/samples.ts';
import { awardsOf, findAward } from './award.sql.ts';
import type { Award } from './award.ts';
import { sayCode } from './code.ts';
import { enterOlderAward } from './give.ts';
import { sampleAward } from './samples.ts';
import { MOST_WRONG_TRIES } from './verify.ts';

let house: TestHouse;
let here: Programme;
let elsewhere: Programme;
let beatrix: Person;
let amara: Person;
let award: Award;
let number = 0;

beforeAll(async () => {
  house = await openHouse();
  stopClockAt('2024-12-20T10:00:00Z');
  const run = await sampleRun(house);
  here = run.programme;
  elsewhere = await sampleProgramme(house, { slug: 'elsewhere', assessedHere: false });
  beatrix = await samplePersonWith(house, run, 'Beatrix Lindqvist', 'registrar');
  return releaseClock;
});
afterAll(() => closePdf());

beforeEach(async () => {
  stopClockAt('2024-12-20T10:00:00Z');
  await house.pool.query('delete from award.verification_try');
  number += 1;
  amara = await someone(`Amara Okafor ${number}`);
  award = await sampleAward(house, here, amara);
});

function someone(name: string): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@ox.example`;
  return house.write((tx) => personFor(tx, { name, email }));
}

const pathOf = ({ id }: Award) => `/awards/${id}`;
const verifyOf = ({ code }: Award) => `/verify/${sayCode(code ?? '')}`;
const standing = async () => (await house.visit(verifyOf(award))).text;

describe('an award’s page', () => {
  test('is its holder’s and the registrar’s, and does not exist for others', async () => {
    const { status, text } = await house.visit(pathOf(award), amara);
    expect(status).toBe(200);
    expect(text).toContain(award.number);
    expect(text).toContain('Mon 20 December 2027');
    expect(text).toContain(`http://localhost:3000${verifyOf(award)}`);
    expect((await house.visit(pathOf(award), beatrix)).text).toContain('Withdraw this award');
    expect((await house.visit(pathOf(award), await someone('Nosy'))).status).toBe(404);
    expect((await house.visit(pathOf(award))).location).toContain('/sign-in');
    expect((await house.visit('/awards/00000000-0000-0000-0000-000000000000', amara)).status).toBe(404);
  });

  test('of one made elsewhere has no certificate of ours and keeps the number that its holder writes', async () => {
    const other = await sampleAward(house, elsewhere, amara);
    expect((await house.visit(`${pathOf(other)}/certificate.pdf`, amara)).status).toBe(404);
    expect((await house.submit(`${pathOf(other)}/number`, { number: '' }, amara)).status).toBe(422);
    const written = await house.submit(`${pathOf(other)}/number`, { number: `20${number}817` }, amara);
    expect(written.status).toBe(303);
    expect((await findAward(house.db, other.id))?.number).toBe(`20${number}817`);
    expect((await house.submit(`${pathOf(award)}/number`, { number: '1' }, amara)).status).toBe(404);
  });

  test('of one entered from the body’s list says that it was made outside this house, and no other says so', async () => {
    const { awardingBodyId, editionId } = here;
    const entry = { awardingBodyId, editionId, pathwayId: 'cmalt', awardedOn: '2024-03-03' };
    const older = await house.write((tx) =>
      enterOlderAward(tx, { ...entry, personId: amara.id, number: '198261' }),
    );
    expect((await house.visit(pathOf(older), amara)).text).toContain('Outside this house');
    expect((await house.visit(pathOf(award), amara)).text).not.toContain('Outside this house');
  });

  test('of one made elsewhere refuses a number that another award has', async () => {
    const [one, other] = [
      await sampleAward(house, elsewhere, amara),
      await sampleAward(house, elsewhere, beatrix),
    ];
    await house.submit(`${pathOf(one)}/number`, { number: 'same' }, amara);
    const second = await house.submit(`${pathOf(other)}/number`, { number: 'same' }, beatrix);
    expect(second.status).toBe(422);
    expect(second.text).toContain('on record for another award');
  });
});

describe('a certificate', () => {
  const pdf = async (as: Person) => {
    const { response, status } = await house.visit(`${pathOf(award)}/certificate.pdf`, as);
    return {
      status,
      type: response.headers.get('content-type'),
      bytes: new Uint8Array(await response.arrayBuffer()),
    };
  };

  test('is a tagged PDF that is the same each time', async () => {
    const first = await pdf(amara);
    expect(first).toMatchObject({ status: 200, type: 'application/pdf' });
    const text = Buffer.from(first.bytes).toString('latin1');
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text).toContain('/StructTreeRoot');
    expect(Buffer.compare(Buffer.from((await pdf(amara)).bytes), Buffer.from(first.bytes))).toBe(0);
  });

  test('says name, award, number, dates and code in reading order, as other programs find', async (context) => {
    if (!has('pdfinfo') || !has('qpdf')) return context.skip();
    const folder = mkdtempSync(join(tmpdir(), 'waymark-certificate-'));
    const file = join(folder, 'certificate.pdf');
    writeFileSync(file, (await pdf(amara)).bytes);
    const read = (program: string, ...options: string[]) =>
      execFileSync(program, [...options, file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const words = read('pdfinfo', '-struct-text');
    const places = [
      amara.name,
      'CMALT',
      award.number,
      '20 December 2024',
      '20 December 2027',
      'with the code',
    ].map((text) => words.indexOf(text ?? '?'));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(words).toContain('H1');
    const info = read('pdfinfo');
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/Pages:\s+1\n/);
    expect(info).toContain(`Certificate of CMALT: ${amara.name}`);
    expect(read('qpdf', '--check')).toContain('No syntax or stream encoding errors');
    rmSync(folder, { recursive: true });
  });

  test('is set for a name of any letters, and is for its holder and the registrar only', async () => {
    await house.write((tx) =>
      describePerson(tx, amara.id, { name: `#panic("x") $ <b> \\ ${'Ångström '.repeat(12)}` }),
    );
    expect((await pdf(amara)).status).toBe(200);
    expect((await pdf(beatrix)).status).toBe(200);
    expect((await pdf(await someone('Nosy Two'))).status).toBe(404);
  });
});

describe('verifying', () => {
  test('shows anyone whose award it is, however the code is typed, and keeps it out of search engines', async () => {
    const { status, text, response } = await house.visit(verifyOf(award));
    expect(status).toBe(200);
    expect(text).toContain(`${amara.name} holds CMALT`);
    expect(text).not.toContain(amara.email);
    expect(response.headers.get('x-robots-tag')).toBe('noindex');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const typed = (award.code ?? '').toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await house.visit(`/verify?code=${encodeURIComponent(` ${typed} `)}`)).text).toContain(
      'holds CMALT',
    );
  });

  test('goes by the name that the holder has today, also after they left their employer', async () => {
    await house.write((tx) => describePerson(tx, amara.id, { name: `Amara New ${number}` }));
    await house.write((tx) =>
      takeHat(tx, { personId: amara.id, organisationId: here.institutionId, hat: 'mentor' }),
    );
    const text = await standing();
    expect(text).toContain(`Amara New ${number} holds CMALT`);
    expect(text).not.toContain('Okafor');
  });

  test('says that it ran out on the day after the last, by the clock in London', async () => {
    stopClockAt('2027-12-20T23:59:59Z');
    expect(await standing()).toContain('holds CMALT');
    stopClockAt('2027-12-21T00:00:00Z');
    expect(await standing()).toContain('held CMALT');
  });

  test('answers every wrong code in the same words', async () => {
    const wrong = [
      '0000-0000-0000-0000-0000-0000-0000',
      'nonsense',
      'UUUU',
      sayCode(award.code ?? '').slice(0, -1),
    ];
    const answers = await Promise.all(wrong.map((code) => house.visit(`/verify/${code}`)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const words = answers.map(({ text }) => text.replaceAll(/value="[^"]*"|to=[^"]*/g, ''));
    expect(new Set(words).size).toBe(1);
  });

  test('shows what was typed as text, never as markup', async () => {
    const { text } = await house.visit(`/verify?code=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(text).not.toContain('<script>alert');
  });

  test('stops whoever tries codes all hour, and starts afresh in the next', async () => {
    for (let tries = 0; tries < MOST_WRONG_TRIES; tries += 1) await house.visit('/verify/nonsense');
    expect((await house.visit('/verify/nonsense')).status).toBe(429);
    expect((await house.visit(verifyOf(award))).status).toBe(429);
    stopClockAt('2024-12-20T11:00:00Z');
    expect((await house.visit(verifyOf(award))).status).toBe(200);
  });
});

describe('taking an award back', () => {
  const take = (fields: Record<string, string>, as = beatrix) =>
    house.submit(`${pathOf(award)}/standing`, fields, as);
  const REASON = { reason: 'in-error', note: 'Minutes of 3 May.' };

  test('shows at once to whoever verifies it, with its public reason and without the note', async () => {
    expect((await take(REASON)).status).toBe(303);
    const text = await standing();
    expect(text).toContain('This award was withdrawn');
    expect(text).toContain('It was issued in error.');
    expect(text).not.toContain('Minutes of 3 May');
    expect((await house.visit(`${pathOf(award)}/certificate.pdf`, amara)).status).toBe(404);
    expect((await take(REASON)).status).toBe(409);
  });

  test('can be undone, and both stay on record', async () => {
    await take(REASON);
    const path = `${pathOf(award)}/standing`;
    expect((await house.submit(`${path}/reinstate`, { note: '' }, beatrix)).status).toBe(422);
    expect((await house.submit(`${path}/reinstate`, { note: 'Wrong file.' }, beatrix)).status).toBe(303);
    expect(await standing()).toContain('holds CMALT');
    expect((await house.visit(path, beatrix)).text).toContain('Wrong file.');
    expect((await house.submit(`${path}/reinstate`, { note: 'x' }, beatrix)).status).toBe(409);
  });

  test('is for registrars of the body, and never for the holder', async () => {
    expect((await take(REASON, amara)).status).toBe(404);
    expect((await house.visit(`${pathOf(award)}/standing`, amara)).status).toBe(404);
    expect((await take({ reason: 'spite', note: '' })).status).toBe(422);
  });

  test('by two registrars at once happens once', async () => {
    const answers = await Promise.all([take(REASON), take(REASON), take(REASON)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409]);
  });
});

test('no invariant is broken by any of this', async () => {
  await house.drain();
  expect(await house.broken()).toEqual([]);
  expect((await awardsOf(house.db, amara.id)).length).toBeGreaterThan(0);
});

function has(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
