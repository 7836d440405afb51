import { FieldFrame, describe, type FieldProps } from './field-frame.tsx';
import { WordCount } from './word-count.tsx';

type Kind = 'text' | 'email' | 'tel' | 'url' | 'search' | 'password' | 'number';

export type TextFieldProps = FieldProps & {
  value?: string | number | undefined;
  type?: Kind | undefined;
  /** Roughly how much is expected; the box is as wide. */
  size?: 'year' | 'short' | 'half' | 'full' | undefined;
  autocomplete?: string | undefined;
  inputmode?: 'text' | 'email' | 'numeric' | 'decimal' | 'tel' | 'url' | 'search' | undefined;
  maxLength?: number | undefined;
  spellcheck?: boolean | undefined;
  readOnly?: boolean | undefined;
};

/** One line of text. */
export function TextField(props: TextFieldProps) {
  return (
    <FieldFrame field={props}>
      <input
        {...describe(props)}
        class={`input input-${props.size ?? 'full'}`}
        type={asText(props.type)}
        name={props.name}
        value={props.value ?? ''}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        maxlength={props.maxLength}
        spellcheck={props.spellcheck}
        readonly={props.readOnly}
      />
    </FieldFrame>
  );
}

/** Preact types the attributes of each kind of input apart and takes no union of kinds. */
function asText(kind: Kind | undefined) {
  return (kind ?? 'text') as 'text';
}

export type TextAreaProps = FieldProps & {
  value?: string | undefined;
  rows?: number | undefined;
  /** Counts words below the field; with a number it says the guide too ("52 of about 300 words"). */
  words?: true | number | undefined;
  maxLength?: number | undefined;
  /** Lets another script find this field and put an editor over it. */
  editor?: string | undefined;
};

/** Several lines of text, with a word count where one helps. */
export function TextArea(props: TextAreaProps) {
  const { id } = describe(props);
  const value = props.value ?? '';
  return (
    <FieldFrame field={props}>
      <textarea
        {...describe(props)}
        class="input input-full"
        name={props.name}
        rows={props.rows ?? 6}
        maxlength={props.maxLength}
        data-editor={props.editor}
      >
        {keepFirstNewline(value)}
      </textarea>
      {props.words && (
        <WordCount field={id} text={value} guide={props.words === true ? undefined : props.words} />
      )}
    </FieldFrame>
  );
}

/** A browser drops the first line break of a textarea's content, so text that starts with one is given another. */
function keepFirstNewline(text: string) {
  return text.startsWith('\n') ? `\n${text}` : text;
}
