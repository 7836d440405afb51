import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { asAsked, askedLater, endOf, isFrozen, type AskedAt } from './as-asked.ts';
import type { Answers } from './answers.ts';
import { faultsOfForm } from './completeness.ts';
import { countAnswers, FEWEST_SHOWN, withoutFew } from './counts.ts';
import { differenceOf, misfitsOf, withVersions } from './fit.ts';
import { formContent, questionsOf, splitForTeam, type FormContent } from './form.ts';
import { SAMPLE_ANSWERS, sampleAnswersTo, sampleForms } from './samples.ts';
import { firstForm, openForms } from './shipped.ts';
import { weaknessesOf } from './weaknesses.ts';

openForms('forms');

const workshopOne = {
  number: 1,
  startsAt: Temporal.Instant.from('2024-01-18T09:30:00Z'),
  cancelledAt: undefined,
};
const at = (now: string): AskedAt => ({
  now: Temporal.Instant.from(now),
  zone: 'Europe/London',
  workshops: [workshopOne],
});

const asked = (content: FormContent, answers: Answers, now: string) => asAsked(content, answers, at(now));
const idsOf = (content: FormContent) => questionsOf(content).map(({ question }) => question.id);

test('S2.8: access needs are optional until the end of 4 January, two weeks before workshop 1, and asked for after it', () => {
  const without = { ...SAMPLE_ANSWERS, needs: '', access: '' };
  const missing = (now: string) =>
    faultsOfForm(asked(firstForm(), without, now), without).map(({ question }) => question);
  expect(missing('2024-01-04T23:59:59Z')).toEqual([]);
  expect(missing('2024-01-05T00:00:00Z')).toEqual(['needs']);
  const [later] = askedLater(firstForm(), without, at('2023-12-01T00:00:00Z'));
  expect([later?.question.id, later?.by?.toString()]).toEqual(['needs', '2024-01-04']);
});

test('a day before a workshop ends by the run’s clocks, in summer too', () => {
  const summer = {
    number: 1,
    startsAt: Temporal.Instant.from('2026-04-01T09:00:00Z'),
    cancelledAt: undefined,
  };
  const run = { zone: 'Europe/London', workshops: [summer] };
  expect(endOf({ daysBefore: 2, workshop: 1 }, run)?.toString()).toBe('2026-03-30T23:00:00Z');
  expect(endOf({ daysBefore: 4, workshop: 1 }, run)?.toString()).toBe(
    '2026-03-28T00:00:00Z'.replace('28', '29'),
  );
  expect(endOf({ daysBefore: 4, workshop: 2 }, run)).toBeUndefined();
  expect(endOf({ on: '2026-10-25' }, run)?.toString()).toBe('2026-10-26T00:00:00Z');
});

test('S2.8: a question that is asked only after another is hidden with it, and its answer is kept but not sent', () => {
  const content = asked(firstForm(), { ...SAMPLE_ANSWERS, needs: 'no' }, '2023-12-01T00:00:00Z');
  expect(idsOf(content)).not.toContain('access');
  const sent = splitForTeam(content, { ...SAMPLE_ANSWERS, needs: 'no' });
  expect(sent.teamAnswers).toEqual({ needs: 'no' });
  const whole = asked(firstForm(), SAMPLE_ANSWERS, '2023-12-01T00:00:00Z');
  expect(splitForTeam(whole, SAMPLE_ANSWERS).teamAnswers).toEqual({
    needs: 'yes',
    access: 'A seat near the front.',
  });
});

test('whatever is answered, no question is asked whose condition names one that is not', () => {
  fc.assert(
    fc.property(sampleForms(), fc.infiniteStream(fc.nat()), (content, numbers) => {
      const answers = sampleAnswersTo(content, numbers);
      const shown = asked(content, answers, '2024-01-01T00:00:00Z');
      const ids = new Set(idsOf(shown));
      for (const { section, question } of questionsOf(shown))
        for (const condition of [section.onlyIf, question.onlyIf])
          if (condition) expect(ids).toContain(condition.question);
    }),
  );
});

