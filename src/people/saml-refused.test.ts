import { describe, expect, test } from 'vitest';
import { stopClockAt } from '#platform/clock.ts';
import { openHouse } from '#test/house.ts';
import {
  bring,
  expectRefused,
  faultOf,
  leaveFor,
  mallorys,
  openSamlHouse,
  signInBySaml,
  SUBJECT_ID,
} from '#test/saml-house.ts';
import { later, type Change } from '#test/saml-provider.ts';
import { findPersonByEmail } from './people.sql.ts';
import { browserAt, sampleInstitution } from './samples.ts';

const at = openSamlHouse();

describe('S2.1: an answer that is signed, but not for us, not now or not by them, signs nobody in:', () => {
  const values = (change: Record<string, string | null>) => ({ values: change });
  const template = (from: string, to: string): Change => ({ template: (whole) => whole.replace(from, to) });

  test.each<[string, Change, string]>([
    ['another service is its audience', values({ Audience: 'https://other.example/sp' }), 'audience'],
    [
      'it has no audience',
      template(
        '<saml:AudienceRestriction><saml:Audience>{Audience}</saml:Audience></saml:AudienceRestriction>',
        '',
      ),
      'audience',
    ],
    [
      'it has no conditions',
      { template: (whole) => whole.replace(/<saml:Conditions.*<\/saml:Conditions>/, '') },
      'audience',
    ],
    [
      'its subject was confirmed for another address',
      values({ SubjectRecipient: 'https://other.example/acs' }),
      'recipient',
    ],
    ['its subject was confirmed for no address', values({ SubjectRecipient: null }), 'recipient'],
    [
      'its subject was confirmed for another request',
      template(
        'Recipient="{SubjectRecipient}" InResponseTo="{InResponseTo}"',
        'Recipient="{SubjectRecipient}" InResponseTo="_other"',
      ),
      'unsound',
    ],
    [
      'its subject was confirmed for no request',
      template(
        'Recipient="{SubjectRecipient}" InResponseTo="{InResponseTo}"',
        'Recipient="{SubjectRecipient}"',
      ),
      'recipient',
    ],
    [
      'its subject is held by a key, not by whoever brings it',
      template('cm:bearer', 'cm:holder-of-key'),
      'recipient',
    ],
    ['it is addressed to another page', values({ Destination: 'https://other.example/acs' }), 'recipient'],
    ['it is addressed to nobody', values({ Destination: null }), 'recipient'],
    ['another provider made it', values({ Issuer: 'https://other.example/idp' }), 'issuer'],
    [
      'another provider made the answer around the assertion',
      template('<saml:Issuer>{Issuer}', '<saml:Issuer>https://other.example/idp'),
      'issuer',
    ],
    [
      'another provider made the assertion',
      {
        template: (whole) =>
          whole.replace(/(<saml:Assertion .*?<saml:Issuer>)\{Issuer\}/, '$1https://other.example/idp'),
      },
      'issuer',
    ],
    ['it ran out', values({ ConditionsNotOnOrAfter: later(-3) }), 'time'],
    ['it is not valid yet', values({ ConditionsNotBefore: later(3) }), 'time'],
    [
      'its subject’s confirmation ran out',
      values({ SubjectConfirmationDataNotOnOrAfter: later(-3) }),
      'time',
    ],
    [
      'it was made long ago, though it says that it holds for a year',
      values({
        IssueInstant: later(-20),
        ConditionsNotOnOrAfter: later(500_000),
        SubjectConfirmationDataNotOnOrAfter: later(500_000),
      }),
      'time',
    ],
    [
      'the provider says no',
      values({ StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }),
      'declined',
    ],
  ])('%s', async (_title, change, code) => {
    const { browser, posted } = await mallorys(at, change);
    await expectRefused(at, browser, posted, code);
  });

  test('a clock that is a minute off on either side does no harm', async () => {
    for (const change of [
      values({ ConditionsNotBefore: later(1) }),
      values({ ConditionsNotOnOrAfter: later(-1), SubjectConfirmationDataNotOnOrAfter: later(-1) }),
    ])
      expect(await faultOf((await mallorys(at, change)).posted)).toBe('in');
  });
});

describe('S2.1: an answer that does not say who it is for good signs nobody in:', () => {
  const nameId = (format: string, value: string, qualifier = ''): Change => ({
    template: (whole) =>
      whole.replace(
        '<saml:NameID Format="{NameIDFormat}">{NameID}',
        `<saml:NameID Format="${format}" ${qualifier}>${value}`,
      ),
  });
  const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

  test.each<[string, Change, Record<string, string>]>([
    ['a name for this time only', {}, { mail: 'victim@northfield.example' }],
    [
      'an address as the name',
      nameId('urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', 'victim@northfield.example'),
      {},
    ],
    [
      'a principal name, which may be given to another',
      {},
      { 'urn:oid:1.3.6.1.4.1.5923.1.1.1.6': 'victim@northfield.example' },
    ],
    ['an id outside the provider’s domains', {}, { [SUBJECT_ID]: 'victim-1@other.example' }],
    ['an id in a domain below one of them', {}, { [SUBJECT_ID]: 'victim-1@sub.northfield.example' }],
    ['an id that is none', {}, { [SUBJECT_ID]: 'victim 1@northfield.example' }],
    [
      'a lasting name that another provider made',
      nameId(PERSISTENT, 'abc', 'NameQualifier="https://other.example/idp"'),
      {},
    ],
    ['an empty lasting name', nameId(PERSISTENT, ' '), {}],
  ])('%s', async (_title, change, attributes) => {
    at.provider.directory.vague = { attributes };
    at.provider.change(change);
    const browser = browserAt(at.house);
    const posted = await at.provider.walk(await leaveFor(browser), 'vague');
    const text = await expectRefused(at, browser, posted, 'no-subject');
    expect(text).toContain('did not say who you are in a way that stays the same');
  });
});

