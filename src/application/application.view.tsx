import type { Temporal } from 'temporal-polyfill';
import { sayInstant, sayRelative } from '#calendar';
import { faultsOfForm, isOptional, stateOfSection, type Answers } from '#form';
import { runPath, runName } from '#programme';
import { Next } from '#look/next.tsx';
import { Inset, PageHead, Progress, Section, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { TaskList, type Task } from '#look/task-list.tsx';
import type { Owed } from './later.ts';
import { OwedNote } from './later.view.tsx';
import { STATE_WORDS } from './words.ts';
import { Sent, Standing, TheWay } from './sent.view.tsx';
import type { Opened } from './opened.ts';

type Moment = {
  /** Whether answers were changed since they were sent. */
  readonly changed: boolean;
  readonly mayEdit: boolean;
  /** How many texts wait to be chosen between. */
  readonly aside: number;
  readonly sentAnswers: Answers | undefined;
  /** What is required later and not answered yet. */
  readonly owed: readonly Owed[];
  /** What other rooms have to say about it. */
  readonly beside: readonly Task[];
};

export type ApplicationViewProps = Opened & { now: Temporal.Instant; state: Moment };

/** An application's own page: what it is, what is next, and its sections or what was sent. */
export function ApplicationView(props: ApplicationViewProps) {
  const { application, run, state, signedIn } = props;
  const { kind, words } = STATE_WORDS[application.state];
  return (
    <>
      <PageHead
        kicker={<a href={runPath(run)}>{runName(run)}</a>}
        title="Your application"
        meter={
          <>
            <StateTag kind={kind}>{words}</StateTag>
            <Closing {...props} />
          </>
        }
      />
      {!signedIn && <SignedOutNote id={application.id} />}
      {state.aside > 0 && <AsideNote id={application.id} />}
      <OwedNote id={application.id} owed={state.owed} />
      <WhatNext {...props} />
      {application.state === 'submitted' && <TheWay {...props} />}
      {state.mayEdit && <Tasks {...props} />}
      {state.beside.length > 0 && (
        <Section title="Beside your answers">
          <TaskList label="Beside your answers" tasks={state.beside} />
        </Section>
      )}
      {!state.mayEdit && <Sent {...props} />}
      <p>
        <a href={`/applications/${application.id}/copy.pdf`}>Your copy as a PDF</a>
      </p>
    </>
  );
}

function Closing({ application, closing, now, state }: ApplicationViewProps) {
  if (!state.mayEdit) {
    return <span>Number {application.reference}</span>;
  }
  const { at, zone } = closing;
  return (
    <span>
      Closes <Time iso={at.toString()}>{sayInstant(at, zone)}</Time>, {sayRelative(now, at, zone)}
    </span>
  );
}

function SignedOutNote({ id }: { id: string }) {
  return (
    <Inset>
      <p>
        You are not signed in. What you write is kept, and this browser can come back to it for 90 days.{' '}
        <a href={signInTo(`/applications/${id}`)}>Sign in</a> to go on elsewhere, and in any case before you
        send it. Not a word is lost on the way.
      </p>
    </Inset>
  );
}

function AsideNote({ id }: { id: string }) {
  return (
    <Inset kind="attention">
      <p>
        Some of your words were written twice, in two places. Both are kept.{' '}
        <a href={`/applications/${id}/both`}>See both and choose</a>.
      </p>
    </Inset>
  );
}

/** The sign-in page, and back. */
export function signInTo(path: string): string {
  return `/sign-in?to=${encodeURIComponent(path)}`;
}

function WhatNext(props: ApplicationViewProps) {
  const { application, run, state, now } = props;
  const { replyBy } = application;
  const home = `/applications/${application.id}`;
  const { zone } = run;
  if (replyBy && replyBy.epochMilliseconds > now.epochMilliseconds) {
    const why = `A place on the ${runName(run)} is held for you until ${sayInstant(replyBy, zone)}, ${sayRelative(now, replyBy, zone)}. After that it goes to somebody else.`;
    return (
      <Next
        title="Reply to your offer"
        why={why}
        action={{ label: 'See the offer', href: `${home}/offer` }}
      />
    );
  }
  if (state.mayEdit && application.state !== 'submitted') return <WriteNext {...props} />;
  if (state.changed && state.mayEdit) return <SendAgain {...props} />;
  return <Standing {...props} />;
}

function WriteNext(props: ApplicationViewProps) {
  const { application, form, answers, closing, now } = props;
  const home = `/applications/${application.id}`;
  const open = sectionsWithState(props).find(
    ({ section, state }) => state !== 'completed' && !isOptional(section),
  );
  const withdrawn = application.state === 'withdrawn';
  const kicker = withdrawn ? 'Withdrawn, and still yours' : undefined;
  if (open) {
    const missing = faultsOfForm(form.content, answers).length;
    const why = `${missing === 1 ? 'One question' : `${missing} questions`} to go before you can send it. What you write is saved as you go.`;
    const action = {
      label: 'Write this section',
      href: `${home}/answers/${open.section.id}`,
    };
    return <Next kicker={kicker} title={open.section.title} why={why} action={action} />;
  }
  return (
    <Next
      kicker={kicker}
      urgent={!withdrawn && isSoon(closing.at, now)}
      title="Check your answers and send them"
      why={`Everything that is needed is there, and nothing is sent. Your application is in once you have sent it, and not before. It closes ${sayInstant(closing.at, closing.zone)}, ${sayRelative(now, closing.at, closing.zone)}.`}
      action={{ label: 'Check your answers', href: `${home}/check` }}
    />
  );
}

/** Three days: from then on letters remind of it too. */
function isSoon(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return at.epochMilliseconds - now.epochMilliseconds <= 72 * 3_600_000;
}

function SendAgain({ application, run }: ApplicationViewProps) {
  const at = application.submittedAt;
  const why = `You changed answers after sending. What you sent${at ? ` on ${sayInstant(at, run.zone)}` : ''} still stands, and will until you send it again.`;
  return (
    <Next
      title="Send your changes"
      why={why}
      action={{ label: 'Check your answers', href: `/applications/${application.id}/check` }}
    />
  );
}

function sectionsWithState({ form, answers, saved, apart }: Opened) {
  return form.content.sections.map((section) => ({
    section,
    state: stateOfSection(
      section,
      answers,
      section.audience === 'nobody' ? apart !== undefined : saved.some((one) => one.section === section.id),
    ),
  }));
}

function Tasks(props: ApplicationViewProps) {
  const { application, form, answers, state } = props;
  const home = `/applications/${application.id}`;
  const sections = sectionsWithState(props);
  const done = sections.filter((one) => one.state === 'completed').length;
  const ready = faultsOfForm(form.content, answers).length === 0;
  const sent = application.state === 'submitted' && !state.changed;
  const tasks: Task[] = sections.map(({ section, state: at }) => ({
    title: section.title,
    href: `${home}/answers/${section.id}`,
    state: at,
    ...(isOptional(section) ? { hint: 'Only if you want to tell us something.' } : {}),
  }));
  return (
    <>
      <Section
        title="Your answers"
        hint={
          <Progress
            value={done}
            max={sections.length}
            label={`${done} of ${sections.length} sections completed`}
          />
        }
      >
        <TaskList label="Sections of your application" tasks={tasks} />
      </Section>
      {!sent && (
        <Section title="Sending">
          <TaskList
            label="Sending your application"
            tasks={[
              {
                title: 'Check your answers and send them',
                ...(ready ? { href: `${home}/check` } : {}),
                state: ready ? 'not-started' : 'cannot-start-yet',
              },
            ]}
          />
        </Section>
      )}
    </>
  );
}