test('S1.1: a form in which nothing blocks can be sent by somebody, and each that blocks is told by its question', () => {
  fc.assert(
    fc.property(sampleForms(), fc.infiniteStream(fc.nat()), (content, numbers) => {
      fc.pre(!weaknessesOf(content).some(({ blocks }) => blocks));
      const answers = sampleAnswersTo(content, numbers);
      expect(faultsOfForm(asked(content, answers, '2024-01-01T00:00:00Z'), answers)).toEqual([]);
    }),
  );
});

const withQuestions = (...questions: object[]): FormContent =>
  formContent.parse({
    ...firstForm(),
    sections: [{ id: 'one', title: 'One', questions: questions.map((one) => ({ name: 'It', ...one })) }],
  });

test('S2.7: impossible bounds and contradicting conditions are each found', () => {
  const says = (...questions: object[]) => weaknessesOf(withQuestions(...questions)).map((one) => one.says);
  const yes = { id: 'a', kind: 'yes-no', label: 'Do you?' };
  expect(says({ id: 'a', kind: 'text', label: 'Why?', words: { min: 90, max: 80 } })).toEqual([
    '“Why?” asks for at least 90 words and at most 80.',
  ]);
  expect(says({ id: 'a', kind: 'number', label: 'Years', min: 5, max: 1, unit: '' })[0]).toContain(
    'from 5 to 1',
  );
  expect(says({ id: 'a', kind: 'date', label: 'Day', from: '2024-02-01', to: '2024-01-01' })).toHaveLength(1);
  const two = [
    { value: 'x', label: 'X' },
    { value: 'y', label: 'Y' },
  ];
  expect(says({ id: 'a', kind: 'choices', label: 'Which?', choices: two, least: 3 })[0]).toContain(
    'offers 2',
  );
  expect(
    says(yes, { id: 'b', kind: 'url', label: 'B', onlyIf: { question: 'a', is: ['maybe'] } })[0],
  ).toContain('no such answer');
  expect(
    says({ id: 'b', kind: 'url', label: 'B', onlyIf: { question: 'a', is: ['yes'] } }, yes)[0],
  ).toContain('comes later');
  expect(
    says(
      yes,
      { id: 'b', kind: 'yes-no', label: 'B', onlyIf: { question: 'a', is: ['yes'] } },
      { id: 'c', kind: 'url', label: 'C', onlyIf: { question: 'b', is: ['yes'] } },
    ),
  ).toEqual([]);
  const content = withQuestions(yes, {
    id: 'c',
    kind: 'url',
    label: 'C',
    onlyIf: { question: 'a', is: ['no'] },
  });
  const [only] = content.sections;
  const contradicting = {
    ...content,
    sections: [
      { ...only!, questions: only!.questions.slice(0, 1) },
      { ...only!, id: 'two', onlyIf: { question: 'a', is: ['yes'] }, questions: only!.questions.slice(1) },
    ],
  };
  expect(weaknessesOf(contradicting)[0]?.says).toContain('contradict');
});

test('a condition that would tell selectors what only the team may read blocks the form', () => {
  const content = formContent.parse({
    ...firstForm(),
    sections: [
      {
        id: 'one',
        title: 'One',
        audience: 'team',
        questions: [{ id: 'a', kind: 'yes-no', label: 'A', name: 'A' }],
      },
      {
        id: 'two',
        title: 'Two',
        questions: [{ id: 'b', kind: 'url', label: 'B', name: 'B', onlyIf: { question: 'a', is: ['yes'] } }],
      },
    ],
  });
  expect(weaknessesOf(content)).toEqual([expect.objectContaining({ question: 'b', blocks: true })]);
});

test('an answer is frozen once its day is over and it was given; an empty one can still be given', () => {
  const content = withQuestions({ id: 'a', kind: 'url', label: 'A', frozenAfter: { on: '2024-01-04' } });
  const question = content.sections[0]!.questions[0]!;
  expect(isFrozen(question, { a: 'https://a.example' }, at('2024-01-04T23:59:59Z'))).toBe(false);
  expect(isFrozen(question, { a: 'https://a.example' }, at('2024-01-05T00:00:00Z'))).toBe(true);
  expect(isFrozen(question, { a: '' }, at('2024-01-05T00:00:00Z'))).toBe(false);
});

