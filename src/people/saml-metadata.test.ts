import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '#test/certificate.ts';
import { openHouse, testSettings } from '#test/house.ts';
import { signInBySaml } from '#test/saml-house.ts';
import { startSamlProvider, type SamlProvider } from '#test/saml-provider.ts';
import { useSettings } from '#platform/config.ts';
import { readProvider, samlHere } from './saml-metadata.ts';
import { sampleInstitution } from './samples.ts';

let provider: SamlProvider;

beforeAll(async () => void (provider = await startSamlProvider()));
afterAll(() => provider.close());

test('S2.1: a provider’s metadata say who it is, where it signs people in, by which keys, and for which domains it speaks', () => {
  const old = makeKey('Old');
  expect(readProvider(provider.metadata([old.certificate, provider.key.certificate]))).toEqual({
    entityId: provider.entityId,
    signInAddress: `${provider.address}/sso`,
    certificates: [old.certificate, provider.key.certificate].map((one) => one.trim() + '\n'),
    scopes: ['northfield.example'],
    name: 'Northfield Single Sign-On',
  });
});

test.each<[string, (metadata: string) => string, string]>([
  [
    'two providers',
    (one) => `<all xmlns="urn:x">${[one, one].map((all) => all.slice(all.indexOf('<md:'))).join('')}</all>`,
    'it has 2',
  ],
  ['no provider', () => '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"/>', 'it has 0'],
  ['a document type', (one) => one.replace('<!--', '<!DOCTYPE x><!--'), 'it has 0'],
  ['text that is no XML', () => 'https://idp.example/metadata', 'it has 0'],
  [
    'an address without https',
    (one) => one.replaceAll(/Location="http:\/\/[^/]+/g, 'Location="http://idp.example'),
    'an https:// address',
  ],
  [
    'no key',
    (one) => one.replaceAll(/<md:KeyDescriptor[\s\S]*?<\/md:KeyDescriptor>/g, ''),
    'a key to sign with',
  ],
  [
    'a key that is none',
    (one) => one.replace(/X509Certificate>[^<]+/, 'X509Certificate>AAAA'),
    'cannot be read',
  ],
])('S2.1: metadata with %s are refused in words', (_title, change, says) => {
  expect(() => readProvider(change(provider.metadata()))).toThrow(says);
});

test('S2.1: a key without its certificate, or with another’s, is refused by the name of the setting', () => {
  const [one, other] = [makeKey('One'), makeKey('Other')];
  const file = provider.settings.SAML_KEY ?? '';
  const before = readFileSync(file);
  for (const pem of [one.privateKey, one.certificate, one.privateKey + other.certificate, 'x']) {
    writeFileSync(file, pem);
    useSettings(testSettings(provider.settings));
    expect(() => samlHere()).toThrow('SAML_KEY must be');
  }
  writeFileSync(file, before);
});

test('S2.1: a provider changes its key without anybody restarting anything; a file that got broken changes nothing', async () => {
  const house = await openHouse(provider.settings);
  await house.write((tx) => sampleInstitution(tx));
  provider.learn((await house.visit('/sign-in/saml/metadata')).text);
  provider.directory.key = { attributes: { mail: 'key@northfield.example' }, persistent: 'key-1' };
  const statusOf = async () => (await signInBySaml(house, provider, 'key')).taken.status;
  const next = makeKey('Next');
  writeFileSync(provider.metadataFile, provider.metadata([next.certificate]));
  expect(await statusOf()).toBe(403);
  writeFileSync(provider.metadataFile, provider.metadata([next.certificate, provider.key.certificate]));
  expect(await statusOf()).toBe(303);
  writeFileSync(provider.metadataFile, 'cut sh');
  expect(await statusOf()).toBe(303);
  rmSync(provider.metadataFile);
  expect(await statusOf()).toBe(303);
  writeFileSync(provider.metadataFile, provider.metadata());
});

test('S2.1: domains in the settings stand in place of those in the metadata', () => {
  useSettings(testSettings({ ...provider.settings, SAML_SCOPES: 'One.example, two.example' }));
  expect(samlHere()?.provider.scopes).toEqual(['one.example', 'two.example']);
});

test('S2.1: with both kinds of provider the sign-in page has a button for each, and says which is which', async () => {
  const oidc = { OIDC_ISSUER: 'https://sso.example.org', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
  const both = await openHouse({ ...provider.settings, ...oidc });
  await both.write((tx) => sampleInstitution(tx));
  const { text } = await both.visit('/sign-in');
  expect(text).toContain('href="/sign-in/saml">Sign in with your Northfield Single Sign-On account');
  expect(text).toContain('href="/sign-in/oidc">Sign in with your University of Northfield account');
});

test('S2.1: without such a provider none of its pages are there', async () => {
  const without = await openHouse();
  for (const page of ['', '/in', '/metadata'])
    expect((await without.visit(`/sign-in/saml${page}`)).status).toBe(404);
  expect((await without.submit('/sign-in/saml/back', { SAMLResponse: 'x' })).status).toBe(404);
  expect((await without.visit('/sign-in')).text).not.toContain('/sign-in/saml');
});
