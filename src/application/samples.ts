import { BASE, type TestHouse } from '#test/house.ts';
import { FORM_2024 } from './form-2024.ts';
import { randomBytes } from 'node:crypto';
import type { Person } from '#people';
import type { Run } from '#programme';
import { now } from '#platform/clock.ts';
import { json, type Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { samplePersonWith, type SampleHouse } from '../programme/samples.ts';
import { formOfRun } from './submission.sql.ts';
import { splitForTeam, type Answers } from './form.ts';

/** A submitted application of this person, whatever the time is; answers its id. */
export async function sampleApplication(
  house: SampleHouse,
  run: Run,
  person: Pick<Person, 'id'>,
  answers: Record<string, unknown> = {},
): Promise<string> {
  return house.write((tx) => writeSubmitted(tx, run, person, answers));
}

/** A place that this person has accepted, told as news; answers its application's id. The run's capacity is not asked. */
export async function samplePlace(house: SampleHouse, run: Run, person: Pick<Person, 'id'>): Promise<string> {
  const coordinator = await samplePersonWith(house, run, 'Farida Sample', 'coordinator');
  return house.write(async (tx) => {
    const applicationId = await writeSubmitted(tx, run, person, {});
    const by = { by: coordinator.id, at: now() };
    const { id: decisionId } = await tx
      .insertInto('application.decision')
      .values({
        application_id: applicationId,
        outcome: 'offered',
        reserve_rank: null,
        decided_by: by.by,
        decided_at: by.at,
        announced_by: by.by,
        announced_at: by.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id: offerId } = await tx
      .insertInto('application.offer')
      .values({
        application_id: applicationId,
        decision_id: decisionId,
        from_reserve: false,
        capacity: run.capacity,
        offered_at: by.at,
        reply_by: by.at.add({ hours: 48 }),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('application.reply')
      .values({ offer_id: offerId, answer: 'accepted', replied_at: by.at, replied_by: person.id })
      .execute();
    await announce(tx, 'application.place-accepted', {
      applicationId,
      runId: run.id,
      personId: person.id,
      offerId,
    });
    return applicationId;
  });
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

const SENTENCE = 'I look after the online courses of my department and teach the tutors who write for them.';

/** A full set of answers to the form of 2024, for tests. */
export const SAMPLE_ANSWERS: Answers = {
  role: 'Learning Technologist',
  department: 'Department of Sample Studies',
  years: '6',
  share: '80',
  motivation: Array.from({ length: 6 }, () => SENTENCE).join(' '),
  hopes: 'CMALT, about the move of our courses.',
  unavailable: ['4'],
  unavailableNote: 'I am at a conference that day.',
  managerName: 'Morgan Sample',
  managerEmail: 'morgan.sample@ox.example',
  payer: 'department',
  access: 'A seat near the front.',
};

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
  const asked = FORM_2024.sections.find((one) => one.id === section)?.questions ?? [];
  const answers = asked.map(({ id }) => [id, SAMPLE_ANSWERS[id] ?? ''] as const);
  return { version: String(version), ...(Object.fromEntries(answers) as Record<string, string>) };
}

/** Fills in every section through its page. */
export async function fillIn(by: SampleBrowser, home: string): Promise<void> {
  for (const { id } of FORM_2024.sections) {
    const saved = await by.submit(`${home}/answers/${id}`, fieldsOf(id));
    if (saved.status !== 303) throw new Error(`The section ${id} was answered with ${saved.status}.`);
  }
}
