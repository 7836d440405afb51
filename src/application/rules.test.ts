import fc from 'fast-check';
import { expect, test } from 'vitest';
import { APPLICATION_STATES, type ApplicationState, type Turn } from './application.ts';
import { faultsOfForm, faultsOfSection, stateOfSection } from './completeness.ts';
import { FORM_2024 } from './form-2024.ts';
import { formContent, splitForTeam } from './form.ts';
import { refusalToTurn, refusalToWithdraw } from './rules.ts';
import { SAMPLE_ANSWERS } from './samples.ts';

const TURNS = APPLICATION_STATES.filter(
  (state): state is Turn => !['draft', 'submitted', 'withdrawn'].includes(state),
);

test('whatever is tried after sending, a place comes only from an offer, and only a place is given up', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TURNS)), (tries) => {
      let state: ApplicationState = 'submitted';
      for (const to of tries) {
        if (refusalToTurn({ state }, to)) continue;
        if (['place-accepted', 'place-declined', 'offer-lapsed'].includes(to)) expect(state).toBe('offered');
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
