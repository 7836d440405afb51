import { SAML, ValidateInResponseTo, type SamlConfig } from '@node-saml/node-saml';
import { now, rehearsedBy } from '#platform/clock.ts';
import { sealFor } from '#platform/secret.ts';
import { readClaims, type SamlClaims } from './saml-claims.ts';
import { ASSERTION, at, declares, ownNames, parseXml, textIn, type SamlHere } from './saml-metadata.ts';

/** How long somebody may take at the provider. */
export const VISIT_MINUTES = 30;
/** How far our clock and the provider's may stand apart. */
const SKEW_MS = 2 * 60_000;
/** An answer is used within seconds; one that was made longer ago than this comes from somewhere else. */
const OLDEST_MS = 10 * 60_000;
/** Far above what a provider sends; reading XML costs more than its length. */
const LONGEST = 500_000;

/** Why an answer from the provider signs nobody in. */
export type SamlFault =
  | 'not-saml' // no answer at all, or not well formed
  | 'entity' // declares a document type or entities
  | 'unsolicited' // answers no request
  | 'used' // answers a request that was answered, ran out, or was never ours
  | 'declined' // the provider says no
  | 'recipient' // is meant for another address
  | 'issuer' // comes from somebody else
  | 'weak' // is signed by SHA-1
  | 'signature' // is not signed, or what is signed is not what it says
  | 'audience' // is meant for another service
  | 'time' // too old, or not valid yet
  | 'unsound' // anything else that the standard forbids
  | 'no-subject'; // does not say who it is, in a way that lasts

/** An answer that signs nobody in. */
export class SamlRefused extends Error {
  readonly code: SamlFault;
  constructor(code: SamlFault) {
    super(code);
    this.name = 'SamlRefused';
    this.code = code;
  }
}

/** The id of the request that a browser is sent away with: drawn from its token, so that nothing else need be kept. */
export function requestIdOf(tab: string): string {
  return `_${sealFor('saml request', tab)}`;
}

/** Goes with each request and comes back with each answer to one; an answer that has it was asked for. */
export const ASKED = 'asked-for';

/** Where the browser goes to sign in at the provider: a signed request, in the address. */
export async function requestAddress(here: SamlHere, tab: string): Promise<string> {
  const saml = talkTo(here, { requestId: requestIdOf(tab), isOpen: async () => false });
  return saml.getAuthorizeUrlAsync(ASKED, undefined, {});
}

type Talk = { requestId: string; isOpen: (requestId: string) => Promise<boolean> };

/** The protocol's library, set as strictly as it goes: answer and assertion both signed, each the answer to an open request. */
function talkTo({ provider, key }: SamlHere, { requestId, isOpen }: Talk): SAML {
  const { entityId, answersTo } = ownNames();
  const config: SamlConfig = {
    entryPoint: provider.signInAddress,
    idpCert: [...provider.certificates],
    issuer: entityId,
    audience: entityId,
    callbackUrl: answersTo,
    privateKey: key.privateKey,
    decryptionPvk: key.privateKey,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
    acceptedClockSkewMs: SKEW_MS,
    maxAssertionAgeMs: OLDEST_MS,
    requestIdExpirationPeriodMs: VISIT_MINUTES * 60_000,
    validateInResponseTo: ValidateInResponseTo.always,
    generateUniqueId: () => requestId,
    cacheProvider: {
      saveAsync: async () => null,
      getAsync: async (id) => ((await isOpen(id)) ? machineNow().toString() : null),
      // Which request is answered is settled once and for all where the answer is kept.
      removeAsync: async () => null,
    },
  };
  return new SAML(config);
}

/** The provider's clock is compared with the machine's own, also while ours is rehearsed. */
function machineNow() {
  return now().subtract({ milliseconds: rehearsedBy() });
}

/** What a signed answer says, and which request it answers. */
export type SamlAnswer = { readonly requestId: string; readonly claims: SamlClaims };

/**
 * Judges what was posted as an answer, and says who it is about. The library checks signatures, request, audience and times;
 * what it leaves open is checked here: document types, addressee, issuer, and what confirms the subject. `isOpen` tells whether a
 * request is ours and not yet answered. Throws SamlRefused; keeps nothing.
 */
export async function judgeAnswer(
  here: SamlHere,
  posted: string,
  isOpen: Talk['isOpen'],
): Promise<SamlAnswer> {
  const requestId = requestAnswered(here, posted);
  if (!(await isOpen(requestId))) throw new SamlRefused('used');
  const saml = talkTo(here, { requestId, isOpen });
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: posted }).catch(sayFault);
  // Only what the signature covers is read from here on.
  const assertion = parseXml(profile?.getAssertionXml?.() ?? '')?.documentElement;
  if (!assertion) throw new SamlRefused('unsound');
  if (issuerOf(assertion) !== here.provider.entityId) throw new SamlRefused('issuer');
  if (!isConfirmed(assertion, requestId)) throw new SamlRefused('recipient');
  const claims = readClaims(assertion, here.provider);
  if (!claims) throw new SamlRefused('no-subject');
  return { requestId, claims };
}

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/** What can be told before any signature is checked; the answer is refused for it in any case. */
function requestAnswered({ provider }: SamlHere, posted: string): string {
  if (posted === '' || posted.length > LONGEST || !/^[A-Za-z0-9+/=\s]+$/.test(posted))
    throw new SamlRefused('not-saml');
  const text = Buffer.from(posted, 'base64').toString('utf8');
  if (declares(text)) throw new SamlRefused('entity');
  const root = parseXml(text)?.documentElement;
  if (root?.namespaceURI !== PROTOCOL || root.localName !== 'Response') throw new SamlRefused('not-saml');
  if (at(root, PROTOCOL, 'Status/StatusCode')[0]?.getAttribute('Value') !== SUCCESS)
    throw new SamlRefused('declined');
  if (root.getAttribute('Destination') !== ownNames().answersTo) throw new SamlRefused('recipient');
  if (issuerOf(root) !== provider.entityId) throw new SamlRefused('issuer');
  if (/xmldsig#(?:rsa|dsa|hmac)-sha1"/.test(text)) throw new SamlRefused('weak');
  const requestId = root.getAttribute('InResponseTo');
  if (!requestId) throw new SamlRefused('unsolicited');
  return requestId;
}

function issuerOf(element: Element): string {
  return textIn(at(element, ASSERTION, 'Issuer')[0]);
}

/** The library says faults in English sentences; what they are about is all that is wanted of them. */
function sayFault(error: unknown): never {
  const says = error instanceof Error ? error.message : '';
  if (/audience/i.test(says)) throw new SamlRefused('audience');
  if (/expired|not yet valid|subject confirmation/i.test(says)) throw new SamlRefused('time');
  if (/signature|signed/i.test(says)) throw new SamlRefused('signature');
  throw new SamlRefused('unsound');
}

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** Whether the assertion was given to this browser to bring here, now, as the answer to this request (profiles, 4.1.4.2). */
function isConfirmed(assertion: Element, requestId: string): boolean {
  const latest = machineNow().subtract({ milliseconds: SKEW_MS }).epochMilliseconds;
  return at(assertion, ASSERTION, 'Subject/SubjectConfirmation')
    .filter((one) => one.getAttribute('Method') === BEARER)
    .flatMap((one) => at(one, ASSERTION, 'SubjectConfirmationData'))
    .some(
      (data) =>
        data.getAttribute('Recipient') === ownNames().answersTo &&
        data.getAttribute('InResponseTo') === requestId &&
        Date.parse(data.getAttribute('NotOnOrAfter') ?? '') > latest,
    );
}
