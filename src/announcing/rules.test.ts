import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refusalToAnnounce } from './rules.ts';

test('announcing is refused exactly when there is nothing to announce or more offers than free places', () => {
  const number = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(number, number, number, number, (capacity, taken, offers, others) => {
      const refusal = refusalToAnnounce({ capacity, taken, offers, pending: offers + others });
      const fits = offers <= Math.max(0, capacity - taken);
      expect(refusal === undefined).toBe(fits && offers + others > 0);
    }),
  );
});
