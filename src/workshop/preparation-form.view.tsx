import { sayZone } from '#calendar';
import {
  Actions,
  Button,
  ButtonLink,
  DateTimeField,
  errorFor,
  ErrorSummary,
  PostForm,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { PageHead } from '#look/page-parts.tsx';
import { runName, type Run, type Workshop } from '#programme';
import type { PreparationTyped } from './preparation.form.ts';
import { sayWhen } from './saying.ts';

type FormProps = {
  run: Run;
  workshop: Workshop;
  title: string;
  action: string;
  typed: PreparationTyped;
  errors: readonly FieldError[];
};

/** Something to prepare, written new or anew. */
export function PreparationFormView({ run, workshop, title, action, typed, errors }: FormProps) {
  const desk = `/desk/${run.id}/workshops`;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        title={title}
        kicker={`Workshop ${workshop.number} · ${runName(run)}`}
        lede={sayWhen(run, workshop)}
        back={{ label: 'Workshops and attendance', href: desk }}
      />
      <PostForm action={action}>
        <TextArea
          name="what"
          label="What to do"
          hint="One thing that somebody can finish and tick, in a sentence that starts with a verb."
          rows={3}
          value={typed.what}
          error={errorFor(errors, 'what')}
        />
        <TextField
          name="minutes"
          label="How many minutes it takes"
          size="year"
          inputmode="numeric"
          value={typed.minutes}
          error={errorFor(errors, 'minutes')}
        />
        <DateTimeField
          name="due"
          label="By when"
          zone={sayZone(run.zone)}
          date={typed.dueDate}
          time={typed.dueTime}
          error={errorFor(errors, 'due')}
        />
        <TextField
          name="link"
          label="Where it leads"
          hint="A web address, or a page of ours such as /portfolio or /registration."
          optional
          value={typed.link}
          error={errorFor(errors, 'link')}
        />
        <Actions>
          <Button kind="first">Save</Button>
          <ButtonLink kind="quiet" href={desk}>
            Back without saving
          </ButtonLink>
        </Actions>
      </PostForm>
    </>
  );
}
