import { DeskFrame } from '#programme';
import { Actions, Button, ErrorSummary, Hidden, PostForm, type FieldError } from '#look/field.tsx';
import { Inset } from '#look/page-parts.tsx';
import { HeadEditing } from './editing.view.tsx';
import type { Editing } from './editor.ts';
import type { FormSection } from './form.ts';
import { AUDIENCE_WORDS } from './preview.view.tsx';
import type { Conflict } from './question-edit.view.tsx';
import type { Typed } from './typed.ts';

export type HeadShown = {
  /** Nothing for a section that is to be added. */
  readonly section: FormSection | undefined;
  readonly typed: Typed;
  readonly mark: string;
  readonly errors: readonly FieldError[];
  readonly conflict?: Conflict<FormSection>;
};

/** A section's name, hint and readers to write. */
export function HeadView({ run, content, names, shown }: Editing & { shown: HeadShown }) {
  const { section, typed, mark, errors, conflict } = shown;
  const path = `/desk/${run.id}/form`;
  return (
    <DeskFrame
      run={run}
      tab="form"
      title={section ? 'A section' : 'A new section'}
      lede="One idea a section: each is a page of its own to whoever applies."
    >
      <ErrorSummary errors={errors.map(({ field, message }) => (field ? { field, message } : { message }))} />
      {conflict && (
        <Inset kind="attention">
          <p>
            <strong>{conflict.says}</strong>
            {conflict.by && ` The last change is ${conflict.by}’s.`} What you wrote is in the fields below,
            and is not saved yet. It says now: “{conflict.theirs?.title}”. {conflict.theirs?.lede}{' '}
            {conflict.theirs && AUDIENCE_WORDS[conflict.theirs.audience]}
          </p>
        </Inset>
      )}
      <PostForm action={section ? `${path}/sections/${section.id}` : `${path}/add-section`}>
        {section && <Hidden name="mark" value={mark} />}
        <HeadEditing {...{ typed, errors, content, names, section }} own={section?.id ?? 'new'} />
        <Actions>
          <Button kind="first">
            {conflict
              ? 'Save mine in place of theirs'
              : section
                ? 'Save this section'
                : 'Go on to its first question'}
          </Button>
          <a href={path}>{conflict ? 'Leave it as it is now' : 'Back to the form'}</a>
        </Actions>
      </PostForm>
    </DeskFrame>
  );
}
