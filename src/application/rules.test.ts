import fc from 'fast-check';
import { expect, test } from 'vitest';
import { APPLICATION_STATES, type ApplicationState, type Turn } from './application.ts';
import { refusalToTurn, refusalToWithdraw } from './rules.ts';

const TURNS = APPLICATION_STATES.filter(
  (state): state is Turn => !['draft', 'submitted', 'withdrawn'].includes(state),
);

test('whatever is tried after sending, a place comes only from an offer, and only a place is given up', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TURNS)), (tries) => {
      let state: ApplicationState = 'submitted';
      for (const to of tries) {
        if (refusalToTurn({ state }, to)) continue;
        if (['place-accepted', 'offer-lapsed', 'deferred'].includes(to)) expect(state).toBe('offered');
        if (to === 'place-declined') expect(['offered', 'deferred']).toContain(state);
        if (to === 'place-given-up') expect(state).toBe('place-accepted');
        if (to === 'offered') expect(['offered', 'place-accepted', 'place-given-up']).not.toContain(state);
        state = to;
      }
    }),
  );
});

test('what is not sent or was withdrawn comes to nothing, and an offer or a place is not withdrawn', () => {
  for (const to of TURNS) {
    expect(refusalToTurn({ state: 'draft' }, to), to).toBeDefined();
    expect(refusalToTurn({ state: 'withdrawn' }, to), to).toBeDefined();
  }
  expect(refusalToWithdraw({ state: 'offered' })?.code).toBe('offered');
  expect(refusalToWithdraw({ state: 'place-accepted' })?.code).toBe('has-place');
});
