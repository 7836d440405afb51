import {
  Checkbox,
  Checkboxes,
  DateField,
  errorFor,
  Fieldset,
  Radios,
  Select,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Details } from '#look/page-parts.tsx';
import { CONDITION_SIGN } from './editing.form.ts';
import type { Typed } from './typed.ts';
import { AUDIENCES, questionsOf, type FormContent, type FormSection, type Question } from './form.ts';
import { sayWorkshop, type WorkshopNames } from './say.ts';
import { valuesAskable } from './weaknesses.ts';

export type EditProps = {
  typed: Typed;
  errors: readonly FieldError[];
  content: FormContent;
  names: WorkshopNames;
  section: FormSection | undefined;
};

/** The fields of a question, as its kind has them. */
export function QuestionEditing(props: EditProps & { question: Question }) {
  const { typed, errors, question, section } = props;
  const field = fieldOf(typed, errors);
  const counted = section?.audience === 'nobody';
  return (
    <>
      <TextField {...field('label')} label="The question" />
      <TextArea
        {...field('hint')}
        label="Hint"
        hint="Said below the question, in a sentence."
        rows={2}
        optional
      />
      <OwnFields {...props} />
      {!counted && (
        <Checkbox
          name="optional"
          label="It can be left out"
          checked={typed.one('optional') !== ''}
          optional
        />
      )}
      <TextField
        {...field('name')}
        label="What faults call it"
        hint="Begins sentences such as “Your role is missing”. Left empty, they say “Your answer”."
        size="half"
        optional
      />
      {!counted && <OnlyIf {...props} own={question.id} />}
      {!counted && <Days {...props} />}
    </>
  );
}

function fieldOf(typed: Typed, errors: readonly FieldError[]) {
  return (name: string) => ({ name, value: typed.one(name), error: errorFor(errors, name) });
}

function OwnFields({ typed, errors, question, section }: EditProps & { question: Question }) {
  const field = fieldOf(typed, errors);
  const number = (name: string) => ({ ...field(name), inputmode: 'numeric' as const, size: 'year' as const });
  switch (question.kind) {
    case 'line':
    case 'text':
      return (
        <div class="form-bounds">
          <TextField {...number('wordsMin')} label="Least words" optional />
          <TextField {...number('wordsMax')} label="Most words" optional />
        </div>
      );
    case 'number':
      return (
        <div class="form-bounds">
          <TextField {...number('min')} label="Least number" />
          <TextField {...number('max')} label="Greatest number" />
          <TextField {...field('unit')} label="Unit" size="short" optional />
        </div>
      );
    case 'date':
      return (
        <div class="form-bounds">
          <DateField {...field('from')} label="First day" optional />
          <DateField {...field('to')} label="Last day" optional />
        </div>
      );
    case 'choice':
    case 'choices':
      return (
        <>
          <TextArea
            {...field('choices')}
            label="Choices"
            hint={
              section?.audience === 'nobody'
                ? 'One on a line. “Prefer not to say” is always added.'
                : 'One on a line. Answers stay with a choice that you reword where it stands.'
            }
            rows={6}
          />
          {question.kind === 'choices' && (
            <div class="form-bounds">
              <TextField {...number('least')} label="Least choices" optional />
              <TextField {...number('most')} label="Most choices" optional />
            </div>
          )}
        </>
      );
    case 'agree':
      return <TextArea {...field('statement')} label="The statement" hint="What is agreed to." rows={3} />;
    default:
      return null;
  }
}

/** What a question or section hangs on: answers to one question before it. */
export function OnlyIf({ typed, errors, content, section, own }: EditProps & { own: string }) {
  const sources = sourcesFor(content, section, own);
  const ticked = typed.all('onlyIf');
  const error = errorFor(errors, 'onlyIf');
  if (sources.length === 0 && ticked.length === 0) return null;
  const known = sources.flatMap(({ options }) => options.map(({ value }) => value));
  const lost = ticked.filter((one) => !known.includes(one)).map((value) => ({ value, label: value }));
  return (
    <Details
      summary={ticked.length > 0 ? 'Asked only of some' : 'Ask it only of some'}
      open={ticked.length > 0 || !!error}
    >
      {sources.map(({ label, options }, at) => (
        <Checkboxes
          name="onlyIf"
          id={at === 0 ? undefined : `only-if-${at}`}
          label={`Only if “${label}” is`}
          options={options}
          values={ticked}
          error={error}
          optional
        />
      ))}
      {lost.length > 0 && (
        <Checkboxes
          name="onlyIf"
          id="only-if-lost"
          label="Only if (not on the form any more)"
          options={lost}
          values={ticked}
          optional
        />
      )}
    </Details>
  );
}

