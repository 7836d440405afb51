import { type Fields, type Parsed, choice, optionalText, parseForm, whole } from '#platform/forms.ts';
import { type Asked, ratingOf } from './asked.ts';
import type { Judgement, JudgementWords } from './judgement.sql.ts';

export type PostedJudgement = { readonly version: number; readonly words: JudgementWords };

/** Reads a posted judgement: a rating may be left open, none may be a word that the scheme does not know. */
export function readJudgement(asked: readonly Asked[], fields: Fields): Parsed<PostedJudgement> {
  const alone = asked.filter((one) => one.alone);
  const given = alone.filter(({ target }) => fields.one(`rating.${target}`) !== '');
  const parsed = parseForm(fields, {
    version: whole('The version'),
    feedback: optionalText('Your feedback', { max: 20_000 }),
    noteToRegistrar: optionalText('Your note to the registrar', { max: 5000 }),
    ...Object.fromEntries(
      asked.map((one) => [`note.${one.target}`, optionalText(`Your note on ${one.code}`, { max: 5000 })]),
    ),
    ...Object.fromEntries(
      given.map(({ target, code, ratings }) => [
        `rating.${target}`,
        choice(
          `a rating of ${code || 'this section'}`,
          ratings.map(({ id }) => id),
        ),
      ]),
    ),
  });
  if (!parsed.ok) return parsed;
  const typed = parsed.value as Record<string, unknown>;
  const textOf = (name: string): string => (typeof typed[name] === 'string' ? typed[name] : '');
  const ratings = asked.map(({ target }) => ({
    target,
    rating: textOf(`rating.${target}`) || undefined,
    note: textOf(`note.${target}`),
  }));
  const words = { feedback: textOf('feedback'), noteToRegistrar: textOf('noteToRegistrar'), ratings };
  return { ok: true, value: { version: Number(typed.version), words } };
}

/** What was typed, whatever is wrong with it, for showing the form again. */
export function typedWords(asked: readonly Asked[], fields: Fields): JudgementWords {
  return {
    feedback: fields.one('feedback'),
    noteToRegistrar: fields.one('noteToRegistrar'),
    ratings: asked.map(({ target }) => ({
      target,
      rating: fields.one(`rating.${target}`) || undefined,
      note: fields.one(`note.${target}`),
    })),
  };
}

export type Difference = { readonly what: string; readonly saved: string; readonly yours: string };

/** Where two versions of one judgement differ, in words. */
export function differences(
  asked: readonly Asked[],
  saved: Pick<Judgement, 'feedback' | 'noteToRegistrar' | 'ratings'>,
  yours: JudgementWords,
): readonly Difference[] {
  const rows = asked.flatMap((one) => {
    const titleOf = (id: string | undefined): string =>
      one.ratings.find((rating) => rating.id === id)?.title ?? '';
    const noteOf = (words: JudgementWords): string =>
      words.ratings.find(({ target }) => target === one.target)?.note ?? '';
    return [
      {
        what: `Rating of ${one.code || one.title}`,
        saved: titleOf(ratingOf(saved.ratings, one.target)),
        yours: titleOf(ratingOf(yours.ratings, one.target)),
      },
      { what: `Note on ${one.code || one.title}`, saved: noteOf(saved), yours: noteOf(yours) },
    ];
  });
  return [
    ...rows,
    { what: 'Feedback', saved: saved.feedback, yours: yours.feedback },
    { what: 'Note to the registrar', saved: saved.noteToRegistrar, yours: yours.noteToRegistrar },
  ].filter((one) => one.saved !== one.yours);
}
