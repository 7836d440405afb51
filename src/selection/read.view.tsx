import { sayInstant } from '#calendar';
import { Lines } from '#application';
import { sayAnswer, type Answers, type FormContent, type WorkshopNames } from '#form';
import type { Person } from '#people';
import { SupportMark, type ManagerAsk } from '#support';
import { runName, type Run } from '#programme';
import { Facts } from '#look/facts.tsx';
import { Actions, Button, ErrorSummary, PostForm, TextArea, type FieldError } from '#look/field.tsx';
import { Note } from '#look/note.tsx';
import { Desk, Details, PageHead, Progress, Section, Stack } from '#look/page-parts.tsx';
import { Pager } from '#look/pager.tsx';
import { SummaryList } from '#look/summary-list.tsx';
import type { Dossier, Listed } from './dossier.sql.ts';
import type { Criterion, Guide } from './guide.ts';
import { fromStart, listQuery, type ListView } from './list-view.ts';
import type { TypedReading } from './reading.form.ts';
import { ReadingForm } from './reading.view.tsx';
import type { Part } from './selecting.ts';
import { Decision } from './list.view.tsx';
import type { Reading } from './selection.sql.ts';

export type ReadViewProps = {
  run: Run;
  part: Part;
  dossier: Dossier & { readonly answers: Answers };
  guide: Guide;
  readings: readonly Reading[];
  mine: Reading | undefined;
  readers: ReadonlyMap<string, Person>;
  /** The row before, this row, the row after. */
  list: readonly Listed[];
  /** The application that was read before this one. */
  earlier: string | undefined;
  progress: { readonly read: number; readonly all: number };
  view: ListView;
  content: FormContent;
  names: WorkshopNames;
  typed: TypedReading;
  errors: readonly FieldError[];
  support: ManagerAsk | undefined;
};

/** One application: what was written on the left, what this selector makes of it on the right. */
export function ReadView(props: ReadViewProps) {
  const { run, part, dossier, errors, view, progress, earlier } = props;
  return (
    <>
      <ErrorSummary errors={errors.map(({ field, message }) => (field ? { field, message } : { message }))} />
      <PageHead
        back={{ href: `/selecting/${run.id}${listQuery(view)}`, label: 'All applications' }}
        kicker={runName(run)}
        title={dossier.name}
        meter={
          <>
            {part.selects && (
              <Progress
                value={progress.read}
                max={Math.max(1, progress.all)}
                label={`${progress.read} of ${progress.all} read`}
              />
            )}
            <Decision row={dossier} />
            <SupportMark ask={props.support} />
            <span>{dossier.department}</span>
            <span>{`Number ${dossier.reference}`}</span>
            {earlier && (
              <a
                href={`/selecting/${run.id}/${earlier}`}
                data-key="b"
                data-key-words="Back to the one you read before"
              >
                Back to the one you read before
              </a>
            )}
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

/** Short answers as facts, long ones as text. What only the team may see is not in the dossier at all. */
export function Written({
  dossier,
  content,
  names,
  run,
}: Pick<ReadViewProps, 'dossier' | 'content' | 'names' | 'run'>) {
  const asked = content.sections
    .filter((section) => section.audience === 'selectors')
    .flatMap((section) => section.questions);
  const said = asked.map((question) => ({
    question,
    words: sayAnswer(question, dossier.answers, names),
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
      <p class="hint">{`Sent ${sayInstant(dossier.submittedAt, run.zone)}`}</p>
    </>
  );
}

function Aside(props: ReadViewProps) {
  const { part, mine, readings } = props;
  const others = readings.filter((one) => one !== mine);
  const mayCompare = mine !== undefined || (part.coordinates && !part.selects);
  return (
    <>
      {part.selects && <ReadingForm {...props} />}
      {others.length > 0 && (
        <Section title={part.selects ? 'Other readings' : 'Readings'}>
          {mayCompare ? (
            others.map((reading) => <OneReading {...props} reading={reading} />)
          ) : (
            <p class="hint">
              {others.length === 1 ? 'One other person has' : `${others.length} others have`} read this. You
              see what they made of it once you have kept your own reading.
            </p>
          )}
        </Section>
      )}
      <Interest {...props} />
    </>
  );
}

/** What one reader made of an application: criterion by criterion, never summed. */
export function OneReading({
  run,
  guide,
  readers,
  reading,
}: Pick<ReadViewProps, 'run' | 'guide' | 'readers'> & { reading: Reading }) {
  return (
    <Note
      who={readers.get(reading.selectorId)?.name ?? 'A selector'}
      when={{ iso: reading.readAt.toString(), words: sayInstant(reading.readAt, run.zone) }}
    >
      {reading.abstained ? (
        <p>Abstained.</p>
      ) : (
        <Facts facts={guide.criteria.map((one) => ({ label: one.label, value: saidOf(one, reading) }))} />
      )}
      {reading.note && (
        <p>
          <Lines text={reading.note} />
        </p>
      )}
    </Note>
  );
}

function saidOf({ id, steps }: Criterion, { scores, words }: Reading) {
  const score = scores[id];
  if (!steps) return words[id] ? <Lines text={words[id]} /> : 'Nothing';
  return score === undefined ? 'No score' : `${score} of ${steps.length}, ${steps[score - 1] ?? ''}`;
}

function Interest({ run, dossier, view }: ReadViewProps) {
  return (
    <Details summary="You know this person?">
      <PostForm
        action={`/selecting/${run.id}/${dossier.applicationId}/interest${listQuery(view)}`}
        label="Declare an interest"
        confirm={{
          question: `Declare an interest in the application of ${dossier.name}?`,
          detail: 'You will not meet it again. A coordinator can undo this.',
          yes: 'Declare an interest',
        }}
      >
        <Stack tight>
          <p>
            If you manage, teach, supervise or live with {dossier.name}, or could not be fair, declare an
            interest. The application is then on none of your pages, and what you wrote about it does not
            count.
          </p>
          <TextArea name="interest" label="What it is" optional rows={2} />
          <Actions>
            <Button kind="danger">Declare an interest</Button>
          </Actions>
        </Stack>
      </PostForm>
    </Details>
  );
}

function Neighbours({ run, dossier, list, view }: ReadViewProps) {
  const at = list.findIndex((one) => one.applicationId === dossier.applicationId);
  const here = list[at];
  if (!here) return null;
  const link = (other: Listed | undefined) =>
    other && {
      label: other.name,
      href: `/selecting/${run.id}/${other.applicationId}${listQuery(fromStart(view))}`,
    };
  return (
    <Pager
      label="Applications"
      previous={link(list[at - 1])}
      next={link(list[at + 1])}
      position={`${here.place} of ${here.total}`}
    />
  );
}
