import type { ComponentChildren } from 'preact';
import { sayInstant } from '#calendar';
import { Lines } from '#application';
import type { Person } from '#people';
import { runName, type Run } from '#programme';
import {
  Actions,
  Button,
  ErrorSummary,
  errorFor,
  PostForm,
  Radios,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Note } from '#look/note.tsx';
import { Empty, PageHead, Section } from '#look/page-parts.tsx';
import type { ChangeRequest } from './change-request.sql.ts';

export type Asked = { readonly request: ChangeRequest; readonly who: string };
type Typed = Readonly<Record<string, string>>;

type RequestsProps = {
  run: Run;
  asked: readonly Asked[];
  people: ReadonlyMap<string, Person>;
  /** What was typed wrongly, and for which request. */
  wrong: { id: string; typed: Typed; errors: readonly FieldError[] } | undefined;
};

/** What applicants to a run asked to have changed after the deadline: first what waits, then what was answered. */
export function ChangeRequestsView({ run, asked, people, wrong }: RequestsProps) {
  const open = asked.filter(({ request }) => !request.answer);
  const answered = asked.filter(({ request }) => request.answer);
  return (
    <>
      <ErrorSummary errors={wrong?.errors ?? []} />
      <PageHead
        back={{ href: `/desk/${run.id}`, label: 'The run’s desk' }}
        kicker={runName(run)}
        title="Requests for a change"
        lede="After the deadline applicants cannot change what they sent, and ask you. Make the change for them, then say so here; they get a letter."
      />
      <Section title="To answer">
        {open.length === 0 && <Empty title="Nobody waits">New requests come to you by letter too.</Empty>}
        {open.map(({ request, who }) => (
          <RequestNote run={run} request={request} who={who} people={people}>
            <p>
              <a href={`/desk/${run.id}/applicants/${request.applicationId}`}>
                {`Open the application of ${who}`}
              </a>
            </p>
            <AnswerForm
              run={run}
              request={request}
              typed={wrong?.id === request.id ? wrong.typed : {}}
              errors={wrong?.id === request.id ? wrong.errors : []}
            />
          </RequestNote>
        ))}
      </Section>
      {answered.length > 0 && (
        <Section title="Answered">
          {answered.map(({ request, who }) => (
            <RequestNote run={run} request={request} who={who} people={people} />
          ))}
        </Section>
      )}
    </>
  );
}

type NoteProps = {
  run: Run;
  request: ChangeRequest;
  who: string;
  people: ReadonlyMap<string, Person>;
  children?: ComponentChildren;
};

/** A request in its writer's words, with the answer to it. */
export function RequestNote({ run, request, who, people, children }: NoteProps) {
  const { askedAt, words, answer } = request;
  return (
    <Note who={who} when={{ iso: askedAt.toString(), words: sayInstant(askedAt, run.zone) }}>
      <p>
        <Lines text={words} />
      </p>
      {answer && (
        <p>
          <strong>{answer.answer === 'made' ? 'Made' : 'Declined'}</strong>
          {` by ${people.get(answer.by)?.name ?? 'the team'}, ${sayInstant(answer.at, run.zone)}. `}
          <Lines text={answer.words} />
        </p>
      )}
      {children}
    </Note>
  );
}

type FormProps = { run: Run; request: ChangeRequest; typed: Typed; errors: readonly FieldError[] };

/** What became of a request, and words to its writer. The fields carry the request's number: several may stand on a page. */
export function AnswerForm({ run, request, typed, errors }: FormProps) {
  return (
    <PostForm action={`/desk/${run.id}/change-requests/${request.id}`} label="Answer this request">
      <Radios
        name={`answer-${request.id}`}
        label="What became of it?"
        inline
        options={[
          { value: 'made', label: 'The change is made' },
          { value: 'declined', label: 'Not this time' },
        ]}
        value={typed[`answer-${request.id}`]}
        error={errorFor(errors, `answer-${request.id}`)}
      />
      <TextArea
        name={`words-${request.id}`}
        label="Words to them"
        optional
        rows={2}
        value={typed[`words-${request.id}`]}
        error={errorFor(errors, `words-${request.id}`)}
      />
      <Actions>
        <Button>Send the answer</Button>
      </Actions>
    </PostForm>
  );
}
