/** What one question may hold: a text, or several values of a list. Numbers and dates travel as they were typed. */
export type Answer = string | readonly string[];
export type Answers = Readonly<Record<string, Answer>>;

/** Answers as read from a jsonb column. */
export function toAnswers(value: unknown): Answers {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([id, one]) => {
      const answer = toAnswer(one);
      return answer === undefined ? [] : [[id, answer]];
    }),
  );
}

/** An answer from a value of jsonb; nothing where it can be none. */
export function toAnswer(value: unknown): Answer | undefined {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** The values of an answer, none of them empty. */
export function valuesOf(answer: Answer | undefined): readonly string[] {
  if (answer === undefined) return [];
  return (typeof answer === 'string' ? [answer.trim()] : answer).filter((one) => one !== '');
}

/** The text of an answer, trimmed; '' for a list or none. */
export function textOf(answer: Answer | undefined): string {
  return typeof answer === 'string' ? answer.trim() : '';
}
