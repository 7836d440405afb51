import { sayInstant } from '#calendar';
import { applicationPath, Lines, type Opened } from '#application';
import { runName } from '#programme';
import { Facts } from '#look/facts.tsx';
import {
  Actions,
  Button,
  ButtonForm,
  ErrorSummary,
  errorFor,
  PostForm,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Details, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { SummaryList } from '#look/summary-list.tsx';
import { now } from '#platform/clock.ts';
import { saidOfManager } from './manager.view.tsx';
import { SUPPORT_WORDS, supportState, type ManagerAsk } from './support.ts';

export type Typed = { readonly name: string; readonly email: string };

type ApplicantProps = {
  opened: Opened;
  ask: ManagerAsk | undefined;
  typed: Typed;
  errors: readonly FieldError[];
};

/** Where the line manager's support stands, and what the applicant can do about it. */
export function ApplicantView(props: ApplicantProps) {
  const { opened, ask, errors } = props;
  const { kind, words } = SUPPORT_WORDS[supportState(ask, now())];
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        back={{ href: applicationPath(opened.application), label: 'Back to your application' }}
        kicker={runName(opened.run)}
        title="Your line manager’s support"
        lede="Your manager gets a letter with a link of their own and confirms that you can have the time. They need no account."
        meter={<StateTag kind={kind}>{words}</StateTag>}
      />
      {ask && <Standing {...props} ask={ask} />}
      <Shown opened={opened} />
      <Naming {...props} />
    </>
  );
}

function Standing({ ask, opened }: ApplicantProps & { ask: ManagerAsk }) {
  const { run, application } = opened;
  return (
    <Section title={ask.managerName}>
      <Facts
        facts={[
          { label: 'Asked at', value: ask.managerEmail },
          { label: 'Asked on', value: sayInstant(ask.askedAt, run.zone) },
          ask.answeredAt
            ? { label: 'Answered on', value: sayInstant(ask.answeredAt, run.zone) }
            : { label: 'The link works until', value: sayInstant(ask.expiresAt, run.zone) },
          ask.words ? { label: 'In their words', value: <Lines text={ask.words} /> } : undefined,
        ]}
      />
      {!ask.answer && (
        <ButtonForm action={`${applicationPath(application)}/support/again`}>
          Send {ask.managerName} a new link
        </ButtonForm>
      )}
    </Section>
  );
}

function Shown({ opened }: { opened: Opened }) {
  const said = saidOfManager(opened);
  return (
    <Details summary="What your manager sees">
      <p>
        Your name, the workshops with their times, and what is asked of them
        {said.length > 0 ? ', and these answers of yours:' : '.'} Nothing else of your application.
      </p>
      {said.length > 0 && <SummaryList answers={said} />}
    </Details>
  );
}

function Naming({ opened, ask, typed, errors }: ApplicantProps) {
  return (
    <Section title={ask ? 'Name somebody else' : 'Ask your line manager'}>
      <PostForm action={`${applicationPath(opened.application)}/support`} label="Name your line manager">
        <TextField
          name="name"
          label="Your line manager’s name"
          autocomplete="off"
          value={ask && errors.length === 0 ? '' : typed.name}
          error={errorFor(errors, 'name')}
        />
        <TextField
          name="email"
          label="Your line manager’s e-mail address"
          hint={ask ? `The link that ${ask.managerName} has will no longer work.` : undefined}
          type="email"
          autocomplete="off"
          spellcheck={false}
          value={ask && errors.length === 0 ? '' : typed.email}
          error={errorFor(errors, 'email')}
        />
        <Actions>
          <Button kind={ask ? 'plain' : 'first'}>{ask ? 'Ask them instead' : 'Ask them now'}</Button>
        </Actions>
      </PostForm>
    </Section>
  );
}