test('S2.14: “prefer not to say” is always offered where nobody reads, and nothing there is required', () => {
  const hidden = firstForm().sections.filter(({ audience }) => audience === 'nobody');
  expect(hidden).toHaveLength(1);
  for (const question of hidden.flatMap(({ questions }) => questions)) {
    expect(question.kind === 'choice' && question.choices.at(-1)?.label).toBe('Prefer not to say');
    expect(question.optional).toBe(true);
  }
  const text = { id: 'a', kind: 'text', label: 'A', name: 'A' };
  const wrong = formContent.safeParse({
    ...firstForm(),
    sections: [{ id: 'one', title: 'One', audience: 'nobody', questions: [text] }],
  });
  expect(wrong.success).toBe(false);
});

test('S2.14: whatever is answered, no equality answer is among what is sent', () => {
  const keys = ['gender', 'disability', 'ethnicity', 'age'];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), fc.string()), (given) => {
      const { answers, teamAnswers } = splitForTeam(firstForm(), { ...SAMPLE_ANSWERS, ...given });
      for (const key of keys) expect({ ...answers, ...teamAnswers }).not.toHaveProperty(key);
    }),
  );
});

test('S2.14: no count below five is shown, and none that is hidden follows from the others and the whole', () => {
  const counts = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(counts, (numbers) => {
      const shown = withoutFew(numbers.map((number, index) => ({ label: String(index), number })));
      const hidden = numbers.filter((_, index) => shown[index]?.number === undefined);
      for (const { number } of shown)
        if (number !== undefined) expect(number).toBeGreaterThanOrEqual(FEWEST_SHOWN);
      if (hidden.length === 0 || hidden.length === numbers.length) return;
      expect(hidden.length).toBeGreaterThan(1);
      expect(hidden.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(FEWEST_SHOWN);
    }),
  );
});

test('S2.14: whoever would rather not say is counted with whoever said nothing', () => {
  const question = firstForm().sections.at(-1)!.questions[0]!;
  if (question.kind !== 'choice') throw new Error('The equality questions are choices.');
  const all = [{ gender: 'woman' }, { gender: 'prefer-not-to-say' }, {}, { gender: 'unheard-of' }];
  expect(countAnswers(question, all).map(({ number }) => number)).toEqual([1, 0, 0, 3]);
});

test('answers fit a version that asks the same, and not one that drops, turns or widens their question', () => {
  const from = firstForm();
  expect(misfitsOf(from, from, SAMPLE_ANSWERS)).toEqual([]);
  const map = (change: (question: object & { id: string }) => object): FormContent =>
    formContent.parse({
      ...from,
      sections: from.sections.map((one) => ({ ...one, questions: one.questions.map(change) })),
    });
  const tight = map((one) => (one.id === 'motivation' ? { ...one, words: { min: 1, max: 20 } } : one));
  expect(misfitsOf(from, tight, SAMPLE_ANSWERS)).toEqual([
    { question: 'Why do you want to take part?', why: 'has other bounds' },
  ]);
  const open = formContent.parse({
    ...from,
    sections: from.sections.map((one) =>
      one.audience === 'team'
        ? {
            ...one,
            audience: 'selectors',
            questions: one.questions.map(({ requiredBy: _, ...rest }) => rest),
          }
        : one,
    ),
  });
  expect(misfitsOf(from, open, SAMPLE_ANSWERS).map(({ why }) => why)).toContain('is read by more people');
  const gone = { ...from, sections: from.sections.slice(1) };
  expect(misfitsOf(from, gone, SAMPLE_ANSWERS).map(({ why }) => why)).toContain('is gone');
  expect(
    misfitsOf(from, gone, { ...SAMPLE_ANSWERS, role: '', department: '', years: '', share: '' }),
  ).toEqual([]);
});

test('a changed question is its next version, and one that was left alone keeps its own', () => {
  const from = withVersions(firstForm(), firstForm());
  const to = {
    ...from,
    sections: from.sections.map((one) => ({
      ...one,
      questions: one.questions.map((asks) =>
        asks.id === 'role' ? { ...asks, label: 'What do you do?' } : asks,
      ),
    })),
  };
  const versions = questionsOf(withVersions(from, to)).map(({ question }) => [question.id, question.version]);
  expect(versions.filter(([, version]) => version !== 1)).toEqual([['role', 2]]);
  expect(differenceOf(from, to)).toEqual({ added: [], changed: ['What do you do?'], removed: [] });
});
