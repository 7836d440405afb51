import type { SectionSlot } from '#framework';
import type { Fields } from '#platform/forms.ts';
import type { FieldError } from '#look/field.tsx';

/** The name of a declaration's field on the page. */
export function declarationField(id: string): string {
  return `declare-${id}`;
}

export type Signed = {
  readonly answers: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
};

/**
 * Reads the declaration as it is to stand in the copy: a tick says "Yes", a date is that of signing (`signedOn`, in
 * words), whatever was sent. Texts are kept to 200 characters.
 */
export function readDeclaration(
  fields: Fields,
  declaration: SectionSlot | undefined,
  signedOn: string,
): Signed {
  const answers: Record<string, string> = {};
  const errors: FieldError[] = [];
  for (const { id, kind, label, required } of declaration?.declaration?.fields ?? []) {
    const name = declarationField(id);
    const typed = fields.one(name).trim();
    const answer = kind === 'date' ? signedOn : kind === 'tick' ? typed && 'Yes' : typed;
    if (answer.length > 200)
      errors.push({ field: name, message: `${label} must be 200 characters or fewer` });
    else if (answer !== '') answers[id] = answer;
    else if (required)
      errors.push({
        field: name,
        message: kind === 'tick' ? 'Confirm the statements by ticking the box' : `${label} is missing`,
      });
  }
  return { answers, errors };
}
