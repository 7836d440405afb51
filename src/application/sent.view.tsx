import { Temporal } from 'temporal-polyfill';
import { sayDate, sayInstant, saySpan } from '#calendar';
import { Actions, ButtonLink } from '#look/field.tsx';
import { Section, Stack } from '#look/page-parts.tsx';
import { SummaryList } from '#look/summary-list.tsx';
import { Trail, type Sign } from '#look/trail.tsx';
import type { ApplicationViewProps } from './application.view.tsx';
import { asAsked, sayAnswers } from '#form';
import { firstStart } from '#programme';

/** What happens next, when, and who acts, for each state in which the applicant has nothing to do. */
export function Standing({ application, run, workshops, state }: ApplicationViewProps) {
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
    deferred:
      'You put your place off to the next run. Your application is kept and comes into it, first in the queue. You have nothing to do.',
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
        {(application.state === 'deferred' || application.state === 'place-declined') && (
          <a href={`${home}/offer`}>Your offer</a>
        )}
        {application.state === 'reserve' && <a href={`${home}/reserve`}>Your place on the reserve list</a>}
        {withdrawable && <a href={`${home}/withdraw`}>Withdraw this application</a>}
        {state.mayEdit || application.state === 'place-accepted' ? null : (
          <a href={`/enquiries/new`}>Ask the team</a>
        )}
      </Actions>
    </Stack>
  );
}

/** The way from here, with every date that is known. */
export function TheWay({ application, run, workshops, closing }: ApplicationViewProps) {
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
      lines: [`You can change your answers until ${sayInstant(closing.at, run.zone)}`],
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

/** What was sent (or, where nothing was, written), to be read. */
export function Sent(props: ApplicationViewProps) {
  const { application, run, whole, askedAt, names, answers, state } = props;
  const sent = state.sentAnswers ?? answers;
  const shown = sayAnswers(asAsked(whole.content, sent, askedAt), sent, names, {
    unanswered: 'Not answered',
  });
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
