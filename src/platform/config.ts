import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Temporal } from 'temporal-polyfill';

/** Everything that an operator may set. Every entry is optional in the environment; see README. */
export type Settings = {
  readonly port: number;
  readonly host: string;
  /** How many proxies stand between the callers and this process, each adding to X-Forwarded-For; 0: none is trusted. */
  readonly proxies: number;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  /** Public base address without a trailing slash; undefined means http://localhost:<port>. */
  readonly url: string;
  readonly secret: string | undefined;
  readonly smtpUrl: string | undefined;
  /** true: asked for by hand; false: refused by hand; undefined: decide by the data folder. */
  readonly demo: boolean | undefined;
  readonly rehearsedNow: Temporal.Instant | undefined;
  readonly oidc:
    { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | undefined;
  /** The institution's identity provider that speaks SAML 2.0, and what this house is to it. */
  readonly saml:
    | {
        /** The provider's metadata, as it publishes them. */
        readonly metadataFile: string;
        /** PEM: our private key and its certificate. */
        readonly keyFile: string;
        /** Domains that the provider may speak for; undefined: those that its metadata name. */
        readonly scopes: readonly string[] | undefined;
        /** Whether a tile at the provider's portal may send people here to sign in. */
        readonly unsolicited: boolean;
      }
    | undefined;
  /** The project's folder: frameworks, terms, demo and migrations are read below it. */
  readonly root: string;
};

/** Raised at start when a setting cannot be used; the message names setting, value and what is allowed. */
export class SettingsProblem extends Error {}

type Environment = Record<string, string | undefined>;

/** Reads and checks all settings at once; every fault is listed, none is guessed around. */
export function readSettings(env: Environment): Settings {
  const faults: string[] = [];
  const read = <T>(name: string, parse: (value: string) => T | undefined, allowed: string): T | undefined => {
    const value = env[name];
    if (value === undefined || value.trim() === '') return undefined;
    const parsed = parse(value.trim());
    if (parsed === undefined)
      faults.push(`${name} is "${hideSecrets(name, value)}", but must be ${allowed}.`);
    return parsed;
  };
  const port = read('PORT', toPort, 'a whole number from 0 to 65535') ?? 3000;
  const settings: Settings = {
    port,
    host: read('HOST', toHost, 'a host name or an IP address, such as 127.0.0.1') ?? '127.0.0.1',
    proxies: read('WAYMARK_PROXIES', toFew, 'a whole number from 0 to 9') ?? 0,
    dataFolder: resolve(read('WAYMARK_DATA', (v) => v, 'a folder') ?? 'data'),
    databaseUrl: read('DATABASE_URL', toUrl(['postgres:', 'postgresql:']), 'a postgresql:// address'),
    url:
      read('WAYMARK_URL', toBase, 'an http:// or https:// address without a path') ??
      `http://localhost:${port}`,
    secret: read('WAYMARK_SECRET', toSecret, 'at least 32 characters'),
    smtpUrl: read('SMTP_URL', toUrl(['smtp:', 'smtps:']), 'an smtp:// or smtps:// address'),
    demo: read('WAYMARK_DEMO', toFlag, '1 or 0'),
    rehearsedNow: read('WAYMARK_NOW', toInstant, 'a date-time with a zone, such as 2024-03-05T09:00:00Z'),
    oidc: readOidc(env, read, faults),
    saml: readSaml(read, faults),
    root: resolve(env.WAYMARK_ROOT ?? '.'),
  };
  if (settings.rehearsedNow && settings.demo === false) {
    faults.push('WAYMARK_NOW is set, but is allowed in the demo only (WAYMARK_DEMO is 0).');
  }
  if (faults.length > 0) throw new SettingsProblem(faults.join('\n'));
  return settings;
}

type Reader = <T>(name: string, parse: (value: string) => T | undefined, allowed: string) => T | undefined;

function readOidc(env: Environment, read: Reader, faults: string[]): Settings['oidc'] {
  const issuer = read(
    'OIDC_ISSUER',
    toUrl(['https:', 'http:']),
    'the https:// address of an OpenID provider',
  );
  const clientId = env.OIDC_CLIENT_ID?.trim();
  const clientSecret = env.OIDC_CLIENT_SECRET?.trim();
  if (!issuer && !clientId && !clientSecret) return undefined;
  if (issuer && clientId && clientSecret) return { issuer, clientId, clientSecret };
  faults.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together or not at all.');
  return undefined;
}

function readSaml(read: Reader, faults: string[]): Settings['saml'] {
  const metadataFile = read('SAML_METADATA', toFile, 'a file that is there');
  const keyFile = read('SAML_KEY', toFile, 'a file that is there');
  const scopes = read(
    'SAML_SCOPES',
    toDomains,
    'one or more domains, such as northfield.example, with commas',
  );
  const unsolicited = read('SAML_UNSOLICITED', toFlag, '1 or 0') ?? false;
  if (metadataFile && keyFile) return { metadataFile, keyFile, scopes, unsolicited };
  const isHalf = metadataFile ?? keyFile ?? scopes;
  if (isHalf && !faults.some((fault) => fault.startsWith('SAML_')))
    faults.push('SAML_METADATA and SAML_KEY must be set together or not at all.');
  return undefined;
}

function toPort(value: string): number | undefined {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65535 ? Number(value) : undefined;
}

function toFew(value: string): number | undefined {
  return /^\d$/.test(value) ? Number(value) : undefined;
}

function toHost(value: string): string | undefined {
  return /^[A-Za-z0-9.:-]+$/.test(value) ? value : undefined;
}

function toUrl(protocols: readonly string[]): (value: string) => string | undefined {
  return (value) => (URL.canParse(value) && protocols.includes(new URL(value).protocol) ? value : undefined);
}

function toBase(value: string): string | undefined {
  const checked = toUrl(['http:', 'https:'])(value);
  if (!checked) return undefined;
  const url = new URL(checked);
  return url.pathname === '/' && !url.search && !url.hash ? url.origin : undefined;
}

function toFile(value: string): string | undefined {
  return existsSync(value) ? resolve(value) : undefined;
}

function toDomains(value: string): readonly string[] | undefined {
  const domains = value.split(',').map((one) => one.trim().toLowerCase());
  return domains.every((one) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(one)) ? domains : undefined;
}

function toSecret(value: string): string | undefined {
  return value.length >= 32 ? value : undefined;
}

function toFlag(value: string): boolean | undefined {
  return value === '1' ? true : value === '0' ? false : undefined;
}

function toInstant(value: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(value);
  } catch {
    return undefined;
  }
}

function hideSecrets(name: string, value: string): string {
  if (name === 'WAYMARK_SECRET') return `${value.length} characters long`;
  return value.replace(/\/\/[^@/]*@/, '//***@');
}

let current: Settings | undefined;

/** Makes the settings known to the whole process; called once at start, and by tests. */
export function useSettings(settings: Settings): void {
  current = settings;
}

/** The settings in force. Throws before `useSettings` was called: a start that forgot is a fault. */
export function settings(): Settings {
  if (!current) throw new Error('The settings are asked for before they were read.');
  return current;
}

/** True when letters go nowhere but into the mailbox page. */
export function hasNoPost(): boolean {
  return settings().smtpUrl === undefined;
}