describe('S2.1: an answer is used once, by the browser that asked for it:', () => {
  test('the same one again lets nobody in, neither there nor elsewhere', async () => {
    const { browser, posted } = await signInBySaml(at.house, at.provider, 'mallory');
    for (const again of [browser, browserAt(at.house)]) {
      const taken = await bring(at.house, again, posted);
      expect(taken.status).toBe(409);
      expect(await taken.text()).toContain('used before, or came too late');
    }
    const thief = browserAt(at.house);
    expect((await thief.get('/sign-in/saml/in')).status).toBe(409);
    expect(thief.cookies.has('waymark-session')).toBe(false);
  });

  test('brought ten times at once it opens one session', async () => {
    const { browser, posted } = await mallorys(at);
    const taken = await Promise.all(Array.from({ length: 10 }, () => bring(at.house, browser, posted)));
    expect(taken.filter(({ status }) => status === 303)).toHaveLength(1);
    const came = await Promise.all(Array.from({ length: 10 }, () => browser.get('/sign-in/saml/in')));
    expect(
      came.filter(({ headers }) => /waymark-session=[^;]/.test(headers.get('set-cookie') ?? '')),
    ).toHaveLength(1);
  });

  test('a first visit by two browsers at once makes one person with one identity', async () => {
    at.provider.directory.twin = {
      attributes: { [SUBJECT_ID]: 'twin-1@northfield.example', mail: 'twin@northfield.example' },
    };
    const pair = [browserAt(at.house), browserAt(at.house)];
    for (const browser of pair)
      await bring(at.house, browser, await at.provider.walk(await leaveFor(browser), 'twin'));
    const answers = await Promise.all(pair.map((browser) => browser.get('/sign-in/saml/in')));
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await findPersonByEmail(at.house.db, 'twin@northfield.example')).toBeDefined();
  });

  test('Mallory’s answer, posted by the victim’s browser, does not sign the victim in as Mallory', async () => {
    const { posted } = await mallorys(at);
    const victim = browserAt(at.house);
    await leaveFor(victim);
    expect((await bring(at.house, victim, posted)).status).toBe(303);
    expect((await victim.get('/sign-in/saml/in')).status).toBe(409);
    expect(victim.cookies.has('waymark-session')).toBe(false);
  });

  test('brought after half an hour it is too late', async () => {
    stopClockAt('2026-11-23T09:00:00Z');
    const { browser, posted } = await mallorys(at);
    stopClockAt('2026-11-23T09:31:00Z');
    expect((await bring(at.house, browser, posted)).status).toBe(409);
  });

  test('taken at the half hour, it does not wait for its browser beyond it', async () => {
    stopClockAt('2026-11-23T09:00:00Z');
    const { browser, posted } = await mallorys(at);
    stopClockAt('2026-11-23T09:29:00Z');
    expect((await bring(at.house, browser, posted)).status).toBe(303);
    stopClockAt('2026-11-23T09:31:00Z');
    expect((await browser.get('/sign-in/saml/in')).status).toBe(409);
  });
});

describe('S2.1: an answer that we did not ask for is not believed:', () => {
  test('its page says so, and has a button that signs in properly', async () => {
    const posted = await at.provider.press('mallory', '/programmes');
    const text = await expectRefused(at, browserAt(at.house), posted, 'unsolicited');
    expect(text).toContain('href="/sign-in/saml"');
  });

  test('where that is allowed, it leads to the provider once more, and on to where the tile pointed', async () => {
    const open = await openHouse({ ...at.provider.settings, SAML_UNSOLICITED: '1' });
    await open.write((tx) => sampleInstitution(tx));
    const browser = browserAt(open);
    const taken = await bring(open, browser, await at.provider.press('mallory', '/programmes'));
    expect(taken.headers.get('location')).toBe('/sign-in/saml?to=%2Fprogrammes');
    expect(browser.cookies.has('waymark-session')).toBe(false);
    const { answer } = await signInBySaml(open, at.provider, 'mallory', '/programmes');
    expect(answer.headers.get('location')).toBe('/programmes');
    const astray = await bring(open, browser, await at.provider.press('mallory', 'https://evil.example/'));
    expect(astray.headers.get('location')).toBe('/sign-in/saml');
  });

  test('where that is allowed, a provider that forgets our requests does not send browsers round and round', async () => {
    const open = await openHouse({ ...at.provider.settings, SAML_UNSOLICITED: '1' });
    at.provider.change({ values: { InResponseTo: null } });
    const browser = browserAt(open);
    const posted = await at.provider.walk(await leaveFor(browser), 'mallory');
    expect((await bring(open, browser, posted)).status).toBe(409);
  });
});
