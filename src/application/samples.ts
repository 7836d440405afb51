import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { BASE, openHouse, type TestHouse } from '#test/house.ts';
import { firstForm, formOfRun, keysOf, splitForTeam } from '#form';
import type { Person } from '#people';
import type { NewRun, Run } from '#programme';
import { now, releaseClock, stopClockAt } from '#platform/clock.ts';
import { json, type Tx } from '#platform/database.ts';
import { SAMPLE_ANSWERS } from '../form/samples.ts';
import { samplePersonWith, sampleRun, ukTime, type SampleHouse } from '../programme/samples.ts';
import { saveSection } from './draft.ts';

/** A submitted application of this person, whatever the time is; answers its id. */
export async function sampleApplication(
  house: SampleHouse,
  run: Run,
  person: Pick<Person, 'id'>,
  answers: Record<string, unknown> = {},
): Promise<string> {
  return house.write((tx) => writeSubmitted(tx, run, person, answers));
}

/** Runs that were asked for, so that no two have the same address. */
let asked = 0;

/** A run with so many places, an application submitted by each of these, and a coordinator and a selector of its institution. */
export async function sampleAskedRun(
  house: SampleHouse,
  capacity: number,
  names: readonly string[],
  change: Partial<NewRun> & { workshops?: number } = {},
) {
  const own = 'v'.repeat(++asked);
  const run = await sampleRun(house, { slug: `asked-${asked}`, capacity, ...change });
  const people: { person: Person; id: string }[] = [];
  for (const name of names) {
    const person = await samplePersonWith(house, run, `${name} ${own}`);
    people.push({ person, id: await sampleApplication(house, run, person) });
  }
  const coordinator = await samplePersonWith(house, run, 'Farida Coordinates', 'coordinator');
  const selector = await samplePersonWith(house, run, 'Ursula Selects', 'selector');
  return { run, people, ids: people.map((one) => one.id), coordinator, selector };
}

/** How many letters of a kind were written about these applications. */
export async function sampleLetters(
  house: SampleHouse,
  kind: string,
  applicationIds: readonly string[],
): Promise<number> {
  const about = applicationIds.map((id) => `application:${id}`);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.letter
    where kind = ${kind} and about = any(${about}::text[])`.execute(house.db);
  return rows[0]?.n ?? 0;
}

/** How many of these acts, begun at once, came to their end. */
export async function howManyDone(acts: readonly Promise<unknown>[]): Promise<number> {
  const settled = await Promise.allSettled(acts);
  return settled.filter((one) => one.status === 'fulfilled').length;
}

/** Saves the sample's answers in every section of a draft. */
export async function fillDraft(house: SampleHouse, run: Run, applicationId: string): Promise<void> {
  const { content } = await house.write((tx) => formOfRun(tx, run.id));
  for (const section of content.sections) {
    const answers = Object.fromEntries(
      section.questions.flatMap(keysOf).map((key) => [key, SAMPLE_ANSWERS[key] ?? '']),
    );
    await house.write((tx) =>
      saveSection(tx, run, { applicationId, section: section.id, answers, version: 0 }),
    );
  }
}

async function writeSubmitted(
  tx: Tx,
  run: Run,
  person: Pick<Person, 'id'>,
  change: Record<string, unknown>,
): Promise<string> {
  const form = await formOfRun(tx, run.id);
  const { id } = await tx
    .insertInto('application.application')
    .values({
      reference: sampleReference(),
      run_id: run.id,
      form_id: form.id,
      person_id: person.id,
      draft_token_hash: null,
      begun_at: now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { answers, teamAnswers } = splitForTeam(form.content, { ...SAMPLE_ANSWERS, ...change });
  await tx
    .insertInto('application.submission')
    .values({
      application_id: id,
      number: 1,
      form_id: form.id,
      answers: json(answers),
      team_answers: json(teamAnswers),
      submitted_at: now(),
      submitted_by: person.id,
      in_grace: false,
    })
    .execute();
  return id;
}

function sampleReference(): string {
  const text = randomBytes(4).toString('hex').toUpperCase();
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** A browser before a house under test: it keeps cookies, and may be signed in. */
export function sampleBrowser(house: TestHouse, person?: Pick<Person, 'id'>) {
  const jar = new Map<string, string>();
  const ask = async (
    method: string,
    path: string,
    fields?: Record<string, string | string[]>,
    json = false,
  ) => {
    const cookies = [...jar].map(([name, value]) => `${name}=${value}`);
    if (person) cookies.push(await house.cookieOf(person));
    const body =
      fields &&
      new URLSearchParams(
        Object.entries(fields).flatMap(([name, value]) =>
          [value].flat().map((one): [string, string] => [name, one]),
        ),
      );
    const headers = new Headers({ 'sec-fetch-site': 'same-origin', cookie: cookies.join('; ') });
    if (json) headers.set('accept', 'application/json');
    const response = await house.ask(
      new Request(BASE + path, { method, headers, ...(body ? { body } : {}) }),
    );
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = pair.split('=');
      jar.set(name, value);
    }
    return {
      status: response.status,
      location: response.headers.get('location') ?? '',
      text: await response.text(),
    };
  };
  return {
    jar,
    signIn: (as: Pick<Person, 'id'>) => (person = as),
    visit: (path: string) => ask('GET', path),
    submit: (path: string, fields: Record<string, string | string[]> = {}) => ask('POST', path, fields),
    autosave: (path: string, fields: Record<string, string | string[]>) => ask('POST', path, fields, true),
  };
}

export type SampleBrowser = ReturnType<typeof sampleBrowser>;

/** Begins an application to the run of 2024 and answers its address. */
export async function beginIn(by: SampleBrowser): Promise<string> {
  const begun = await by.submit('/programmes/cmalt/2024/apply');
  return begun.location;
}

/** The fields of a section's form, filled in with the sample's answers over the version given. */
export function fieldsOf(section: string, version = 0): Record<string, string | string[]> {
  const asked = firstForm().sections.find((one) => one.id === section)?.questions ?? [];
  const answers = asked.flatMap(keysOf).map((key) => [key, SAMPLE_ANSWERS[key] ?? ''] as const);
  return { version: String(version), ...(Object.fromEntries(answers) as Record<string, string>) };
}

/** Fills in every section through its page. */
export async function fillIn(by: SampleBrowser, home: string): Promise<void> {
  for (const { id } of firstForm().sections) {
    const saved = await by.submit(`${home}/answers/${id}`, fieldsOf(id));
    if (saved.status !== 303) throw new Error(`The section ${id} was answered with ${saved.status}.`);
  }
}

/**
 * A house whose tests begin on 4 January 2024, four days before the run of 2024 closes; at the end nothing in it may be
 * broken. Its parts are there once the tests run.
 */
export function sampleApplying() {
  let house: TestHouse;
  let run: Run;
  let made = 0;
  beforeAll(async () => {
    house = await openHouse();
    stopClockAt(ukTime('2024-01-04T10:00'));
    run = await sampleRun(house);
  });
  beforeEach(() => stopClockAt(ukTime('2024-01-04T10:00')));
  afterAll(async () => {
    await house.drain();
    expect(await house.broken()).toEqual([]);
    releaseClock();
  });
  return {
    house: () => house,
    run: () => run,
    /** Somebody whom nobody has met before. */
    someone: () => samplePersonWith(house, run, `Person ${'q'.repeat(++made)}`),
    browser: (person?: Pick<Person, 'id'>) => sampleBrowser(house, person),
  };
}

/** What may break a page that trusts it. */
export const HOSTILE = `"><script>alert(1)</script> ' \u0000 &amp; {{x}} \u202E`;
