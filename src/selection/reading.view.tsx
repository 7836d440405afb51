import type { Run } from '#programme';
import {
  Actions,
  Button,
  errorFor,
  Hidden,
  PostForm,
  Radios,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Details, Section } from '#look/page-parts.tsx';
import type { Dossier } from './dossier.sql.ts';
import type { Criterion, Guide } from './guide.ts';
import { listQuery, type ListView } from './list-view.ts';
import { scoreField, wordsField, type TypedReading } from './reading.form.ts';
import type { Reading } from './selection.sql.ts';

export type ReadingFormProps = {
  run: Run;
  dossier: Dossier;
  guide: Guide;
  mine: Reading | undefined;
  view: ListView;
  typed: TypedReading;
  errors: readonly FieldError[];
};

/** What a selector makes of an application: a step or words for each criterion, a private note, and three ways on. */
export function ReadingForm(props: ReadingFormProps) {
  const { run, dossier, view, guide, typed, errors, mine } = props;
  return (
    <Section
      title="Your reading"
      hint={mine?.abstained ? 'You abstained. Scores that you give now take its place.' : undefined}
    >
      <PostForm
        id="reading"
        action={`/selecting/${run.id}/${dossier.applicationId}${listQuery(view)}`}
        label="Your reading"
      >
        <Hidden name="version" value={typed.version ?? '0'} />
        {guide.criteria.map((criterion) => (
          <CriterionField {...props} criterion={criterion} />
        ))}
        <TextArea
          name="note"
          label="Note"
          optional
          rows={3}
          value={typed.note}
          hint={`Private to the team. ${dossier.name} may ask to see it, so write nothing that you would not say to them.`}
          error={errorFor(errors, 'note')}
        />
        <Details
          summary="Words for the applicant, if there is no place"
          open={(typed.toApplicant ?? '') !== '' || errorFor(errors, 'toApplicant') !== undefined}
        >
          <TextArea
            name="toApplicant"
            label="What would help another time"
            optional
            rows={3}
            value={typed.toApplicant}
            hint="A coordinator reads it before anything is sent."
            error={errorFor(errors, 'toApplicant')}
          />
        </Details>
        <Actions>
          <Button kind="first" name="act" value="keep">
            Save and next
          </Button>
          <KeyButton act="skip" keyName="s" words="Skip for now" />
          <KeyButton act="abstain" keyName="a" words="Abstain" />
        </Actions>
        <p class="hint keys-hint">
          Keys: 1 to 5 score the criterion you are in, Ctrl or Cmd with Enter saves, S skips, A abstains, J
          and K go through the list, ? shows all.
        </p>
      </PostForm>
    </Section>
  );
}

function KeyButton({ act, keyName, words }: { act: string; keyName: string; words: string }) {
  return (
    <button
      type="submit"
      class="button quiet"
      name="act"
      value={act}
      data-key={keyName}
      data-key-words={words}
      formnovalidate
    >
      {words}
    </button>
  );
}

function CriterionField({ criterion, typed, errors }: ReadingFormProps & { criterion: Criterion }) {
  const { id, label, hint, steps } = criterion;
  if (!steps)
    return (
      <TextArea
        name={wordsField(id)}
        label={label}
        hint={hint}
        optional
        rows={3}
        value={typed[wordsField(id)]}
        error={errorFor(errors, wordsField(id))}
      />
    );
  return (
    <div data-scores="1 to 5">
      <Radios
        name={scoreField(id)}
        label={label}
        hint={hint}
        options={steps.map((words, step) => ({ value: String(step + 1), label: `${step + 1} ${words}` }))}
        value={typed[scoreField(id)]}
        inline
        optional={false}
        error={errorFor(errors, scoreField(id))}
      />
    </div>
  );
}
