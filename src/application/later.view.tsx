import { sayDate } from '#calendar';
import {
  asAsked,
  isFrozen,
  QuestionField,
  sectionOf,
  type Answers,
  type FormContent,
  type FormSection,
} from '#form';
import { DeskFrame, runName, type Run } from '#programme';
import { Actions, Button, ErrorSummary, Hidden, PostForm, type FieldError } from '#look/field.tsx';
import { Empty, Inset, PageHead } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import type { Application } from './application.ts';
import type { Owed } from './later.ts';
import type { Opened } from './opened.ts';
import { STATE_WORDS } from './words.ts';

type LaterProps = {
  opened: Opened;
  content: FormContent;
  sections: readonly FormSection[];
  answers: Answers;
  version: number;
  errors: readonly FieldError[];
};

/** What is answered after sending: the same questions, and nothing else of the application. */
export function LaterView({ opened, content, sections, answers, version, errors }: LaterProps) {
  const { application, run, askedAt, known, names } = opened;
  const home = `/applications/${application.id}`;
  const asked = asAsked(content, answers, askedAt);
  const now = (section: FormSection, id: string) =>
    sectionOf(asked, section.id)?.questions.find((one) => one.id === id);
  const shown = sections.flatMap((one) => one.questions.filter(({ id }) => now(one, id)).map(({ id }) => id));
  return (
    <>
      <ErrorSummary errors={errors.map(({ field, message }) => (field ? { field, message } : { message }))} />
      <PageHead
        back={{ href: home, label: 'Back to your application' }}
        kicker={runName(run)}
        title="Still to answer"
        lede="The rest of your application stays as you sent it. Only the programme team reads this."
      />
      <PostForm action={`${home}/later`} label="Still to answer">
        <Hidden name="version" value={version} />
        <Hidden name="shown" value={shown.join(' ')} />
        {sections.flatMap((section) =>
          section.questions.map((question) => (
            <QuestionField
              question={now(section, question.id) ?? question}
              hidden={!now(section, question.id)}
              frozen={isFrozen(question, answers, askedAt)}
              {...{ answers, errors, known, names }}
            />
          )),
        )}
        <Actions>
          <Button kind="first">Save these answers</Button>
        </Actions>
      </PostForm>
    </>
  );
}

/** On the applicant's own page: what is still wanted of them, by when. */
export function OwedNote({ id, owed }: { id: string; owed: readonly Owed[] }) {
  const [first] = owed;
  if (!first) return null;
  return (
    <Inset kind="attention">
      <p>
        <strong>
          {first.isOver ? 'We still need an answer from you.' : 'One thing is still to answer.'}
        </strong>{' '}
        {first.question.label}
        {first.by &&
          ` ${first.isOver ? 'It was asked for' : 'It is asked for'} by ${sayDate(first.by)}.`}{' '}
        <a href={`/applications/${id}/later`}>Answer it now</a>
      </p>
    </Inset>
  );
}

export type OwedRow = {
  readonly application: Application;
  readonly name: string;
  readonly email: string;
  readonly owed: readonly Owed[];
};

/** For the team: who has not answered what is required later. */
export function OwedView({ run, rows, asked }: { run: Run; rows: readonly OwedRow[]; asked: number }) {
  return (
    <DeskFrame
      run={run}
      tab="form"
      title="Who still owes an answer"
      lede="Of questions that may be answered after sending. Each person reads it on the page of their application."
    >
      <DataTable
        caption={`${rows.length} of ${asked} people who applied still owe an answer`}
        rows={rows}
        columns={[
          { key: 'name', label: 'Name', rowHeader: true, cell: ({ name }) => name },
          { key: 'email', label: 'E-mail', cell: ({ email }) => <a href={`mailto:${email}`}>{email}</a> },
          {
            key: 'state',
            label: 'Application',
            cell: ({ application: { state } }) => (
              <StateTag kind={STATE_WORDS[state].kind}>{STATE_WORDS[state].words}</StateTag>
            ),
          },
          {
            key: 'owes',
            label: 'Owes',
            cell: ({ owed }) => owed.map(({ question }) => question.label).join(' '),
          },
          {
            key: 'by',
            label: 'By',
            cell: ({ owed: [first] }) =>
              first?.by && (
                <>
                  {sayDate(first.by)} {first.isOver && <StateTag kind="attention">overdue</StateTag>}
                </>
              ),
          },
        ]}
        empty={
          <Empty title={asked === 0 ? 'Nobody has applied yet.' : 'Nobody owes an answer.'}>
            <p>
              {asked === 0
                ? 'Whoever applies and leaves such a question for later stands here.'
                : 'Everybody who applied has answered what is required later.'}
            </p>
          </Empty>
        }
      />
    </DeskFrame>
  );
}
