import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { DOMParser } from '@xmldom/xmldom';
import { settings, SettingsProblem, type Settings } from '#platform/config.ts';
import { noteTrouble } from '#platform/log.ts';

type SamlSettings = NonNullable<Settings['saml']>;

/** The institution's identity provider, by its metadata. */
export type SamlProvider = {
  readonly entityId: string;
  /** Where browsers are sent to sign in, by HTTP-Redirect. */
  readonly signInAddress: string;
  /** PEM; two while the provider changes its key. */
  readonly certificates: readonly string[];
  /** Domains that it may speak for, in small letters. */
  readonly scopes: readonly string[];
  /** What it calls itself; undefined when it does not say. */
  readonly name: string | undefined;
};

/** What this house proves its requests with, and what answers to it are encrypted for. */
export type OwnKey = { readonly privateKey: string; readonly certificate: string };

/** The provider and our key, as the settings name them. */
export type SamlHere = { readonly provider: SamlProvider; readonly key: OwnKey };

let kept: { of: SamlSettings; stamp: string; here: SamlHere } | undefined;

/**
 * The provider that speaks SAML here; nothing when none is set up. Its files are read again when they change, so that a
 * provider's new key needs no restart; while what is written there cannot be used, what was read before stays in force.
 * Throws SettingsProblem when there is nothing to go on with.
 */
export function samlHere(): SamlHere | undefined {
  const of = settings().saml;
  if (!of) return undefined;
  const stamp = [of.metadataFile, of.keyFile].map(stampOf).join(' ');
  if (kept?.of === of && kept.stamp === stamp) return kept.here;
  try {
    kept = { of, stamp, here: readHere(of) };
  } catch (error) {
    if (kept?.of !== of) throw error;
    noteTrouble('saml settings', error);
    kept = { ...kept, stamp };
  }
  return kept.here;
}

