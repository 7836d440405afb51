import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as samlify from 'samlify';
import { makeKey } from './certificate.ts';

/** What the provider's directory has of somebody: attributes by their names, and the identifier in the subject. */
export type Entry = {
  readonly attributes: Readonly<Record<string, string>>;
  /** A persistent identifier; without one, one that changes at every sign-in. */
  readonly persistent?: string;
};

/** What differs from an honest answer: values of the answer's template by name, and how it is signed and sealed. */
export type Change = {
  readonly values?: Readonly<Record<string, string | null>>;
  readonly answerUnsigned?: boolean;
  readonly encrypted?: boolean;
  /** The template itself, before it is signed. */
  readonly template?: (template: string) => string;
};

/** A real SAML identity provider on loopback, with a page to sign in at. */
export type SamlProvider = {
  readonly entityId: string;
  readonly address: string;
  readonly key: { readonly privateKey: string; readonly certificate: string };
  /** Everybody who has an account there, by login. */
  readonly directory: Record<string, Entry>;
  /** What a house is set to, to send people here. */
  readonly settings: Record<string, string>;
  /** The file that a house reads about it, and its text, with other certificates if they are given. */
  readonly metadataFile: string;
  metadata(certificates?: readonly string[]): string;
  /** Takes in the metadata of the house: whom it sends answers to, and whose requests it takes. */
  learn(house: string): void;
  /** How answers are made from now on. */
  change(change: Change): void;
  /** Signs somebody in on its pages, and answers what the last of them would make the browser post. */
  walk(start: string, login: string): Promise<Posted>;
  /** What its portal makes the browser post when somebody presses our tile there. */
  press(login: string, relayState?: string): Promise<Posted>;
  close(): Promise<void>;
};

export type Posted = { readonly to: string; readonly fields: Record<string, string> };

samlify.setSchemaValidator({ validate: async () => 'skipped' });

type Inside = {
  readonly entityId: string;
  readonly key: SamlProvider['key'];
  readonly directory: SamlProvider['directory'];
  readonly metadata: string;
  house: string;
  change: Change;
};

/** Starts the provider. */
export async function startSamlProvider(): Promise<SamlProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = makeKey('The provider');
  const entityId = `${address}/entity`;
  const metadata = metadataOf(address, entityId, [key.certificate]);
  const inside: Inside = { entityId, key, directory: {}, metadata, house: '', change: {} };
  server.on('request', (request, response) => void answer(inside, request, response));
  const folder = mkdtempSync(join(tmpdir(), 'waymark-saml-'));
  const own = makeKey('The house');
  const [metadataFile, keyFile] = [join(folder, 'provider.xml'), join(folder, 'key.pem')];
  writeFileSync(metadataFile, metadata);
  writeFileSync(keyFile, own.privateKey + own.certificate);
  return {
    entityId,
    address,
    key,
    directory: inside.directory,
    settings: { SAML_METADATA: metadataFile, SAML_KEY: keyFile },
    metadataFile,
    metadata: (certificates = [key.certificate]) => metadataOf(address, entityId, certificates),
    learn: (house) => void (inside.house = house),
    change: (change) => void (inside.change = change),
    walk: (start, login) => walk(start, login),
    press: async (login, relayState) => readForm(await page(inside, login, undefined, relayState)),
    close: () => close(server, folder),
  };
}

