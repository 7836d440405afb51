import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { APPLICATION_STATES } from '#application';
import { nextStepOf } from './next-step.ts';
import { signsOf } from './signs.ts';
import type { Way, WayApplication, WayPortfolio, WayWorkshop } from './way.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

const nothing: Way = {
  now: at('2024-03-06T09:00:00Z'),
  zone: 'Europe/London',
  terms: undefined,
  application: undefined,
  workshops: [],
  pathway: undefined,
  registration: undefined,
  portfolio: undefined,
  bookings: [],
  submission: undefined,
  award: undefined,
  bodyName: 'ALT',
};

const application = (state: WayApplication['state']): WayApplication => ({
  path: '/applications/1',
  runName: '2024 programme',
  runPath: '/programmes/cmalt/2024',
  state,
  submittedAt: state === 'draft' ? undefined : at('2024-01-05T10:00:00Z'),
  deadline: at('2024-01-08T12:00:00Z'),
  isComplete: false,
  notifyWeekOf: '2024-01-15',
  replyBy: at('2024-01-17T12:00:00Z'),
  repliedAt: state === 'place-accepted' ? at('2024-01-17T09:00:00Z') : undefined,
});

const workshop = (number: number, day: string, openItems: WayWorkshop['openItems'] = []): WayWorkshop => ({
  path: `/workshops/${number}`,
  number,
  title: `The title of ${number}`,
  startsAt: at(`${day}T11:00:00Z`),
  endsAt: at(`${day}T13:00:00Z`),
  cancelled: false,
  attendance: 'attended',
  openItems,
  allItems: 2,
});

const award = (fromElsewhere: boolean) => ({
  path: '/awards/a',
  title: 'CMALT',
  awardedOn: '2024-03-03',
  validUntil: '2027-03-03',
  fromElsewhere,
});

const series = [
  workshop(1, '2024-01-18'),
  workshop(2, '2024-02-19'),
  workshop(3, '2024-03-12', [{ what: 'Find one law', minutes: 20, link: '/portfolio/x' }]),
  workshop(4, '2024-04-11'),
];

const pathway = { title: 'CMALT', abbreviation: 'CMALT', strokes: 2 };
const registration = {
  path: '/registration',
  registeredOn: '2024-01-26',
  expires: at('2026-01-27T00:00:00Z'),
};

const portfolio = (state: WayPortfolio['sections'][number]['state'], openComments = 0): WayPortfolio => ({
  path: '/portfolio/p',
  words: 1837,
  sections: [
    {
      path: '/portfolio/p/sections/c1a',
      code: '1a',
      title: 'Constraints',
      words: 1837,
      parts: [],
      state,
      openComments,
      assessed: true,
    },
  ],
});

test('a stranger is shown the programmes and no trail', () => {
  expect(signsOf(nothing)).toEqual([]);
  expect(nextStepOf(nothing).action?.href).toBe('/programmes');
});

test('an offer that waits for an answer goes before everything else', () => {
  const way = { ...nothing, application: application('offered'), now: at('2024-01-16T09:00:00Z') };
  expect(nextStepOf(way).title).toBe('Accept your place');
  expect(nextStepOf(way).why).toContain('Wed 17 January 2024, 12 noon (UK time) (tomorrow)');
});

test('a draft is chased before the deadline and not after it', () => {
  const way = { ...nothing, application: application('draft'), now: at('2024-01-08T11:59:59Z') };
  expect(nextStepOf(way).title).toBe('Send your application');
  expect(nextStepOf({ ...way, now: at('2024-01-08T12:00:00Z') }).title).not.toBe('Send your application');
});

test('with a place, the open preparation of the coming workshop is next, and the trail stands at that workshop', () => {
  const way = {
    ...nothing,
    application: application('place-accepted'),
    workshops: series,
    pathway,
    registration,
  };
  expect(nextStepOf(way).title).toBe('Find one law');
  const signs = signsOf(way);
  expect(signs.find((sign) => sign.place === 'here')?.title).toBe('Workshop 3: The title of 3');
  expect(signs.map((sign) => sign.title)).toContain('Workshops 1 and 2');
});

test('after the first workshop the pathway is asked for, then the registration', () => {
  const way = { ...nothing, application: application('place-accepted'), workshops: series.slice(0, 2) };
  expect(nextStepOf(way).title).toBe('Choose your pathway');
  expect(nextStepOf({ ...way, pathway }).title).toBe('Register with ALT');
});

test('open feedback goes before new writing, and a portfolio that is ready throughout is to be submitted', () => {
  const way = { ...nothing, pathway, registration, portfolio: portfolio('drafting', 2) };
  expect(nextStepOf(way).title).toBe('Read the feedback on 1a Constraints');
  expect(nextStepOf({ ...way, portfolio: portfolio('drafting') }).title).toBe('Go on with 1a Constraints');
  expect(nextStepOf({ ...way, portfolio: portfolio('ready') }).title).toBe('Submit your portfolio');
});

test('whatever the facts, there is one next step, and the signs go behind, here, ahead in this order', () => {
  const anyWay = fc.record({
    state: fc.option(fc.constantFrom(...APPLICATION_STATES)),
    workshops: fc.constantFrom([], series, series.slice(0, 1)),
    pathway: fc.boolean(),
    registration: fc.boolean(),
    writing: fc.option(fc.constantFrom('not-started' as const, 'drafting' as const, 'ready' as const)),
    day: fc.integer({ min: 0, max: 900 }),
  });
  fc.assert(
    fc.property(anyWay, (facts) => {
      const way: Way = {
        ...nothing,
        now: at('2024-01-01T09:00:00Z').add({ hours: 24 * facts.day }),
        application: facts.state ? application(facts.state) : undefined,
        workshops: facts.workshops,
        pathway: facts.pathway ? pathway : undefined,
        registration: facts.registration ? registration : undefined,
        portfolio: facts.writing ? portfolio(facts.writing) : undefined,
      };
      expect(nextStepOf(way).title).not.toBe('');
      const signs = signsOf(way);
      expect(signs.filter((sign) => sign.place === 'here').length).toBeLessThanOrEqual(1);
      const here = signs.findIndex((sign) => sign.place === 'here');
      expect(signs.slice(0, Math.max(here, 0)).every((sign) => sign.place === 'past')).toBe(true);
      expect(here >= 0 && signs.slice(here + 1).some((sign) => sign.place !== 'ahead')).toBe(false);
    }),
  );
});

test('an award from elsewhere is said to be so, and nothing that did not happen here lies behind its holder', () => {
  const held = { ...nothing, pathway, registration, portfolio: portfolio('drafting'), award: award(true) };
  const signs = signsOf(held);
  expect(signs.map(({ title, place }) => `${place} ${title}`)).toEqual([
    'past Pathway chosen: CMALT',
    'past Registered with ALT',
    'past CMALT',
    'here Review',
  ]);
  expect(signs[2]?.lines).toEqual(['awarded Sun 3 March 2024', 'by ALT, outside this house']);
  const here = JSON.stringify(signsOf({ ...held, award: award(false) }));
  expect(here).toContain('awarded Sun 3 March 2024');
  expect(here).not.toContain('outside');
});
