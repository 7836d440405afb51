import { Temporal } from 'temporal-polyfill';
import { sayDate, sayInstant, sayRelative, saySpan } from '#calendar';
import { runPath } from '#programme';
import { Actions, ButtonLink } from '#look/field.tsx';
import { Next } from '#look/next.tsx';
import { Inset, PageHead, Progress, Section, Stack, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { SummaryList } from '#look/summary-list.tsx';
import { TaskList, type Task } from '#look/task-list.tsx';
import { Trail, type Sign } from '#look/trail.tsx';
import { STATE_WORDS } from './application-words.ts';
import { sayAnswers } from './answer-words.ts';
import { firstStart } from './announce.ts';
import { faultsOfForm, stateOfSection } from './completeness.ts';
import { isOptional, type Answers } from './form.ts';
import type { Opened } from './opened.ts';

type Moment = {
  /** Whether answers were changed since they were sent. */
  readonly changed: boolean;
  readonly mayEdit: boolean;
  /** How many texts wait to be chosen between. */
  readonly aside: number;
  readonly sentAnswers: Answers | undefined;
};

export type ApplicationViewProps = Opened & { now: Temporal.Instant; state: Moment };

/** An application's own page: what it is, what is next, and its sections or what was sent. */
export function ApplicationView(props: ApplicationViewProps) {
  const { application, run, state, signedIn } = props;
  const { kind, words } = STATE_WORDS[application.state];
  return (
    <>
      <PageHead
        kicker={<a href={runPath(run)}>{`${run.programme.shortName} · ${run.name}`}</a>}
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
      <WhatNext {...props} />
      {application.state === 'submitted' && <TheWay {...props} />}
      {state.mayEdit && <Tasks {...props} />}
      {!state.mayEdit && <Sent {...props} />}
    </>
  );
}

function Closing({ application, run, now, state }: ApplicationViewProps) {
  if (!state.mayEdit) {
    return <span>Number {application.reference}</span>;
  }
  const { at, zone } = run.deadline;
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
  const { offer } = application;
  const home = `/applications/${application.id}`;
  const { zone } = run;
  if (application.state === 'offered' && offer && offer.replyBy.epochMilliseconds > now.epochMilliseconds) {
    const why = `A place on the ${run.name} is held for you until ${sayInstant(offer.replyBy, zone)}, ${sayRelative(now, offer.replyBy, zone)}. After that it goes to somebody else.`;
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
  const { application, form, answers } = props;
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
      title="Check your answers and send them"
      why="Everything that is needed is there. Your application is in once you have sent it, and not before."
      action={{ label: 'Check your answers', href: `${home}/check` }}
    />
  );
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

/** What happens next, when, and who acts, for each state in which the applicant has nothing to do. */
function Standing({ application, run, workshops, state }: ApplicationViewProps) {
  const letters = sayDate(Temporal.PlainDate.from(run.notifyWeekOf));
  const home = `/applications/${application.id}`;
  const first = firstStart(workshops);
  const says: Partial<Record<typeof application.state, string>> = {
    draft: 'Applications have closed, and this one was not sent. Your words are still here to read and copy.',
    submitted: `Selectors read every application. We write to everybody in the week that begins on ${letters}. You have nothing to do until then.`,
    reserve: `You are on the reserve list. If a place becomes free${first ? ` before ${sayInstant(first, run.zone)}` : ''}, it is offered in order, and we write to you at once. You have nothing to do.`,
    'not-offered':
      'We could not offer you a place this time. You are welcome to apply again in another year.',
    withdrawn: 'You withdrew this application. You are welcome to apply again in another year.',
    'place-declined': 'You declined the place, and it has gone on to somebody else.',
    'offer-lapsed':
      'The time to reply to your offer has ended. If you would still like to come, ask the team.',
    offered: 'The time to reply to your offer has ended. If you would still like to come, ask the team.',
    'place-accepted':
      'You have a place. The workshops, what to prepare and how to join are on their own page.',
    'place-given-up': 'You gave up your place. What you have written is still yours.',
  };
  const withdrawable = application.state === 'submitted' || application.state === 'reserve';
  return (
    <Stack tight>
      <p class="lede">{says[application.state]}</p>
      <Actions>
        {application.state === 'place-accepted' && (
          <ButtonLink kind="first" href="/workshops">
            See your workshops
          </ButtonLink>
        )}
        {application.state === 'place-accepted' && <a href={`${home}/offer`}>Your place</a>}
        {withdrawable && <a href={`${home}/withdraw`}>Withdraw this application</a>}
        {state.mayEdit || application.state === 'place-accepted' ? null : (
          <a href={`/enquiries/new`}>Ask the team</a>
        )}
      </Actions>
    </Stack>
  );
}

function sectionsWithState({ form, answers, saved }: Pick<Opened, 'form' | 'answers' | 'saved'>) {
  return form.content.sections.map((section) => ({
    section,
    state: stateOfSection(
      section,
      answers,
      saved.some((one) => one.section === section.id),
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

function TheWay({ application, run, workshops }: ApplicationViewProps) {
  const first = workshops[0];
  const signs: Sign[] = [
    {
      title: 'Sent',
      place: 'past',
      lines: application.submittedAt ? [sayInstant(application.submittedAt, run.zone)] : [],
    },
    {
      title: 'Being read',
      place: 'here',
      lines: [`You can change your answers until ${sayInstant(run.deadline.at, run.zone)}`],
    },
    {
      title: 'Our letter',
      place: 'ahead',
      lines: [`In the week that begins on ${sayDate(Temporal.PlainDate.from(run.notifyWeekOf))}`],
    },
    ...(first
      ? [
          {
            title: 'First workshop',
            place: 'ahead' as const,
            lines: [saySpan(first.startsAt, first.endsAt, run.zone), first.place],
          },
        ]
      : []),
  ];
  return (
    <Section title="What happens next">
      <Trail label="What happens next" signs={signs} />
    </Section>
  );
}

function Sent(props: ApplicationViewProps) {
  const { application, run, form, names, answers, state } = props;
  const shown = sayAnswers(form.content, state.sentAnswers ?? answers, names, { unanswered: 'Not answered' });
  const title = application.submittedAt ? 'What you sent' : 'What you wrote';
  return (
    <Section
      title={title}
      hint={
        application.submittedAt &&
        `Sent on ${sayInstant(application.submittedAt, run.zone)}. It can no longer be changed.`
      }
    >
      <SummaryList
        answers={shown.map(([question, answer]) => ({ question, answer: <Lines text={answer} /> }))}
      />
    </Section>
  );
}

/** Text with its line breaks. */
export function Lines({ text }: { text: string }) {
  return <span class="answer-lines">{text}</span>;
}
