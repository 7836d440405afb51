import { errorFor, TextArea, TextField, type FieldError } from '#look/field.tsx';
import type { LetterKind } from './kind.ts';
import type { LetterText } from './letter-text.ts';

type Props = { kind: LetterKind; text: LetterText; errors: readonly FieldError[]; rows: number };

/** The boxes in which a letter's words are written, for all letters of a kind or for one: subject, body, words on the link. */
export function WordsFields({ kind, text, errors, rows }: Props) {
  return (
    <>
      <TextField name="subject" label="Subject" value={text.subject} error={errorFor(errors, 'subject')} />
      <TextArea
        name="body"
        label="The letter"
        hint="Markdown: a blank line between paragraphs, - for a list, **strong**, [words](https://address), \ at the end of a line to break it."
        value={text.body}
        rows={rows}
        error={errorFor(errors, 'body')}
      />
      {kind.link && (
        <TextField
          name="linkLabel"
          label="Words on the link"
          hint={`It leads to ${kind.link.means}.`}
          value={text.linkLabel}
          size="half"
          error={errorFor(errors, 'linkLabel')}
        />
      )}
    </>
  );
}
