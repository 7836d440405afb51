import { sayInstant, saySpan } from '#calendar';
import { Lines, type Opened } from '#application';
import { questionsOf, sayAnswer } from '#form';
import { runName, runPath } from '#programme';
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
import { PageHead, Panel, Prose, Section } from '#look/page-parts.tsx';
import { SummaryList } from '#look/summary-list.tsx';
import type { ManagerAsk } from './support.ts';

type ManagerProps = {
  ask: ManagerAsk;
  opened: Opened;
  token: string;
  typed: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
};

/** What a line manager is asked, exactly, and their answer. */
export function ManagerView(props: ManagerProps) {
  const { ask, opened, errors } = props;
  const { run, known } = opened;
  return (
    <>
      <ErrorSummary errors={errors} />
      {ask.answer ? (
        <Said {...props} />
      ) : (
        <PageHead
          kicker={<a href={runPath(run)}>{runName(run)}</a>}
          title={managerTitle(ask, known.name)}
          lede={`${known.name} has named you, ${ask.managerName}, as their line manager in their application.`}
        />
      )}
      <Asked {...props} />
      {!ask.answer && <AnswerForm {...props} />}
      <p class="hint">{`Questions go to ${run.contactAddress}.`}</p>
    </>
  );
}

/** The page's heading, by what was answered. */
export function managerTitle({ answer }: ManagerAsk, applicant: string): string {
  if (!answer) return `${applicant} asks for your support`;
  return answer === 'confirmed'
    ? `You have confirmed it for ${applicant}`
    : `You have said no to ${applicant}`;
}

function Said({ ask, opened: { run, known } }: ManagerProps) {
  return (
    <Panel title={managerTitle(ask, known.name)}>
      <p>{runName(run)}</p>
      {ask.answeredAt && <p>{`On ${sayInstant(ask.answeredAt, run.zone)}. You have nothing more to do.`}</p>}
      {ask.words && (
        <p>
          <Lines text={ask.words} />
        </p>
      )}
    </Panel>
  );
}

/** The workshops, and what the applicant said beside naming their manager: nothing else of the application. */
function Asked({ opened }: ManagerProps) {
  const { run, workshops, known } = opened;
  const said = saidOfManager(opened);
  return (
    <>
      <Section title="What is asked of you">
        <Prose>
          <p>
            {`That ${known.name} can come to these workshops in working time, prepare for each of them for about an hour, and afterwards find some time to write.`}
          </p>
        </Prose>
        <SummaryList
          answers={workshops.map((one) => ({
            question: `${one.number}. ${one.title}`,
            answer: saySpan(one.startsAt, one.endsAt, run.zone),
          }))}
        />
      </Section>
      {said.length > 0 && (
        <Section title={`What ${known.name} told us that concerns you`}>
          <SummaryList answers={said} />
        </Section>
      )}
    </>
  );
}

/** Answers of the section in which the line manager is named, as the form's author put them together. */
export function saidOfManager({ form, answers, names }: Opened): { question: string; answer: string }[] {
  const at = questionsOf(form.content).find(({ question }) => question.kind === 'manager');
  if (!at) return [];
  return at.section.questions.flatMap((question) => {
    const answer = question.kind === 'manager' ? undefined : sayAnswer(question, answers, names);
    return answer === undefined ? [] : [{ question: question.label, answer }];
  });
}

function AnswerForm({ ask, opened, token, typed, errors }: ManagerProps) {
  const { known, run } = opened;
  return (
    <Section title="Your answer">
      <PostForm action={`/support/${token}`} label="Your answer">
        <Radios
          name="answer"
          label={`Can ${known.name} have this time?`}
          options={[
            { value: 'confirmed', label: 'Yes, I confirm it' },
            {
              value: 'declined',
              label: 'No',
              hint: 'Also if you are not their line manager: say so below.',
            },
          ]}
          value={typed.answer}
          error={errorFor(errors, 'answer')}
        />
        <TextArea
          name="words"
          label="Anything to say?"
          hint={`${known.name} reads it.`}
          optional
          rows={4}
          value={typed.words}
          error={errorFor(errors, 'words')}
        />
        <Actions>
          <Button kind="first">Send my answer</Button>
        </Actions>
        <p class="hint">{`This page takes your answer until ${sayInstant(ask.expiresAt, run.zone)}, and only once.`}</p>
      </PostForm>
    </Section>
  );
}

/** A link that is over, which says nothing of whom it was about. */
export function DeadLinkView({ says }: { says: string }) {
  return (
    <PageHead
      title="This link has ended"
      lede={`${says} Somebody else may have been asked, or the application taken back. You have nothing to do.`}
    />
  );
}
