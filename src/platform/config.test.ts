import { expect, test } from 'vitest';
import { readSettings, SettingsProblem } from './config.ts';

const faultsOf = (env: Record<string, string>): string => {
  try {
    readSettings(env);
    return '';
  } catch (error) {
    if (error instanceof SettingsProblem) return error.message;
    throw error;
  }
};

test('with nothing set, the house stands on loopback at port 3000 with its own data folder', () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    url: 'http://localhost:3000',
    proxies: 0,
    databaseUrl: undefined,
  });
  expect(settings.dataFolder).toMatch(/\/data$/);
});

test('each wrong setting is refused by name, with its value and what is allowed, all in one message', () => {
  const message = faultsOf({
    PORT: '99999',
    WAYMARK_URL: 'ftp://x',
    WAYMARK_DEMO: 'yes',
    WAYMARK_NOW: 'soon',
    SMTP_URL: 'x',
    WAYMARK_PROXIES: 'all',
  });
  expect(message.split('\n')).toHaveLength(6);
  expect(message).toContain('WAYMARK_PROXIES is "all", but must be a whole number from 0 to 9.');
  expect(message).toContain('PORT is "99999", but must be a whole number from 0 to 65535.');
  expect(message).toContain('WAYMARK_NOW is "soon", but must be a date-time with a zone');
});

test('no message shows a secret or a password', () => {
  expect(faultsOf({ WAYMARK_SECRET: 'too-short-a-secret' })).not.toContain('too-short');
  expect(faultsOf({ DATABASE_URL: 'mysql://root:hunter2@db/x' })).not.toContain('hunter2');
});

test('an OpenID provider is set whole or not at all', () => {
  expect(faultsOf({ OIDC_ISSUER: 'https://sso.example.org' })).toContain('must be set together');
});

test('a SAML provider is set whole or not at all, and by files that are there', () => {
  expect(faultsOf({ SAML_METADATA: 'README.md' })).toContain('must be set together');
  expect(faultsOf({ SAML_KEY: 'no.pem', SAML_METADATA: 'README.md' })).toBe(
    'SAML_KEY is "no.pem", but must be a file that is there.',
  );
  expect(faultsOf({ SAML_SCOPES: 'northfield' })).toContain('SAML_SCOPES is "northfield"');
});

test('a rehearsed clock is refused where the demo is switched off', () => {
  expect(faultsOf({ WAYMARK_NOW: '2024-03-05T09:00:00Z', WAYMARK_DEMO: '0' })).toContain('demo only');
});