function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs}/${found.size}` : 'gone';
}

function readHere(of: SamlSettings): SamlHere {
  const provider = readProvider(readFor('SAML_METADATA', of.metadataFile));
  const key = readKey(readFor('SAML_KEY', of.keyFile));
  return { key, provider: of.scopes ? { ...provider, scopes: of.scopes } : provider };
}

function readFor(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new SettingsProblem(`${name} is "${file}", which cannot be read.`);
  }
}

function readKey(pem: string): OwnKey {
  const privateKey = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]+?-----END \1-----/.exec(pem)?.[0];
  const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem)?.[0];
  try {
    if (!privateKey || !certificate) throw new Error('One of the two is not there.');
    if (new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey)))
      return { privateKey, certificate };
  } catch {
    // Said below, in the words of the setting.
  }
  throw new SettingsProblem(
    'SAML_KEY must be a file with an RSA private key and the certificate of that key, both as PEM.',
  );
}

/** The name of what a provider asserts, in XML. */
export const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
const MD = 'urn:oasis:names:tc:SAML:2.0:metadata';
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const UI = 'urn:oasis:names:tc:SAML:metadata:ui';
const SCOPE = 'urn:mace:shibboleth:metadata:1.0';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/** Reads a provider's metadata. Throws SettingsProblem, in words, when they cannot be used. */
export function readProvider(text: string): SamlProvider {
  const root = parseXml(text)?.documentElement;
  const found = root ? inside(root, MD, 'IDPSSODescriptor') : [];
  const [role] = found;
  if (!role || found.length > 1)
    throw new SettingsProblem(
      `SAML_METADATA must be a file with the metadata of one identity provider, but it has ${found.length}.`,
    );
  const entity = role.parentNode as Element;
  const signInAddress = inside(role, MD, 'SingleSignOnService')
    .filter((one) => one.getAttribute('Binding') === REDIRECT)
    .map((one) => one.getAttribute('Location') ?? '')
    .find(isSafe);
  const certificates = inside(role, MD, 'KeyDescriptor')
    .filter((one) => one.getAttribute('use') !== 'encryption')
    .flatMap((one) => inside(one, DS, 'X509Certificate').map((certificate) => toPem(textIn(certificate))));
  const entityId = entity.getAttribute('entityID') ?? '';
  if (!signInAddress || certificates.length === 0 || entityId === '')
    throw new SettingsProblem(
      'SAML_METADATA lacks an entityID, a key to sign with, or an https:// address to sign in at by HTTP-Redirect.',
    );
  const scopes = inside(entity, SCOPE, 'Scope')
    .filter((one) => one.getAttribute('regexp') !== 'true')
    .map((one) => textIn(one).toLowerCase());
  return { entityId, signInAddress, certificates, scopes, name: nameIn(entity) };
}

/** Plain http is for trying things out on one's own machine, and for nothing else. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname));
}

function toPem(text: string): string {
  try {
    return new X509Certificate(Buffer.from(text, 'base64')).toString();
  } catch {
    throw new SettingsProblem('SAML_METADATA has a certificate that cannot be read.');
  }
}

function nameIn(entity: Element): string | undefined {
  const names = [...inside(entity, UI, 'DisplayName'), ...inside(entity, MD, 'OrganizationDisplayName')];
  const english = names.find((one) => /^en\b/.test(one.getAttribute('xml:lang') ?? ''));
  return textIn(english ?? names[0]) || undefined;
}

/** XML as a tree; nothing when it is not well formed, or declares a type or entities, which no message of ours needs. */
export function parseXml(text: string): Document | undefined {
  if (declares(text)) return undefined;
  try {
    const stop = (): never => {
      throw new Error('This is not XML.');
    };
    return new DOMParser({ errorHandler: { warning: stop, error: stop, fatalError: stop } }).parseFromString(
      text,
      'text/xml',
    );
  } catch {
    return undefined;
  }
}

/** Whether a text declares a document type or an entity: the way to make a reader of XML fetch files or fill its memory. */
export function declares(text: string): boolean {
  return /<!\s*(?:DOCTYPE|ENTITY)/i.test(text);
}

/** Every element of that name below this one. */
export function inside(element: Element, namespace: string, name: string): Element[] {
  return Array.from(element.getElementsByTagNameNS(namespace, name));
}

/** The elements at a path of names below this one, such as "Subject/NameID": no deeper, however alike they look there. */
export function at(element: Element, namespace: string, path: string): Element[] {
  return path
    .split('/')
    .reduce(
      (found, name) =>
        found.flatMap((parent) => inside(parent, namespace, name).filter((one) => one.parentNode === parent)),
      [element],
    );
}

/** The text of an element, trimmed; '' without one. */
export function textIn(element: Element | undefined): string {
  return element?.textContent?.trim() ?? '';
}

/** Our name to providers, which is the address of our metadata, and where their answers go. */
export function ownNames(): { entityId: string; answersTo: string } {
  const { url } = settings();
  return { entityId: `${url}/sign-in/saml/metadata`, answersTo: `${url}/sign-in/saml/back` };
}

/** What we ask of a provider, by the names in the eduPerson and subject-id standards; only the first is needed. */
const ASKED_FOR = [
  ['subject-id', 'urn:oasis:names:tc:SAML:attribute:subject-id'],
  ['pairwise-id', 'urn:oasis:names:tc:SAML:attribute:pairwise-id'],
  ['displayName', 'urn:oid:2.16.840.1.113730.3.1.241'],
  ['givenName', 'urn:oid:2.5.4.42'],
  ['sn', 'urn:oid:2.5.4.4'],
  ['mail', 'urn:oid:0.9.2342.19200300.100.1.3'],
  ['ou', 'urn:oid:2.5.4.11'],
] as const;

/** Our own metadata, for the provider's administrators. The same settings give the same text at every asking. */
export function ownMetadata(key: OwnKey, house: { name: string; replyTo: string | undefined }): string {
  const { entityId, answersTo } = ownNames();
  const certificate = key.certificate.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  const keyFor = (use: string): string =>
    `<md:KeyDescriptor use="${use}"><ds:KeyInfo xmlns:ds="${DS}"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
  const asked = ASKED_FOR.map(
    ([name, uri]) =>
      `<md:RequestedAttribute FriendlyName="${name}" Name="${uri}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"/>`,
  );
  const contact = house.replyTo
    ? `<md:ContactPerson contactType="support"><md:EmailAddress>mailto:${escapeXml(house.replyTo)}</md:EmailAddress></md:ContactPerson>`
    : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="${MD}" entityID="${escapeXml(entityId)}">
<md:Extensions><mdattr:EntityAttributes xmlns:mdattr="urn:oasis:names:tc:SAML:metadata:attribute" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:Attribute Name="urn:oasis:names:tc:SAML:profiles:subject-id:req" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"><saml:AttributeValue>any</saml:AttributeValue></saml:Attribute></mdattr:EntityAttributes></md:Extensions>
<md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:Extensions><mdui:UIInfo xmlns:mdui="${UI}"><mdui:DisplayName xml:lang="en">Waymark, ${escapeXml(house.name)}</mdui:DisplayName></mdui:UIInfo></md:Extensions>
${keyFor('signing')}
${keyFor('encryption')}
<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>
<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${escapeXml(answersTo)}" index="1" isDefault="true"/>
<md:AttributeConsumingService index="1"><md:ServiceName xml:lang="en">Waymark</md:ServiceName>
${asked.join('\n')}
</md:AttributeConsumingService>
</md:SPSSODescriptor>
${contact}
</md:EntityDescriptor>
`;
}

function escapeXml(text: string): string {
  const signs: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? '');
}
