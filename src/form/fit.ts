import { valuesOf, type Answers } from './answers.ts';
import { faultsOf } from './completeness.ts';
import { AUDIENCES, keysOf, questionsOf, type FormContent } from './form.ts';

/** Why answers given on one version of a form cannot go over to another: which question, and what became of it. */
export type Misfit = {
  readonly question: string;
  readonly why:
    'is gone' | 'is asked in another way' | 'is read by more people' | 'is kept apart' | 'has other bounds';
};

/**
 * What keeps answers given on one version from going over to another; nothing when they fit. An answer fits where the same
 * question is asked in the same way, no more people read it, and it is as right there as it was here.
 */
export function misfitsOf(from: FormContent, to: FormContent, answers: Answers): Misfit[] {
  const there = new Map(questionsOf(to).map((one) => [one.question.id, one]));
  return questionsOf(from).flatMap(({ section, question }): Misfit[] => {
    if (!keysOf(question).some((key) => valuesOf(answers[key]).length > 0)) return [];
    const found = there.get(question.id);
    const misfit = (why: Misfit['why']): Misfit[] => [{ question: question.label, why }];
    if (!found) return misfit('is gone');
    if (found.question.kind !== question.kind) return misfit('is asked in another way');
    if (AUDIENCES.indexOf(found.section.audience) < AUDIENCES.indexOf(section.audience))
      return misfit('is read by more people');
    if (found.section.audience === 'nobody' && section.audience !== 'nobody') return misfit('is kept apart');
    const wrongThere = faultsOf(found.question, answers).length > 0;
    return wrongThere && faultsOf(question, answers).length === 0 ? misfit('has other bounds') : [];
  });
}

/** In which section each key of a form stands. */
export function sectionsOfKeys(content: FormContent): ReadonlyMap<string, string> {
  return new Map(
    questionsOf(content).flatMap(({ section, question }) =>
      keysOf(question).map((key): [string, string] => [key, section.id]),
    ),
  );
}

/** What differs between two versions: questions by id. */
export type Difference = {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
};

/** The labels of questions that one version has and another has not, or has otherwise. */
export function differenceOf(from: FormContent, to: FormContent): Difference {
  const plain = (content: FormContent) =>
    new Map(
      questionsOf(content).map(({ section, question: { version: _, ...question } }) => [
        question.id,
        {
          label: question.label,
          words: JSON.stringify([section.audience, section.onlyIf, inOrder(question)]),
        },
      ]),
    );
  const [before, after] = [plain(from), plain(to)];
  const labels = (all: ReturnType<typeof plain>, keep: (id: string) => boolean) =>
    [...all].filter(([id]) => keep(id)).map(([, { label }]) => label);
  return {
    added: labels(after, (id) => !before.has(id)),
    changed: labels(after, (id) => before.has(id) && before.get(id)?.words !== after.get(id)?.words),
    removed: labels(before, (id) => !after.has(id)),
  };
}

/** The form with the version of each question raised that differs from the one published before. */
export function withVersions(from: FormContent, to: FormContent): FormContent {
  const before = new Map(questionsOf(from).map(({ question }) => [question.id, question]));
  return {
    ...to,
    sections: to.sections.map((section) => ({
      ...section,
      questions: section.questions.map((question) => {
        const old = before.get(question.id);
        const version = old?.version ?? 1;
        const same = old && JSON.stringify(bare(old)) === JSON.stringify(bare(question));
        return { ...question, version: !old ? 1 : same ? version : version + 1 };
      }),
    })),
  };
}

function bare({ version: _, ...rest }: { version?: number | undefined }): unknown {
  return inOrder(rest);
}

/** A value with its keys in one order, at every depth: jsonb keeps an order of its own. */
export function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, one]) => [key, inOrder(one)]);
}
