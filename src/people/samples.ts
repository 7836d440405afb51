import { sql } from 'kysely';
import { settings } from '#platform/config.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { TestHouse } from '#test/house.ts';
import { addOrganisation, giveHat, personFor } from './people.sql.ts';
import type { Hat, Organisation, Person } from './person.ts';

/** An institution to test with. */
export async function sampleInstitution(
  tx: Tx,
  change: Partial<Omit<Organisation, 'id'>> = {},
): Promise<Organisation> {
  return addOrganisation(tx, {
    slug: 'northfield',
    kind: 'institution',
    name: 'University of Northfield',
    unit: undefined,
    contactAddress: 'team@northfield.example',
    zone: 'Europe/London',
    ...change,
  });
}

/** An awarding body to test with. */
export async function sampleBody(tx: Tx): Promise<Organisation> {
  return sampleInstitution(tx, { slug: 'body', kind: 'awarding-body', name: 'The Awarding Body' });
}

/** Somebody who wears a hat, or none; the address follows from the name. */
export async function samplePerson(
  tx: Tx,
  name: string,
  worn?: { hat: Hat; organisation: Organisation },
): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(/\W+/g, '.')}@northfield.example`;
  const person = await personFor(tx, { name, email });
  if (worn) await giveHat(tx, { personId: person.id, organisationId: worn.organisation.id, hat: worn.hat });
  return person;
}

/** The newest sign-in letter to an address, as its reader sees it: the link's token and the code's digits. */
export async function readSignInLetter(
  db: Database,
  email: string,
): Promise<{ link: string; code: string; text: string; secret: boolean }> {
  const { rows } = await sql<{ text: string; secret: boolean }>`
    select text, secret from platform.letter where kind = 'people.sign-in' and to_address = ${email}
    order by written_at desc, id limit 1`.execute(db);
  const letter = rows[0];
  if (!letter) throw new Error('No letter to sign in went to this address.');
  const link = /\/sign-in\/link\/([\w-]+)/.exec(letter.text)?.[1] ?? '';
  const code = /\b(\d{4}) (\d{4})\b/.exec(letter.text)?.slice(1).join('') ?? '';
  return { link, code, ...letter };
}

/** A browser without pages: keeps cookies, follows nothing by itself. */
export type Jar = {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  readonly cookies: Map<string, string>;
};

/** A browser of somebody, at our house. */
export function browserAt(house: Pick<TestHouse, 'ask'>): Jar {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit, extra: Record<string, string>): Promise<Response> => {
    const headers = new Headers({ 'sec-fetch-site': 'same-origin', ...extra });
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await house.ask(
      new Request(settings().url + path, { ...init, headers, redirect: 'manual' }),
    );
    keepCookies(cookies, response);
    return response;
  };
  return {
    cookies,
    get: (path, headers = {}) => send(path, {}, headers),
    post: (path, fields, headers = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams(fields) }, headers),
  };
}

/** Takes what a response sets and ends into the jar. */
export function keepCookies(cookies: Map<string, string>, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
}

/** Somebody asks to sign in: their browser, the answer, and what the letter says. */
export async function askForSignIn(house: Pick<TestHouse, 'ask' | 'db'>, email: string, to = '/') {
  const browser = browserAt(house);
  const asked = await browser.post('/sign-in/letter', { email, to });
  return { browser, asked, ...(await readSignInLetter(house.db, email)) };
}
