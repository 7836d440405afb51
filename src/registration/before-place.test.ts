import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { APPLICATION_STATES, type ApplicationState } from '#application';
import { sayBeforePlace } from './before-place.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

const applied = (state: ApplicationState, name = '2024 programme') => ({
  id: '1',
  state,
  replyBy: at('2024-01-17T12:00:00Z'),
  run: {
    name,
    zone: 'Europe/London',
    deadline: { at: at('2024-01-08T12:00:00Z'), zone: 'Europe/London', graceMinutes: 5 },
    notifyWeekOf: '2024-01-15',
    programme: { editionId: 'cmalt-2019', shortName: 'CMALT' },
  },
});

test('whatever became of an application and whenever one asks, there is one thing to do, and no day that is over is promised', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...APPLICATION_STATES), { maxLength: 4 }),
      fc.integer({ min: 0, max: 400 }),
      (states, days) => {
        const now = at('2023-12-01T12:00:01Z').add({ hours: 24 * days });
        const { title, next, action } = sayBeforePlace(
          states.map((state) => applied(state)),
          now,
        );
        expect(title).not.toBe('');
        expect(`${next} ${action.label}`).not.toMatch(/undefined|NaN|has come to its end/);
        expect(action.href).toMatch(/^\/[a-z]/);
        if (days > 60) expect(next).not.toMatch(/^You hear|close Mon|by Wed/);
      },
    ),
  );
});

test.each<[ApplicationState, string, string, string]>([
  ['draft', '2024-01-02T09:00:00Z', 'close Mon 8 January 2024, 12 noon (UK time)', '/applications/1'],
  ['draft', '2024-01-09T09:00:00Z', 'was not sent before applications closed', '/programmes'],
  ['submitted', '2024-01-09T09:00:00Z', 'You hear in the week of Mon 15 January 2024', '/applications/1'],
  ['submitted', '2024-01-21T23:00:00Z', 'You hear in the week of Mon 15 January 2024', '/applications/1'],
  ['submitted', '2024-01-22T09:00:00Z', 'If no letter has come, ask the team', '/enquiries/new'],
  ['offered', '2024-01-16T09:00:00Z', 'by Wed 17 January 2024, 12 noon (UK time)', '/applications/1/offer'],
  ['offered', '2024-01-17T12:00:00Z', 'until its time to reply had passed', '/programmes'],
  ['reserve', '2024-01-16T09:00:00Z', 'is offered it by letter', '/applications/1'],
  ['deferred', '2024-02-16T09:00:00Z', 'When the next run opens', '/applications/1'],
  ['not-offered', '2024-01-16T09:00:00Z', 'did not lead to a place this time', '/programmes'],
  ['place-given-up', '2024-02-16T09:00:00Z', 'which you gave up', '/programmes'],
])('with an application that is %s at %s one is told "%s" and sent to %s', (state, when, words, href) => {
  const { next, action } = sayBeforePlace([applied(state)], at(when));
  expect(next).toContain(words);
  expect(action.href).toBe(href);
});

test('of several applications the one that has come furthest is spoken of, not the newest', () => {
  const several = [applied('draft', 'A later programme'), applied('reserve')];
  expect(sayBeforePlace(several, at('2024-01-02T09:00:00Z')).title).toBe('You are on the reserve list');
});

test('without any application the way begins at the programmes', () => {
  expect(sayBeforePlace([], at('2024-01-02T09:00:00Z')).action.href).toBe('/programmes');
});
