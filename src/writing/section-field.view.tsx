import { WordCount } from '#look/word-count.tsx';

export type WritingFieldProps = {
  name: string;
  label: string;
  hint: string;
  /** Markdown. */
  text: string;
  /** About how many words are wanted. */
  guide?: number | undefined;
  error?: string | undefined;
};

/** A field for long writing: a textarea of Markdown, over which the script sets an editor. It counts its words. */
export function WritingField({ name, label, hint, text, guide, error }: WritingFieldProps) {
  const id = `field-${name}`;
  const said = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <h2 class="field-heading">
        <label for={id}>{label}</label>
      </h2>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <span class="unseen">Error: </span>
          {error}
        </p>
      )}
      <way-editor label={label}>
        <textarea
          id={id}
          class="input input-full"
          name={name}
          rows={8}
          aria-describedby={said || undefined}
          aria-invalid={error ? 'true' : undefined}
        >
          {text.startsWith('\n') ? `\n${text}` : text}
        </textarea>
      </way-editor>
      <WordCount field={id} text={text} guide={guide} />
    </div>
  );
}
