import type { ComponentChildren } from 'preact';

/** What every field takes. A field is required unless it says that it is optional. */
export type FieldProps = {
  name: string;
  label: string;
  /** Said before the field, in a sentence. */
  hint?: ComponentChildren;
  /** What was wrong with it, in a sentence that says what to do. */
  error?: string | undefined;
  /** The label says "(optional)". */
  optional?: boolean | undefined;
  /** Only where one page holds the same field twice; otherwise the id comes from the name. */
  id?: string | undefined;
  /** The label is heard and not seen: only where a heading beside it says the same. */
  hideLabel?: boolean | undefined;
};

/** The id of a field's control, from its name: the error summary links to it. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll(/[^\w-]+/g, '-')}`;
}

/** The ids and states that tie a control to its hint and its error. */
export function describe(field: FieldProps) {
  const id = field.id ?? fieldId(field.name);
  const said = [field.hint && `${id}-hint`, field.error && `${id}-error`].filter(Boolean).join(' ');
  return {
    id,
    'aria-describedby': said || undefined,
    'aria-invalid': field.error ? ('true' as const) : undefined,
  };
}

/** Label, hint, error, then the control. */
export function FieldFrame({ field, children }: { field: FieldProps; children: ComponentChildren }) {
  const { id } = describe(field);
  return (
    <div class={field.error ? 'field field-wrong' : 'field'}>
      <label for={id} class={field.hideLabel ? 'unseen' : undefined}>
        {field.label}
        <OptionalMark optional={field.optional} />
      </label>
      <HintAndError id={id} hint={field.hint} error={field.error} />
      {children}
    </div>
  );
}

/** A question with several controls: the label is a legend. */
export function GroupFrame({ field, children }: { field: FieldProps; children: ComponentChildren }) {
  const { id, 'aria-describedby': said } = describe(field);
  return (
    <fieldset class={field.error ? 'field field-wrong' : 'field'} aria-describedby={said}>
      <legend class={field.hideLabel ? 'unseen' : undefined}>
        {field.label}
        <OptionalMark optional={field.optional} />
      </legend>
      <HintAndError id={id} hint={field.hint} error={field.error} />
      {children}
    </fieldset>
  );
}

function OptionalMark({ optional }: { optional: boolean | undefined }) {
  return optional ? <span class="optional"> (optional)</span> : null;
}

function HintAndError({
  id,
  hint,
  error,
}: {
  id: string;
  hint: ComponentChildren;
  error: string | undefined;
}) {
  return (
    <>
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
    </>
  );
}

/** Several fields under one heading. */
export function Fieldset({
  legend,
  hint,
  children,
}: {
  legend: string;
  hint?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <fieldset class="fieldset">
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </fieldset>
  );
}
