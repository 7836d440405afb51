import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SAMPLE_ANSWERS } from './samples.ts';
import { faultsOfForm, faultsOfSection, stateOfSection } from './completeness.ts';
import { formContent, splitForTeam } from './form.ts';
import { firstForm, openForms, readFormFile } from './shipped.ts';

openForms('forms');
const FORM = firstForm();

test('the form that is shipped is sound, and the sample’s answers complete it', () => {
  expect(formContent.parse(FORM)).toEqual(FORM);
  expect(faultsOfForm(FORM, SAMPLE_ANSWERS)).toEqual([]);
});

test('whatever is typed, a section is completed exactly when it has no fault and was saved or is required', () => {
  const typed = fc.dictionary(
    fc.constantFrom(...Object.keys(SAMPLE_ANSWERS)),
    fc.oneof(fc.string(), fc.constantFrom('7', 'department', 'a@b.example'), fc.array(fc.string())),
  );
  fc.assert(
    fc.property(typed, fc.boolean(), (answers, saved) => {
      for (const section of FORM.sections) {
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
      const { answers, teamAnswers } = splitForTeam(FORM, { ...more, ...SAMPLE_ANSWERS });
      expect(Object.keys(teamAnswers)).toEqual(['needs', 'access']);
      expect(answers).not.toHaveProperty('access');
    }),
  );
});

test('a file of a form that cannot be used is told with its name, where in it, and why, all faults at once', () => {
  const faultsIn = (text: string) => {
    const read = readFormFile(text, 'broken.yaml');
    return 'faults' in read ? read.faults.map(({ file, path, reason }) => `${file}: ${path}: ${reason}`) : [];
  };
  expect(faultsIn('id: [')[0]).toContain('broken.yaml: (the whole file): This is not YAML');
  expect(faultsIn('- a list')).toEqual([
    'broken.yaml: (the whole file): This must be a set of keys and values.',
  ]);
  const sections = [
    { id: 'one', title: 'One', questions: [{ id: 'a', kind: 'guess', label: 'A', name: 'A' }] },
    { id: 'Two', title: 'Two', questions: [] },
  ];
  const faults = faultsIn(
    JSON.stringify({ id: 'other', title: 'Broken', sections, selection: FORM.selection }),
  );
  expect(faults).toEqual(
    expect.arrayContaining([
      expect.stringContaining('broken.yaml: sections[0].questions[0].kind: ') as string,
      'broken.yaml: sections[1].id: must be small letters, digits and hyphens',
      'broken.yaml: sections[1].questions: must hold at least 1 question',
      'broken.yaml: id: The id must be the name of the file.',
    ]),
  );
});