function sourcesFor(content: FormContent, section: FormSection | undefined, own: string) {
  const all = questionsOf(content);
  const at = all.findIndex((one) => one.question.id === own);
  const ofSection = all.findIndex((one) => one.section.id === own);
  const end =
    at >= 0
      ? at
      : ofSection >= 0
        ? ofSection
        : all.findLastIndex((one) => one.section.id === section?.id) + 1 || all.length;
  const readers = AUDIENCES.indexOf(section?.audience ?? 'selectors');
  return all.slice(0, end).flatMap(({ section: there, question }) => {
    const values = valuesAskable(question) ?? [];
    if (values.length === 0 || AUDIENCES.indexOf(there.audience) > readers) return [];
    const options = values.map((value) => ({
      value: `${question.id}${CONDITION_SIGN}${value}`,
      label: sayValue(question, value),
    }));
    return [{ label: question.label, options }];
  });
}

function sayValue(question: Question, value: string): string {
  if (question.kind === 'choice' || question.kind === 'choices')
    return question.choices.find((one) => one.value === value)?.label ?? value;
  if (question.kind === 'agree') return 'agreed';
  return value === 'yes' ? 'Yes' : 'No';
}

function Days(props: EditProps) {
  const { typed, section } = props;
  const any = ['requiredByOn', 'requiredByDays', 'frozenAfterOn', 'frozenAfterDays'].some((one) =>
    typed.one(one),
  );
  const wrong = props.errors.some(({ field }) => /^(requiredBy|frozenAfter)/.test(field ?? ''));
  return (
    <Details summary="Dates: required later, or fixed" open={any || wrong}>
      {section?.audience === 'team' && (
        <DayFields
          {...props}
          name="requiredBy"
          legend="Required by"
          hint="Can be left out until the end of this day, and is asked of whoever has applied until it is answered."
        />
      )}
      <DayFields
        {...props}
        name="frozenAfter"
        legend="Fixed after"
        hint="An answer that was given can no longer be changed after this day."
      />
    </Details>
  );
}

function DayFields({
  typed,
  errors,
  names,
  name,
  legend,
  hint,
}: EditProps & { name: string; legend: string; hint: string }) {
  const field = fieldOf(typed, errors);
  return (
    <Fieldset legend={legend} hint={hint}>
      <DateField {...field(`${name}On`)} label="A day" optional />
      <div class="form-bounds">
        <TextField
          {...field(`${name}Days`)}
          label="or days before"
          size="year"
          inputmode="numeric"
          optional
        />
        <Select
          {...field(`${name}Workshop`)}
          label="workshop"
          options={names.workshops.map((one) => ({
            value: String(one.number),
            label: sayWorkshop(one, names.zone),
          }))}
          empty="Choose a workshop"
          optional
        />
      </div>
    </Fieldset>
  );
}

/** The fields of a section itself. */
export function HeadEditing(props: EditProps & { own: string }) {
  const { typed, errors } = props;
  const field = fieldOf(typed, errors);
  return (
    <>
      <TextField {...field('title')} label="Title" hint="One idea: “Your work”." />
      <TextArea {...field('lede')} label="Hint" hint="Said below the title." rows={2} optional />
      <Radios
        {...field('audience')}
        label="Who reads the answers?"
        options={[
          { value: 'selectors', label: 'Selectors and the team' },
          {
            value: 'team',
            label: 'Only the team',
            hint: 'Plays no part in selection. Can be required later.',
          },
          { value: 'nobody', label: 'Nobody', hint: 'Choices only, counted apart from everything.' },
        ]}
      />
      <OnlyIf {...props} />
    </>
  );
}
