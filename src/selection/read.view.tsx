import { sayInstant } from '#calendar';
import { Lines } from '#application';
import { sayAnswer, type FormContent, type WorkshopNames } from '#form';
import type { Person } from '#people';
import { runName, type Run } from '#programme';
import { Facts } from '#look/facts.tsx';
import {
  Actions,
  Button,
  Checkbox,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  Radios,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Note } from '#look/note.tsx';
import { Desk, PageHead, Section } from '#look/page-parts.tsx';
import { Pager } from '#look/pager.tsx';
import { SummaryList } from '#look/summary-list.tsx';
import { scaleValues, type TypedReading } from './reading.form.ts';
import type { Reading } from './selection.sql.ts';
import { departmentOf, listQuery, type ListView, type Part, type Row } from './selecting.ts';
import { Decision } from './selecting.view.tsx';

export type ReadViewProps = {
  run: Run;
  part: Part;
  row: Row;
  list: readonly Row[];
  view: ListView;
  content: FormContent;
  names: WorkshopNames;
  typed: TypedReading;
  errors: readonly FieldError[];
  readers: ReadonlyMap<string, Person>;
};

/** One application: what was written on the left, what this selector makes of it on the right. */
export function ReadView(props: ReadViewProps) {
  const { run, row, errors, view } = props;
  return (
    <>
      <ErrorSummary errors={errors.map(({ field, message }) => (field ? { field, message } : { message }))} />
      <PageHead
        back={{ href: `/selecting/${run.id}${listQuery(view)}`, label: 'All applications' }}
        kicker={runName(run)}
        title={row.person.name}
        meter={
          <>
            <Decision row={row} />
            <span>{departmentOf(row.sent, row.person)}</span>
            <span>{`Number ${row.application.reference}`}</span>
          </>
        }
      />
      <Desk aside={<Aside {...props} />} asideLabel="Your reading">
        <Written {...props} />
      </Desk>
      <Neighbours {...props} />
    </>
  );
}

/** Short answers as facts, long ones as text. What only the team may see is not in `sent` at all. */
function Written({ row, content, names, run }: ReadViewProps) {
  const asked = content.sections
    .filter((section) => section.audience === 'selectors')
    .flatMap((section) => section.questions);
  const said = asked.map((question) => ({
    question,
    words: sayAnswer(question, row.sent.answers, names),
  }));
  const long = said.filter(({ question }) => question.kind === 'text');
  const short = said.filter(({ question }) => question.kind !== 'text');
  return (
    <>
      {long.map(({ question, words }) =>
        words === undefined ? null : (
          <Section title={question.label}>
            <p class="read-text">
              <Lines text={words} />
            </p>
          </Section>
        ),
      )}
      <Section title="The facts">
        <SummaryList
          answers={short.map(({ question, words }) => ({
            question: question.label,
            answer: <Lines text={words ?? 'Not answered'} />,
          }))}
        />
      </Section>
      <p class="hint">{`Sent ${sayInstant(row.sent.submittedAt, run.zone)}`}</p>
    </>
  );
}

function Aside(props: ReadViewProps) {
  const { part, row } = props;
  const others = row.readings.filter((one) => one !== row.mine);
  const mayCompare = row.mine !== undefined || part.coordinates;
  return (
    <>
      {part.selects && <ReadingForm {...props} />}
      {others.length > 0 && (
        <Section title={part.selects ? 'Other readings' : 'Readings'}>
          {mayCompare ? (
            others.map((reading) => <OtherReading {...props} reading={reading} />)
          ) : (
            <p class="hint">
              {others.length === 1 ? 'One other person has' : `${others.length} others have`} read this. You
              see what they made of it once you have kept your own reading.
            </p>
          )}
        </Section>
      )}
    </>
  );
}

function ReadingForm({ run, row, view, content, typed, errors }: ReadViewProps) {
  const { criteria, scale } = content.selection;
  const options = scaleValues(scale).map((value, step) => ({
    value: String(value),
    label: scale.words[step] ?? String(value),
  }));
  return (
    <Section title="Your reading">
      <PostForm action={`/selecting/${run.id}/${row.application.id}${listQuery(view)}`} label="Your reading">
        <Hidden name="version" value={typed.version} />
        {criteria.map(({ id, label }) => (
          <Radios
            name={`score-${id}`}
            label={label}
            options={options}
            value={typed.scores[id]}
            inline
            optional={false}
            error={errorFor(errors, `score-${id}`)}
          />
        ))}
        <TextArea
          name="note"
          label="Note"
          optional
          rows={4}
          value={typed.note}
          hint={`The team reads it. ${row.person.name} may ask to see it.`}
          error={errorFor(errors, 'note')}
        />
        <Checkbox
          name="abstain"
          label="I abstain"
          hint="Because you know the person well, or cannot judge the work. Scores are then left out."
          checked={typed.abstained}
        />
        <Actions>
          <Button kind="first">Keep and read the next</Button>
        </Actions>
      </PostForm>
    </Section>
  );
}

function OtherReading({ run, content, readers, reading }: ReadViewProps & { reading: Reading }) {
  const { criteria, scale } = content.selection;
  return (
    <Note
      who={readers.get(reading.selectorId)?.name ?? 'A selector'}
      when={{ iso: reading.readAt.toString(), words: sayInstant(reading.readAt, run.zone) }}
    >
      {reading.abstained ? (
        <p>Abstained.</p>
      ) : (
        <Facts
          facts={criteria.map(({ id, label }) => ({
            label,
            value: reading.scores[id] === undefined ? 'No score' : `${reading.scores[id]} of ${scale.max}`,
          }))}
        />
      )}
      {reading.note && (
        <p>
          <Lines text={reading.note} />
        </p>
      )}
    </Note>
  );
}

function Neighbours({ run, row, list, view }: ReadViewProps) {
  const at = list.findIndex((one) => one.application.id === row.application.id);
  if (at < 0) return null;
  const link = (other: Row | undefined) =>
    other && {
      label: other.person.name,
      href: `/selecting/${run.id}/${other.application.id}${listQuery(view)}`,
    };
  return (
    <Pager
      label="Applications"
      previous={link(list[at - 1])}
      next={link(list[at + 1])}
      position={`${at + 1} of ${list.length}`}
    />
  );
}
