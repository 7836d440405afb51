import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';
import { settings } from '#platform/config.ts';
import type { Database } from '#platform/database.ts';
import { findPersonByEmail } from '../../src/people/people.sql.ts';
import { browserAt, keepCookies, type Jar } from '../../src/people/samples.ts';

const SECRET = 'a-secret-of-the-test-only-0123456789';

/** A real identity provider on loopback, with its own pages for signing in and consenting. */
export type SampleProvider = {
  /** What it says of whoever signs in there, by login. */
  readonly claims: Record<string, Record<string, unknown>>;
  /** What a house is set to, to send people here. */
  readonly settings: Record<string, string>;
  /** Sends a browser away from our house; answers where to. */
  leave(browser: Jar, to?: string): Promise<string>;
  /** Walks its pages as somebody, or declines; answers the path of ours where it sends the browser back to. */
  walk(start: string, login: string, decline?: boolean): Promise<string>;
  /** Away, through its pages, and back again. */
  signIn(
    house: { ask(request: Request): Promise<Response> },
    login: string,
    to?: string,
  ): Promise<{ browser: Jar; back: string; answer: Response }>;
  /** Forgets who is signed in there. */
  forget(): void;
  close(): Promise<void>;
};

/** What sends a house to a provider at this issuer. */
export function providerSettings(issuer: string): Record<string, string> {
  return { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'waymark', OIDC_CLIENT_SECRET: SECRET };
}

/** Starts the provider, for a house at the base address. */
export async function startProvider(base: string): Promise<SampleProvider> {
  const claims: SampleProvider['claims'] = {};
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const handle = new Provider(issuer, configurationFor(base, claims)).callback();
  server.on('request', (request, response) => void handle(request, response));
  const cookies = new Map<string, string>();
  const provider: SampleProvider = {
    claims,
    settings: providerSettings(issuer),
    leave,
    walk: (start, login, decline = false) => walk(issuer, cookies, start, login, decline),
    signIn: async (house, login, to = '/') => {
      const browser = browserAt(house);
      const back = await provider.walk(await leave(browser, to), login);
      return { browser, back, answer: await browser.get(back, { 'sec-fetch-site': 'cross-site' }) };
    },
    forget: () => cookies.clear(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return provider;
}

function configurationFor(base: string, claims: SampleProvider['claims']): Configuration {
  return {
    clients: [
      {
        client_id: 'waymark',
        client_secret: SECRET,
        redirect_uris: [`${base}/sign-in/oidc/back`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'given_name', 'family_name', 'department'],
    },
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    cookies: { keys: ['a key of the test'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...claims[id] }) }),
  };
}

async function leave(browser: Jar, to = '/'): Promise<string> {
  const start = await browser.get(`/sign-in/oidc?to=${encodeURIComponent(to)}`);
  return start.headers.get('location') ?? '';
}

async function walk(
  issuer: string,
  cookies: Map<string, string>,
  start: string,
  login: string,
  decline: boolean,
): Promise<string> {
  const { url: base } = settings();
  let address = start;
  for (let step = 0; step < 12; step++) {
    let response = await ask(issuer, cookies, address);
    if (response.status === 200) {
      const { pathname } = new URL(address);
      const isLogin = (await response.text()).includes('name="login"');
      const form = isLogin ? { prompt: 'login', login, password: 'any' } : { prompt: 'consent' };
      response = decline
        ? await ask(issuer, cookies, `${pathname}/abort`)
        : await ask(issuer, cookies, pathname, form);
    }
    address = new URL(response.headers.get('location') ?? '', issuer).href;
    if (address.startsWith(base)) return address.slice(base.length);
  }
  throw new Error('The provider never sent the browser back.');
}

async function ask(
  issuer: string,
  cookies: Map<string, string>,
  address: string,
  form?: Record<string, string>,
): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(new URL(address, issuer), {
    headers: { cookie },
    redirect: 'manual',
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  });
  keepCookies(cookies, response);
  return response;
}

/** The identities of whoever has the address. */
export async function identitiesOf(house: { db: Database }, email: string): Promise<string[]> {
  const person = await findPersonByEmail(house.db, email);
  if (!person) return [];
  const rows = await house.db
    .selectFrom('people.identity')
    .select('subject')
    .where('person_id', '=', person.id)
    .execute();
  return rows.map(({ subject }) => subject);
}
