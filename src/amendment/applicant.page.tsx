import { sayInstant } from '#calendar';
import { applicationPath, gatherOpened, Lines, ownApplication, type Opened } from '#application';
import { runName } from '#programme';
import {
  Actions,
  Button,
  ErrorSummary,
  errorFor,
  PostForm,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Note } from '#look/note.tsx';
import { PageHead, Section } from '#look/page-parts.tsx';
import { now } from '#platform/clock.ts';
import { parseForm, text } from '#platform/forms.ts';
import { Refused, type Refusal } from '#platform/refusal.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { askForChange, refusalToAskForChange } from './change-request.ts';
import { changeRequestsOf, type ChangeRequest } from './change-request.sql.ts';

/** An applicant asks for a change that they can no longer make themselves. */
export const applicantRoutes: readonly Route[] = [
  get('/applications/:applicationId/change-request', signedIn, show),
  post('/applications/:applicationId/change-request', signedIn, ask),
];

async function open(x: Exchange<Viewer>): Promise<Opened | undefined> {
  const application = await ownApplication(x.db, x.viewer, x.param('applicationId'));
  return application && gatherOpened(x.db, application, true);
}

async function show(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  return opened ? requestPage(x, opened, '', []) : x.missing();
}

async function requestPage(
  x: Exchange,
  opened: Opened,
  typed: string,
  errors: readonly FieldError[],
  status?: number,
): Promise<Response> {
  const { application, run } = opened;
  const requests = await changeRequestsOf(x.db, application.id);
  const refusal = refusalToAskForChange(application, run, requests, now());
  return x.page(
    {
      title: 'Ask for a change',
      section: 'programmes',
      hasErrors: errors.length > 0,
      ...(status ? { status } : {}),
    },
    <RequestView opened={opened} requests={requests} refusal={refusal} typed={typed} errors={errors} />,
  );
}

async function ask(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, { words: text('What should be changed', { max: 3000 }) });
  if (!parsed.ok) return requestPage(x, opened, fields.one('words'), parsed.errors);
  const { id: applicationId } = opened.application;
  const { words } = parsed.value;
  try {
    await x.transaction((tx) => askForChange(tx, { applicationId, personId: x.viewer.personId, words }));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const errors = [{ field: 'words', message: error.refusal.says }];
    return requestPage(x, opened, words, errors, error.refusal.status ?? 409);
  }
  return x.redirect(`/applications/${applicationId}/change-request`, 'Your request is with the team.');
}

type RequestProps = {
  opened: Opened;
  requests: readonly ChangeRequest[];
  refusal: Refusal | undefined;
  typed: string;
  errors: readonly FieldError[];
};

function RequestView({ opened, requests, refusal, typed, errors }: RequestProps) {
  const { application, run } = opened;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        back={{ href: applicationPath(application), label: 'Back to your application' }}
        kicker={runName(run)}
        title="Ask for a change"
        lede="You can no longer change what you sent. Tell the team what should read differently, and why; they answer by letter."
      />
      {requests.map((request) => (
        <Asked opened={opened} request={request} />
      ))}
      {refusal && errors.length === 0 ? <p>{refusal.says}</p> : null}
      {(!refusal || errors.length > 0) && (
        <PostForm action={`${applicationPath(application)}/change-request`} label="Ask for a change">
          <TextArea
            name="words"
            label="What should be changed?"
            hint="Say which answer, and how it should read."
            rows={6}
            value={typed}
            error={errorFor(errors, 'words')}
          />
          <Actions>
            <Button kind="first">Send this to the team</Button>
            <a href={applicationPath(application)}>Leave it as it is</a>
          </Actions>
        </PostForm>
      )}
    </>
  );
}

const SAID = { made: 'The team made this change.', declined: 'The team did not make this change.' };

function Asked({ opened: { run, known }, request }: { opened: Opened; request: ChangeRequest }) {
  const { askedAt, words, answer } = request;
  return (
    <Section title={answer ? 'Answered' : 'With the team'}>
      <Note who={known.name} when={{ iso: askedAt.toString(), words: sayInstant(askedAt, run.zone) }}>
        <p>
          <Lines text={words} />
        </p>
        {answer && (
          <p>
            <Lines text={[SAID[answer.answer], answer.words].filter(Boolean).join('\n')} />
          </p>
        )}
      </Note>
    </Section>
  );
}
