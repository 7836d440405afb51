import { onOneLine } from '#platform/forms.ts';
import type { ProviderClaims } from './oidc.ts';
import { ASSERTION, at, textIn, type SamlProvider } from './saml-metadata.ts';

/** What an assertion says of somebody; `formerSubjects` are names for them that are known to last less well. */
export type SamlClaims = ProviderClaims & { readonly formerSubjects: readonly string[] };

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

/** Under which names providers send what we ask for: by the standards, as plain words, and as Microsoft's do. */
const NAMES = {
  'subject-id': ['urn:oasis:names:tc:SAML:attribute:subject-id'],
  'pairwise-id': ['urn:oasis:names:tc:SAML:attribute:pairwise-id'],
  targetedId: ['urn:oid:1.3.6.1.4.1.5923.1.1.1.10', 'eduPersonTargetedID'],
  name: [
    'urn:oid:2.16.840.1.113730.3.1.241',
    'displayName',
    'http://schemas.microsoft.com/identity/claims/displayname',
  ],
  given: ['urn:oid:2.5.4.42', 'givenName', `${CLAIMS}/givenname`],
  family: ['urn:oid:2.5.4.4', 'sn', `${CLAIMS}/surname`],
  email: ['urn:oid:0.9.2342.19200300.100.1.3', 'mail', `${CLAIMS}/emailaddress`],
  department: ['urn:oid:2.5.4.11', 'ou', 'department', `${CLAIMS}/department`],
} as const;

/**
 * Who a signed assertion is about, and what it says of them; nothing when it names them in no way that lasts. The address is
 * taken as verified when it lies in a domain that the provider speaks for: its people's addresses are its to give.
 */
export function readClaims(assertion: Element, provider: SamlProvider): SamlClaims | undefined {
  const [subject, ...formerSubjects] = subjectsIn(assertion, provider);
  if (subject === undefined) return undefined;
  const say = (name: keyof typeof NAMES): string => lineOf(valueOf(assertion, name));
  const given = [say('given'), say('family')].filter(Boolean).join(' ');
  const email = say('email') || undefined;
  return {
    issuer: provider.entityId,
    subject,
    formerSubjects,
    email,
    emailVerified: email !== undefined && speaksFor(provider, email),
    name: say('name') || given,
    department: say('department'),
  };
}

/** Every name of the subject that lasts, the best first. An e-mail address or a principal name can be given to somebody else. */
function subjectsIn(assertion: Element, provider: SamlProvider): string[] {
  const scoped = (['subject-id', 'pairwise-id'] as const).flatMap((name) => {
    const value = textIn(valueOf(assertion, name)).toLowerCase();
    return isScoped(value, provider.scopes) ? [`${name} ${value}`] : [];
  });
  const nameIds = [...at(assertion, ASSERTION, 'Subject'), valueOf(assertion, 'targetedId')].flatMap((one) =>
    one ? at(one, ASSERTION, 'NameID') : [],
  );
  const persistent = nameIds
    .filter((nameId) => isOwnPersistent(nameId, provider))
    .map((nameId) => `persistent ${textIn(nameId)}`);
  return [...new Set([...scoped, ...persistent])];
}

/** An identifier by the subject-id standard, in a domain that the provider speaks for. */
function isScoped(value: string, scopes: readonly string[]): boolean {
  const [, scope] = /^[a-z0-9][a-z0-9=-]{0,126}@([a-z0-9][a-z0-9.-]{0,126})$/.exec(value) ?? [];
  return scope !== undefined && scopes.includes(scope);
}

/** A persistent identifier is unique only together with who made it, and for whom: here, the provider itself. */
function isOwnPersistent(nameId: Element, provider: SamlProvider): boolean {
  const qualifier = nameId.getAttribute('NameQualifier');
  const length = textIn(nameId).length;
  return (
    nameId.getAttribute('Format') === 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' &&
    (!qualifier || qualifier === provider.entityId) &&
    length > 0 &&
    length <= 256
  );
}

function speaksFor({ scopes }: SamlProvider, email: string): boolean {
  const domain = email.toLowerCase().split('@').at(-1) ?? '';
  return scopes.some((scope) => domain === scope || domain.endsWith(`.${scope}`));
}

/** The first value of an attribute, under whichever of its names. */
function valueOf(assertion: Element, name: keyof typeof NAMES): Element | undefined {
  const names: readonly string[] = NAMES[name];
  return at(assertion, ASSERTION, 'AttributeStatement/Attribute')
    .filter((attribute) => names.includes(attribute.getAttribute('Name') ?? ''))
    .flatMap((attribute) => at(attribute, ASSERTION, 'AttributeValue'))
    .find((value) => textIn(value) !== '');
}

/** Anything may stand in an attribute: it is taken as text on one line, no longer than a form would allow. */
function lineOf(value: Element | undefined): string {
  return onOneLine(textIn(value)).slice(0, 200);
}
