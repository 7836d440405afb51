import { sayInstant } from '#calendar';
import { Lines, STATE_WORDS, type Opened } from '#application';
import { QuestionField, sayAnswer, sectionOf, type AnswerFault, type Answers, type FormSection } from '#form';
import type { Person } from '#people';
import { runName } from '#programme';
import { Facts } from '#look/facts.tsx';
import {
  Actions,
  Button,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Note } from '#look/note.tsx';
import { Desk, Inset, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { SummaryList } from '#look/summary-list.tsx';
import type { ChangeRequest } from './change-request.sql.ts';
import { AnswerForm, RequestNote } from './change-requests.view.tsx';
import type { OnBehalf } from './on-behalf.sql.ts';

type ApplicantProps = Opened & {
  path: string;
  done: readonly OnBehalf[];
  requests: readonly ChangeRequest[];
  faults: readonly AnswerFault[];
  people: ReadonlyMap<string, Person>;
  typed: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
  mayAct: boolean;
};

/** One applicant for the team: the answers as they stand, with a way to mend each for them, and everything that was done so. */
export function ApplicantView(props: ApplicantProps) {
  const { application, run, known, errors } = props;
  const { kind, words } = STATE_WORDS[application.state];
  return (
    <>
      <ErrorSummary errors={errors.map(({ field, message }) => (field ? { field, message } : { message }))} />
      <PageHead
        back={{ href: `/desk/${run.id}/applicants`, label: 'All applicants' }}
        kicker={runName(run)}
        title={known.name}
        meter={
          <>
            <StateTag kind={kind}>{words}</StateTag>
            <span>{`Number ${application.reference}`}</span>
          </>
        }
      />
      <Desk aside={<Aside {...props} />} asideLabel="Acting for them">
        {props.form.content.sections
          .filter(({ audience }) => audience !== 'nobody')
          .map((section) => (
            <SectionAnswers {...props} section={section} />
          ))}
      </Desk>
    </>
  );
}

function SectionAnswers({
  answers,
  names,
  path,
  section,
  mayAct,
}: ApplicantProps & { section: FormSection }) {
  return (
    <Section
      title={section.title}
      action={mayAct ? <a href={`${path}/answers/${section.id}`}>Change for them</a> : undefined}
    >
      <SummaryList
        answers={section.questions.map((question) => ({
          question: question.label,
          answer: <Lines text={sayAnswer(question, answers, names) ?? 'Not answered'} />,
        }))}
      />
    </Section>
  );
}

function Aside(props: ApplicantProps) {
  const { application, run, known, requests, done, people } = props;
  return (
    <>
      <Facts
        facts={[
          { label: 'E-mail', value: known.email },
          { label: 'Begun', value: sayInstant(application.begunAt, run.zone) },
          {
            label: 'Sent',
            value: application.submittedAt ? sayInstant(application.submittedAt, run.zone) : 'Not sent',
          },
          application.lateUntil
            ? { label: 'Late door until', value: sayInstant(application.lateUntil, run.zone) }
            : undefined,
        ]}
      />
      {requests.length > 0 && (
        <Section title="Requests for a change">
          {requests.map((request) => (
            <RequestNote run={run} request={request} who={known.name} people={people}>
              {!request.answer && <AnswerForm run={run} request={request} typed={{}} errors={[]} />}
            </RequestNote>
          ))}
        </Section>
      )}
      {props.mayAct && <SendForm {...props} />}
      {done.length > 0 && (
        <Section title="Done for them">
          {done.map((one) => (
            <DoneNote {...props} one={one} />
          ))}
        </Section>
      )}
    </>
  );
}

function SendForm({ known, path, faults, typed, errors, application }: ApplicantProps) {
  if (faults.length > 0) {
    return (
      <Section title="Send it for them">
        <p>
          {faults.length === 1 ? 'One answer is missing.' : `${faults.length} answers are missing.`} Change
          the sections first.
        </p>
        <ul>
          {faults.map(({ section, message }) => (
            <li>
              <a href={`${path}/answers/${section}`}>{message}</a>
            </li>
          ))}
        </ul>
      </Section>
    );
  }
  return (
    <Section title={application.submissionNumber > 0 ? 'Send it again for them' : 'Send it for them'}>
      <PostForm action={`${path}/send`} label="Send it for them">
        <ReasonField name={known.name} typed={typed.reason} errors={errors} />
        <Actions>
          <Button>Send on their behalf</Button>
        </Actions>
      </PostForm>
    </Section>
  );
}

function ReasonField(props: { name: string; typed: string | undefined; errors: readonly FieldError[] }) {
  return (
    <TextArea
      name="reason"
      label="Why?"
      hint={`${props.name} gets a letter with your name and this reason, and it stays with the application.`}
      rows={3}
      value={props.typed}
      error={errorFor(props.errors, 'reason')}
    />
  );
}

/** "Submitted by Farida Underhill on behalf of Amara Udeh", when, and why. */
function DoneNote({ one, people, run, known, whole }: ApplicantProps & { one: OnBehalf }) {
  const who = people.get(one.doneBy)?.name ?? 'The team';
  const title = sectionOf(whole.content, one.section ?? '')?.title ?? one.section;
  return (
    <Note who={who} when={{ iso: one.doneAt.toString(), words: sayInstant(one.doneAt, run.zone) }}>
      <p>
        {one.section
          ? `Changed “${title}” on behalf of ${known.name}.`
          : `Submitted by ${who} on behalf of ${known.name}.`}
      </p>
      <p>
        <Lines text={one.reason} />
      </p>
      {one.changes.length > 0 && (
        <SummaryList
          answers={one.changes.map(([question, before, after]) => ({
            question,
            answer: <Lines text={`${before || 'Not answered'} → ${after || 'Not answered'}`} />,
          }))}
        />
      )}
    </Note>
  );
}

type SectionProps = Opened & {
  section: FormSection;
  path: string;
  answers: Answers;
  version: number;
  reason: string;
  errors: readonly FieldError[];
};

/** One section, as its applicant meets it, for somebody of the team who writes for them. */
export function SectionForThemView(props: SectionProps) {
  const { section, path, known, run, errors, version, application } = props;
  return (
    <>
      <ErrorSummary errors={errors.map(({ field, message }) => (field ? { field, message } : { message }))} />
      <PageHead
        back={{ href: path, label: known.name }}
        kicker={runName(run)}
        title={section.title}
        lede={`You change this for ${known.name}, who is told by letter.`}
      />
      {application.state === 'submitted' && (
        <Inset>
          <p>
            It has been sent. What selectors read changes only once it is sent again, by the applicant or by
            you.
          </p>
        </Inset>
      )}
      <PostForm action={`${path}/answers/${section.id}`} label={section.title}>
        <Hidden name="version" value={Math.max(version, 0)} />
        {section.questions.map((question) => (
          <QuestionField
            question={question}
            answers={props.answers}
            errors={errors}
            known={known}
            names={props.names}
          />
        ))}
        <ReasonField name={known.name} typed={props.reason} errors={errors} />
        <Actions>
          <Button kind="first">Save for them</Button>
          <a href={path}>Leave it as it is</a>
        </Actions>
      </PostForm>
    </>
  );
}
