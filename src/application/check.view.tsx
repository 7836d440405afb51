import { runName } from '#programme';
import { Temporal } from 'temporal-polyfill';
import { isLocked, keysOf, sayAnswer, type AnswerFault, type FormSection } from '#form';
import { sayDate, sayInstant, sayRelative } from '#calendar';
import { Facts } from '#look/facts.tsx';
import { Actions, Button, ButtonLink, fieldId, PostForm } from '#look/field.tsx';
import { Next } from '#look/next.tsx';
import { Inset, PageHead, Panel, Prose, Section } from '#look/page-parts.tsx';
import { SummaryList } from '#look/summary-list.tsx';
import { signInTo } from './application.view.tsx';
import { Lines } from './sent.view.tsx';
import type { Opened } from './opened.ts';

export type CheckViewProps = Opened & {
  faults: readonly AnswerFault[];
  /** Word for word what was sent already. */
  asSent: boolean;
  /** The person tried to send it and could not. */
  tried: boolean;
  now: Temporal.Instant;
};

/** Every answer with a way back to it, and then the one button that sends them. */
export function CheckView(props: CheckViewProps) {
  const { application, run, form, faults, tried, now, closing } = props;
  const { at, zone } = closing;
  return (
    <>
      {tried && <Missing {...props} />}
      <PageHead
        back={{ href: `/applications/${application.id}`, label: 'Back to your application' }}
        kicker={runName(run)}
        title="Check your answers"
        lede={`This is what the team will read. You can change it, and send it again, until ${sayInstant(at, zone)}, ${sayRelative(now, at, zone)}.`}
      />
      {!tried && faults.length > 0 && <Missing {...props} />}
      <AboutYou {...props} />
      {form.content.sections.map((section) => (
        <SectionAnswers {...props} section={section} />
      ))}
      <Sending {...props} />
    </>
  );
}

/** What is still missing, each a link to its question on its own page. */
function Missing({ application, faults }: CheckViewProps) {
  return (
    <section class="error-summary" aria-labelledby="missing" tabindex={-1} data-errors>
      <h2 id="missing">
        {faults.length === 1
          ? 'One thing before you can send it'
          : `${faults.length} things before you can send it`}
      </h2>
      <ul>
        {faults.map(({ section, question, message }) => (
          <li>
            <a href={`/applications/${application.id}/answers/${section}?from=check#${fieldId(question)}`}>
              {message}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AboutYou({ signedIn, known }: CheckViewProps) {
  if (!signedIn) return null;
  return (
    <Section
      title="About you"
      hint={
        <>
          From <a href="/account">your account</a>.
        </>
      }
    >
      <Facts
        facts={[
          { label: 'Name', value: known.name },
          { label: 'E-mail', value: known.email },
          known.department ? { label: 'Department', value: known.department } : undefined,
        ]}
      />
    </Section>
  );
}

function SectionAnswers({
  application,
  answers,
  names,
  known,
  section,
}: CheckViewProps & { section: FormSection }) {
  const changeHref = `/applications/${application.id}/answers/${section.id}?from=check`;
  const asked = section.questions.filter((question) => !isLocked(question, known));
  if (section.audience === 'nobody') return <AskedApart section={section} changeHref={changeHref} />;
  return (
    <Section
      title={section.title}
      hint={section.audience === 'team' ? 'Seen by the programme team only.' : undefined}
    >
      <SummaryList
        answers={asked.map((question) => {
          const words = sayAnswer(question, answers, names);
          return {
            question: question.label,
            answer: words === undefined ? <span class="hint">Not answered</span> : <Lines text={words} />,
            changeHref: `${changeHref}#${fieldId(keysOf(question)[0] ?? question.id)}`,
          };
        })}
      />
    </Section>
  );
}

/** What nobody reads is not sent with the rest, so it is not shown with the rest. */
function AskedApart({ section, changeHref }: { section: FormSection; changeHref: string }) {
  return (
    <Section
      title={section.title}
      hint="Kept apart from your application. Nobody reads it; it is only counted."
    >
      <p>
        <a href={changeHref}>See or change what you said</a>
      </p>
    </Section>
  );
}

function Sending({ application, run, signedIn, faults, asSent }: CheckViewProps) {
  const checkPath = `/applications/${application.id}/check`;
  if (!signedIn) {
    const action = { label: 'Sign in to send it', href: signInTo(checkPath) };
    const why =
      'An application is sent by somebody, so that the team can write back. You come back to this page, with every word as it is.';
    return <Next kicker="One step before sending" title="Sign in" why={why} action={action} />;
  }
  const [first] = faults;
  if (first) {
    const href = `/applications/${application.id}/answers/${first.section}?from=check#${fieldId(first.question)}`;
    const why = `${faults.length === 1 ? 'One answer is' : `${faults.length} answers are`} still missing or need mending. They are listed at the top of this page.`;
    return (
      <Next
        kicker="Before you can send it"
        title="Finish your answers"
        why={why}
        action={{ label: 'Go on writing', href }}
      />
    );
  }
  if (asSent) {
    return (
      <Inset>
        <p>
          You have sent exactly this
          {application.submittedAt ? ` on ${sayInstant(application.submittedAt, run.zone)}` : ''}. There is
          nothing more to do.
        </p>
      </Inset>
    );
  }
  const again = application.state === 'submitted';
  return (
    <Section title={again ? 'Send it again' : 'Send it'}>
      <Prose>
        <p>
          {again
            ? 'What you send now takes the place of what you sent before, which is kept with it.'
            : 'You get a receipt by e-mail with every answer. Your application is in once you have sent it, and not before.'}
        </p>
      </Prose>
      <PostForm action={`/applications/${application.id}/submit`} label="Send the application">
        <Actions>
          <Button kind="first">{again ? 'Send my changed application' : 'Send my application'}</Button>
          <a href={`/applications/${application.id}`}>Not yet</a>
        </Actions>
      </PostForm>
    </Section>
  );
}

/** It is in: the number, the receipt, what happens next. */
export function SubmittedView({ application, run, known, closing }: Opened) {
  const home = `/applications/${application.id}`;
  const at = application.submittedAt;
  return (
    <>
      <Panel title="We have your application">
        <p>
          Your number is <strong>{application.reference}</strong>
        </p>
        {at && <p>{`Received ${sayInstant(at, run.zone)}`}</p>}
      </Panel>
      <Section title="What happens next">
        <Prose>
          <ul>
            <li>{`A receipt with every answer is on its way to ${known.email}.`}</li>
            <li>{`You can change your answers, and send them again, until ${sayInstant(closing.at, run.zone)}.`}</li>
            <li>{`Selectors read every application. We write to everybody in the week that begins on ${sayDate(Temporal.PlainDate.from(run.notifyWeekOf))}.`}</li>
            <li>{`A place that is offered is held for a short time only, so look out for our letter that week.`}</li>
          </ul>
        </Prose>
      </Section>
      <Actions>
        <ButtonLink href={home}>See your application</ButtonLink>
        <a href={`${home}/copy.pdf`}>Your copy as a PDF</a>
        <a href="/">Go to your home page</a>
      </Actions>
    </>
  );
}
