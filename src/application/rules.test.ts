import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { faultsOfForm, faultsOfSection, stateOfSection } from './completeness.ts';
import { FORM_2024 } from './form-2024.ts';
import { formContent, splitForTeam } from './form.ts';
import { mayPromote, refusalToAnnounce, replyBy } from './rules.ts';
import { SAMPLE_ANSWERS } from './samples.ts';

const LONDON = 'Europe/London';
const moments = fc
  .integer({ min: Date.UTC(2023, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 })
  .map((minutes) => Temporal.Instant.fromEpochMilliseconds(minutes * 60_000));

test('a place is held at least as long as promised, to 12 noon or 5pm by the wall clock, in every season', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 720 }), (at, hours) => {
      const due = replyBy(at, hours, LONDON, undefined);
      const wall = due.toZonedDateTimeISO(LONDON);
      expect([12, 17]).toContain(wall.hour);
      expect(wall.minute).toBe(0);
      const waits = due.epochMilliseconds - at.add({ hours }).epochMilliseconds;
      expect(waits).toBeGreaterThanOrEqual(0);
      // 5pm to 12 noon is 19 hours, one more in the night when the clocks go back.
      expect(waits).toBeLessThanOrEqual(20 * 3_600_000);
    }),
  );
});

test('no place is held beyond the first workshop while that is ahead, and none is held for no time', () => {
  fc.assert(
    fc.property(moments, moments, fc.integer({ min: 1, max: 720 }), (at, cutOff, hours) => {
      const due = replyBy(at, hours, LONDON, cutOff);
      expect(due.epochMilliseconds).toBeGreaterThan(at.epochMilliseconds);
      if (mayPromote(cutOff, at)) expect(due.epochMilliseconds).toBeLessThanOrEqual(cutOff.epochMilliseconds);
    }),
  );
});

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

test('the form that is shipped is sound, and the sample’s answers complete it', () => {
  expect(formContent.parse(FORM_2024)).toEqual(FORM_2024);
  expect(faultsOfForm(FORM_2024, SAMPLE_ANSWERS)).toEqual([]);
});

test('whatever is typed, a section is completed exactly when it has no fault and was saved or is required', () => {
  const typed = fc.dictionary(
    fc.constantFrom(...Object.keys(SAMPLE_ANSWERS)),
    fc.oneof(fc.string(), fc.constantFrom('7', 'department', 'a@b.example'), fc.array(fc.string())),
  );
  fc.assert(
    fc.property(typed, fc.boolean(), (answers, saved) => {
      for (const section of FORM_2024.sections) {
        const sound = faultsOfSection(section, answers).length === 0;
        const state = stateOfSection(section, answers, saved);
        if (!sound) expect(state).toBe(saved ? 'in-progress' : 'not-started');
        if (sound && saved) expect(state).toBe('completed');
      }
    }),
  );
});

test('whatever is answered, nothing that only the team may see is among what selectors read', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (more) => {
      const { answers, teamAnswers } = splitForTeam(FORM_2024, { ...more, ...SAMPLE_ANSWERS });
      expect(Object.keys(teamAnswers)).toEqual(['access']);
      expect(answers).not.toHaveProperty('access');
    }),
  );
});