async function close(server: Server, folder: string): Promise<void> {
  rmSync(folder, { recursive: true });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** As a university's provider publishes them: the domain it speaks for, what it calls itself, its keys and addresses. */
function metadataOf(address: string, entityId: string, certificates: readonly string[]): string {
  const keys = certificates.map(
    (one) =>
      `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${one.replaceAll(/-----[A-Z ]+-----|\s/g, '')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  );
  return `<?xml version="1.0"?>
<!-- Published by the provider. -->
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:Extensions>
      <shibmd:Scope xmlns:shibmd="urn:mace:shibboleth:metadata:1.0" regexp="false">northfield.example</shibmd:Scope>
      <mdui:UIInfo xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui"><mdui:DisplayName xml:lang="de">Universität</mdui:DisplayName><mdui:DisplayName xml:lang="en">Northfield Single Sign-On</mdui:DisplayName></mdui:UIInfo>
    </md:Extensions>
    ${keys.join('')}
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${address}/post"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${address}/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;
}

async function answer(inside: Inside, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { pathname, search } = new URL(request.url ?? '', inside.entityId);
    if (request.method === 'POST') {
      const form = new URLSearchParams(await text(request));
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(await page(inside, form.get('login') ?? '', form.get('request') ?? ''));
    } else if (pathname === '/sso') {
      await readRequest(inside, search.slice(1));
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(loginPage(search.slice(1)));
    } else if (pathname === '/portal') {
      const tile = new URLSearchParams(search);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(await page(inside, tile.get('login') ?? '', undefined, tile.get('to') ?? undefined));
    } else response.writeHead(404).end();
  } catch (error) {
    response.writeHead(400).end(error instanceof Error ? error.message : String(error));
  }
}

/** Checks a request of the house, and its signature by the key that the house published. */
async function readRequest(
  inside: Inside,
  query: string,
): Promise<{ extract: { request?: { id: string } } }> {
  const { provider, house } = partners(inside);
  const [octetString = ''] = query.split('&Signature=');
  const parsed = Object.fromEntries(new URLSearchParams(query));
  const { extract } = await provider.parseLoginRequest(house, 'redirect', { query: parsed, octetString });
  return { extract: extract as { request: { id: string } } };
}

function partners({ metadata, key, house, change }: Inside) {
  const provider = samlify.IdentityProvider({
    metadata,
    privateKey: key.privateKey,
    wantAuthnRequestsSigned: true,
    isAssertionEncrypted: change.encrypted ?? false,
  });
  const partner = samlify.ServiceProvider({ metadata: house, wantMessageSigned: !change.answerUnsigned });
  return { provider, house: partner };
}

function loginPage(query: string): string {
  return `<!doctype html><title>Sign in at the provider</title><form method="post" action="/login">
<input name="login" aria-label="Login"><input type="hidden" name="request" value="${escape(query)}"><button>Sign in</button></form>`;
}

/** The last of its pages: it posts the answer by itself, to the address that the house published. */
async function page(inside: Inside, login: string, query?: string, relayState?: string): Promise<string> {
  const { provider, house } = partners(inside);
  const request = query === undefined ? undefined : await readRequest(inside, query);
  const requestId = request?.extract.request?.id ?? null;
  const relay =
    query === undefined ? relayState : (new URLSearchParams(query).get('RelayState') ?? undefined);
  const made = await provider.createLoginResponse(
    house,
    request ?? { extract: {} },
    'post',
    {},
    {
      customTagReplacement: (template) => fill(inside, house, template, login, requestId),
      encryptThenSign: true,
    },
  );
  const to = house.entityMeta.getAssertionConsumerService('post') as string;
  const state = relay === undefined ? '' : `<input type="hidden" name="RelayState" value="${escape(relay)}">`;
  return `<!doctype html><title>One moment</title><form method="post" action="${escape(to)}">
<input type="hidden" name="SAMLResponse" value="${made.context}">${state}<button>Go on</button></form>
<script>document.forms[0].submit()</script>`;
}

function fill(
  { entityId, directory, change }: Inside,
  house: ReturnType<typeof samlify.ServiceProvider>,
  template: string,
  login: string,
  requestId: string | null,
): { id: string; context: string } {
  const { attributes, persistent } = directory[login] ?? { attributes: {} };
  const to = house.entityMeta.getAssertionConsumerService('post') as string;
  const statement = Object.entries(attributes).map(
    ([name, value]) =>
      `<saml:Attribute Name="${escape(name)}"><saml:AttributeValue>${escape(value)}</saml:AttributeValue></saml:Attribute>`,
  );
  const whole = template.replace(
    '{AttributeStatement}',
    () => `<saml:AttributeStatement>${statement.join('')}</saml:AttributeStatement>`,
  );
  const id = freshId();
  const context = samlify.SamlLib.replaceTagsByValue(change.template?.(whole) ?? whole, {
    ID: id,
    AssertionID: freshId(),
    Issuer: entityId,
    IssueInstant: later(0),
    Destination: to,
    SubjectRecipient: to,
    Audience: house.entityMeta.getEntityID(),
    InResponseTo: requestId,
    StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    ConditionsNotBefore: later(0),
    ConditionsNotOnOrAfter: later(5),
    SubjectConfirmationDataNotOnOrAfter: later(5),
    NameIDFormat: `urn:oasis:names:tc:SAML:2.0:nameid-format:${persistent ? 'persistent' : 'transient'}`,
    NameID: persistent ?? freshId(),
    AuthnStatement: '',
    ...change.values,
  });
  return { id, context };
}

/** An instant by the machine's clock, some minutes from now, as answers write it. */
export function later(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}

function freshId(): string {
  return `_${crypto.randomUUID()}`;
}

async function walk(start: string, login: string): Promise<Posted> {
  const first = await fetch(start);
  const shown = await first.text();
  if (!first.ok) throw new Error(`The provider refused the request: ${shown}`);
  const { to, fields } = readForm(shown);
  const body = new URLSearchParams({ ...fields, login });
  return readForm(await (await fetch(new URL(to, start), { method: 'POST', body })).text());
}

/** What a page's form would post. */
function readForm(html: string): Posted {
  const to = /<form method="post" action="([^"]*)"/.exec(html)?.[1] ?? '';
  const inputs = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
  const fields = inputs.map(([, name = '', value = '']) => [name, unescape(value)] as const);
  return { to: unescape(to), fields: Object.fromEntries(fields) };
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(value: string): string {
  return value.replaceAll(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
}

function unescape(value: string): string {
  const signs = Object.entries(SIGNS).reverse();
  return signs.reduce((changed, [sign, name]) => changed.replaceAll(name, sign), value);
}
