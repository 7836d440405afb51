import type { ComponentChildren } from 'preact';
import type { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import { Autosave, SaveState } from '#look/autosave.tsx';
import {
  asAsked,
  isFrozen,
  QuestionField,
  sectionOf,
  type Answers,
  type FormSection,
  type Question,
} from '#form';
import { Facts } from '#look/facts.tsx';
import { Actions, Button, ErrorSummary, Hidden, PostForm, type FieldError } from '#look/field.tsx';
import { Inset, PageHead, Section } from '#look/page-parts.tsx';
import type { Fields } from '#platform/forms.ts';
import { signInTo } from './application.view.tsx';
import { Lines } from './sent.view.tsx';
import type { Opened } from './opened.ts';

export type SectionShown = {
  readonly answers: Answers;
  readonly version: number;
  readonly savedAt?: string | undefined;
  readonly errors: readonly FieldError[];
  /** Opened from the check page: there it goes back to. */
  readonly toCheck: boolean;
  /** What was just answered brought more questions, which were not on the page. */
  readonly more?: boolean;
};

export type SectionViewProps = Opened & {
  section: FormSection;
  shown: SectionShown;
  writer: string;
  now: Temporal.Instant;
};

/** One section of an application: one idea, a few questions, saved while they are answered. */
export function SectionView(props: SectionViewProps) {
  const { application, run, form, section, shown, writer } = props;
  const home = `/applications/${application.id}`;
  const action = `${home}/answers/${section.id}`;
  const { sections } = form.content;
  const asked = askedIn(props);
  return (
    <>
      <ErrorSummary errors={shown.errors.map(forSummary)} />
      <PageHead
        back={
          shown.toCheck
            ? { href: `${home}/check`, label: 'Back to your answers' }
            : { href: home, label: 'Back to your application' }
        }
        kicker={`Section ${sections.findIndex(({ id }) => id === section.id) + 1} of ${sections.length}`}
        title={section.title}
        lede={section.lede}
      />
      {!props.signedIn && <SignInFirst path={action} />}
      {application.state === 'submitted' && (
        <Inset>
          <p>
            You have sent this application. A change counts once you have sent it again, until{' '}
            {sayInstant(props.closing.at, run.zone)}.
          </p>
        </Inset>
      )}
      <FromAccount {...props} />
      <WhoReads section={section} />
      {shown.more && (
        <Inset kind="attention">
          <p>Saved. What you answered brings another question, which is on this page now.</p>
        </Inset>
      )}
      <Kept apart={section.audience === 'nobody'} url={action} person={writer}>
        <PostForm action={action} label={section.title}>
          <Hidden name="version" value={shown.version} />
          {shown.toCheck && <Hidden name="from" value="check" />}
          {section.questions.some(({ onlyIf }) => onlyIf) && <Hidden name="shown" value={asked.join(' ')} />}
          {section.questions.map((question) => (
            <QuestionField
              question={asAskedNow(props, question)}
              hidden={!asked.includes(question.id)}
              frozen={isFrozen(question, props.answers, props.askedAt)}
              answers={shown.answers}
              errors={shown.errors}
              known={props.known}
              names={props.names}
            />
          ))}
          <Actions>
            <Button kind="first">Save and continue</Button>
            <Button kind="quiet" name="then" value="list" skipChecks>
              Save and come back later
            </Button>
            <SaveState savedAt={shown.savedAt} />
          </Actions>
        </PostForm>
      </Kept>
    </>
  );
}

/** Which questions of the section are asked, with the answers that the page shows. */
function askedIn({ whole, section, shown, askedAt }: SectionViewProps): string[] {
  const now = asAsked(whole.content, shown.answers, askedAt);
  return sectionOf(now, section.id)?.questions.map(({ id }) => id) ?? [];
}

/** The question as it is asked now, where it is: "required by" said as optional or not. */
function asAskedNow({ whole, section, shown, askedAt }: SectionViewProps, question: Question): Question {
  const now = sectionOf(asAsked(whole.content, shown.answers, askedAt), section.id);
  return now?.questions.find(({ id }) => id === question.id) ?? question;
}

/** Saved while it is written, but for what nobody reads: no copy of that is kept on a device. */
function Kept(props: { apart: boolean; url: string; person: string; children: ComponentChildren }) {
  const { apart, url, person, children } = props;
  if (apart) return <>{children}</>;
  return (
    <Autosave url={url} person={person}>
      {children}
    </Autosave>
  );
}

function WhoReads({ section: { audience } }: { section: FormSection }) {
  if (audience === 'selectors') return null;
  return (
    <Inset>
      <p>
        {audience === 'team'
          ? 'Only the programme team reads this. It plays no part in selection.'
          : 'Nobody reads this, and it is kept apart from your application. After the deadline nothing leads back from it to you: it is shown as counts of five people or more. Leave out what you like.'}
      </p>
    </Inset>
  );
}

/** Somebody sent words after their session had ended: every word, and a way to send it again once they are signed in. */
export function SignedOutView({ path, fields }: { path: string; fields: Fields }) {
  const sent = fields.names.flatMap((name) => fields.all(name).map((value) => ({ name, value })));
  const words = sent.filter(({ value }) => value.trim() !== '' && !/^\d{1,9}$/.test(value));
  return (
    <>
      <PageHead
        title="You are signed out"
        lede="Your session has ended. What you wrote just now is on this page, and nothing of it is lost."
      />
      <ol>
        <li>
          <a href={signInTo(path)} target="_blank" rel="noopener">
            Sign in in a new tab
          </a>
          .
        </li>
        <li>Come back to this one, and send your words again.</li>
      </ol>
      <PostForm action={path} label="Your words">
        {sent.map(({ name, value }) => (
          <Hidden name={name} value={value} />
        ))}
        <Actions>
          <Button kind="first">Send my words again</Button>
        </Actions>
      </PostForm>
      <Section title="What you wrote">
        {words.map(({ value }) => (
          <p>
            <Lines text={value} />
          </p>
        ))}
      </Section>
    </>
  );
}

function forSummary({ field, message }: FieldError): FieldError {
  return field ? { field, message } : { message };
}

function SignInFirst({ path }: { path: string }) {
  return (
    <p class="hint">
      You are not signed in, and need not be yet. <a href={signInTo(path)}>Sign in</a> whenever you like: what
      is saved comes with you.
    </p>
  );
}

/** What the account knows already stands on the first page, to be read and not to be typed. */
function FromAccount({ section, form, known, signedIn }: SectionViewProps) {
  if (!signedIn || section.id !== form.content.sections[0]?.id) return null;
  return (
    <Section
      title="About you"
      hint={
        <>
          From <a href="/account">your account</a>, so you are not asked for it.
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
