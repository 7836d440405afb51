import type { Run } from '#programme';
import type { Database } from '#platform/database.ts';
import { compose, type Composed } from './compose.ts';
import { placeholdersOf, type LetterKind, type Recipient, type Values } from './kind.ts';
import type { LetterText } from './letter-text.ts';
import { everywhere } from './write.ts';

/** The name under which the examples stand among those to preview as. */
export const EXAMPLES = 'examples';

/** Everybody whom a letter of this kind could be shown as in a run: the examples first, then real people. */
export async function recipientsOf(db: Database, kind: LetterKind, run: Run): Promise<Recipient[]> {
  const real = (await kind.recipients?.(db, run)) ?? [];
  return [exampleOf(kind, run), ...real.map((one) => withProgramme(one, run))];
}

function exampleOf(kind: LetterKind, run: Run): Recipient {
  const examples = Object.entries(placeholdersOf(kind)).map(
    ([name, { example }]) => [name, example] as const,
  );
  const values: Values = Object.fromEntries(examples);
  const { name, ...own } = everywhere(run.programme, { to: { name: String(values.name) } });
  return {
    id: EXAMPLES,
    name: 'The examples',
    values: { ...values, name, ...own },
    link: kind.link?.example,
  };
}

function withProgramme(recipient: Recipient, run: Run): Recipient {
  const { values } = recipient;
  return { ...recipient, values: { ...everywhere(run.programme, { to: recipient }), ...values } };
}

/** Somebody for whom a text has no value, and for what. */
export type Lacking = { readonly name: string; readonly missing: readonly string[] };

/** A text as one of them would get it, and all of them who lack a value that it uses. */
export function previewText(
  text: LetterText,
  recipients: readonly Recipient[],
  chosen: string | undefined,
): { readonly as: Recipient; readonly composed: Composed; readonly lacking: readonly Lacking[] } | undefined {
  const as = recipients.find(({ id }) => id === chosen) ?? recipients[0];
  if (!as) return undefined;
  const lacking = recipients
    .filter(({ id }) => id !== EXAMPLES)
    .map(({ name, values, link }) => ({ name, missing: compose(text, values, link).missing }))
    .filter(({ missing }) => missing.length > 0);
  return { as, composed: compose(text, as.values, as.link), lacking };
}
