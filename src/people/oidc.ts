import * as oidc from 'openid-client';
import { nowMs } from '#platform/clock.ts';
import { settings, type Settings } from '#platform/config.ts';
import { onOneLine } from '#platform/forms.ts';
import { noteTrouble } from '#platform/log.ts';
import { sealFor } from '#platform/secret.ts';

type Provider = NonNullable<Settings['oidc']>;

/** The provider is given five seconds for each answer: people wait meanwhile. */
const TIMEOUT_SECONDS = 5;
/** What a provider says of itself is asked again after a day. */
const KEEP_MS = 24 * 3600 * 1000;

/** The provider cannot be asked now, or answered what cannot be used. */
export class ProviderTrouble extends Error {}

/** The provider says no, for a reason of its own: the person declined, or may not use this service. */
export class ProviderDeclined extends Error {}

let kept: { provider: Provider; configuration: Promise<oidc.Configuration>; until: number } | undefined;

/** The provider's addresses and keys, asked for when first needed and kept for a day; a failure is not kept. */
async function discover(provider: Provider): Promise<oidc.Configuration> {
  if (kept?.provider === provider && kept.until > nowMs()) return kept.configuration;
  const configuration = oidc.discovery(
    new URL(provider.issuer),
    provider.clientId,
    undefined,
    oidc.ClientSecretPost(provider.clientSecret),
    { timeout: TIMEOUT_SECONDS, execute: isLoopback(provider.issuer) ? [oidc.allowInsecureRequests] : [] },
  );
  const mine = { provider, configuration, until: nowMs() + KEEP_MS };
  kept = mine;
  configuration.catch(() => {
    if (kept === mine) kept = undefined;
  });
  return configuration;
}

/** Plain http is for trying things out on one's own machine, and for nothing else. */
function isLoopback(issuer: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(issuer).hostname);
}

function redirectUri(): string {
  return `${settings().url}/sign-in/oidc/back`;
}

/** What one visit proves itself with, all drawn from the browser's token and the house's secret: nothing of it is stored. */
function proofsOf(tab: string): { state: string; nonce: string; verifier: string } {
  return {
    state: sealFor('oidc state', tab),
    nonce: sealFor('oidc nonce', tab),
    verifier: sealFor('oidc verifier', tab),
  };
}

/** Whether the answer carries the state that this browser was sent away with. */
export function isAnswerTo(tab: string, state: string | null): boolean {
  return state !== null && state === proofsOf(tab).state;
}

/** Where the browser goes to sign in at the provider: authorization code with PKCE, state and nonce. Throws ProviderTrouble. */
export async function authorizationAddress(provider: Provider, tab: string): Promise<string> {
  const { state, nonce, verifier } = proofsOf(tab);
  const configuration = await discover(provider).catch(inTrouble);
  return oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri(),
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).href;
}

/** What the provider says of the person who signed in there. */
export type ProviderClaims = {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly department: string;
};

/**
 * Finishes a visit: trades the code for who it was, all checks made by the library (state, nonce, PKCE, issuer, audience,
 * signature, times). Throws ProviderDeclined when the provider said no and ProviderTrouble for everything else.
 */
export async function finishVisit(provider: Provider, tab: string, query: string): Promise<ProviderClaims> {
  const { state, nonce, verifier } = proofsOf(tab);
  const configuration = await discover(provider).catch(inTrouble);
  const tokens = await oidc
    .authorizationCodeGrant(configuration, new URL(`${redirectUri()}${query}`), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    .catch(declinedOrInTrouble);
  const claims = tokens.claims();
  if (!claims) throw new ProviderTrouble();
  const more = await moreClaims(configuration, tokens.access_token, claims.sub);
  return toClaims(claims.iss, claims.sub, { ...more, ...claims });
}

/** Names and addresses often come from the userinfo page only. Without it, what the token says is enough to go on. */
async function moreClaims(
  configuration: oidc.Configuration,
  accessToken: string,
  subject: string,
): Promise<Record<string, unknown>> {
  if (!configuration.serverMetadata().userinfo_endpoint) return {};
  return oidc.fetchUserInfo(configuration, accessToken, subject).catch(inTrouble);
}

function toClaims(issuer: string, subject: string, claims: Record<string, unknown>): ProviderClaims {
  const given = [textOf(claims.given_name), textOf(claims.family_name)].filter(Boolean).join(' ');
  return {
    issuer,
    subject,
    email: textOf(claims.email) || undefined,
    emailVerified: claims.email_verified === true,
    name: textOf(claims.name) || given,
    department: textOf(claims.department) || textOf(claims.ou),
  };
}

/** Anything may stand in a claim: only text is taken, on one line, and no longer than a form would allow. */
function textOf(claim: unknown): string {
  return typeof claim === 'string' ? onOneLine(claim).slice(0, 200) : '';
}

function inTrouble(error: unknown): never {
  noteTrouble('identity provider', error);
  throw new ProviderTrouble();
}

function declinedOrInTrouble(error: unknown): never {
  if (error instanceof oidc.AuthorizationResponseError && error.error === 'access_denied')
    throw new ProviderDeclined();
  return inTrouble(error);
}
