import { Temporal } from 'temporal-polyfill';
import { sayDate } from '#calendar';
import { type Edition, outcomesFor } from '#framework';
import {
  Button,
  DateField,
  ErrorSummary,
  type FieldError,
  PostForm,
  Radios,
  TextArea,
  errorFor,
} from '#look/field.tsx';
import { ButtonLink } from '#look/form.tsx';
import { Inset, PageHead, Section } from '#look/page-parts.tsx';
import type { Case } from './case.ts';
import { Columns, Doubts, Points } from './ratings.view.tsx';
import type { Transcript } from './release.ts';

/** What a candidate gets: the outcome, what follows, the ratings in two columns without names, and the texts. */
export function TranscriptView({ transcript }: { transcript: Transcript }) {
  const { asked, columns, jointRatings, points } = transcript;
  const labelled = columns.map(({ ratings }, index) => ({ label: `Assessor ${index + 1}`, ratings }));
  const hasRatings = columns.some(({ ratings }) => ratings.length > 0);
  return (
    <>
      {points.length > 0 && (
        <Section title="What to revise">
          <Points points={points} asked={asked} />
        </Section>
      )}
      {columns.length > 0 && (
        <Section title="Feedback">
          <div class="two-columns">
            {columns.map(({ feedback }, index) => (
              <section class="section">
                <h3>{`Assessor ${index + 1}`}</h3>
                <p class="as-typed">{feedback}</p>
              </section>
            ))}
          </div>
        </Section>
      )}
      {hasRatings && (
        <Section
          title="Ratings"
          hint="Each assessor rated alone. Their ratings may differ: the outcome is what both agreed on, and no sum."
        >
          <Columns asked={asked} columns={labelled} jointRatings={jointRatings} />
        </Section>
      )}
    </>
  );
}

/** The candidate's page. */
export function OutcomeView({ one, transcript }: { one: Case; transcript: Transcript }) {
  const { outcome } = transcript;
  const decidedOn = one.outcome && Temporal.PlainDate.from(one.outcome.decidedOn);
  return (
    <>
      <PageHead
        title={outcome.title}
        kicker={`${one.number}${decidedOn ? ` · decided on ${sayDate(decidedOn)}` : ''}`}
        lede={outcome.meaning}
      />
      <WhatNext one={one} transcript={transcript} />
      <TranscriptView transcript={transcript} />
    </>
  );
}

function WhatNext({ one, transcript }: { one: Case; transcript: Transcript }) {
  const { outcome, next, by } = transcript;
  return (
    <section class="next" aria-labelledby="next">
      <p class="kicker">What happens next</p>
      <h2 id="next">{next ? next.title : outcome.award ? 'You hold the award' : 'This matter is closed'}</h2>
      <p class="next-why">{outcome.next.says}</p>
      {next && (
        <p>
          {by ? `Submit it by ${sayDate(by)}.` : 'The scheme sets no day for it.'} Your portfolio is open as
          before.
        </p>
      )}
      {next ? (
        <ButtonLink kind="first" href={`/portfolio/${one.portfolioId}`}>
          Go on with your portfolio
        </ButtonLink>
      ) : (
        <ButtonLink kind="first" href="/">
          Go to your home page
        </ButtonLink>
      )}
    </section>
  );
}

/** The registrar's look at exactly what the candidate gets, and the button that sends it. */
export function ReleaseView({
  one,
  transcript,
  doubts,
  candidate,
}: {
  one: Case;
  transcript: Transcript;
  doubts: readonly string[];
  candidate: string;
}) {
  const released = one.state === 'released';
  const title = released ? `What ${candidate} got` : `Release the outcome of ${one.number}`;
  return (
    <>
      <PageHead
        title={title}
        back={{ label: one.number, href: `/cases/${one.id}` }}
        lede={
          released
            ? undefined
            : `Below the button is exactly what ${candidate} gets. The order of the two assessors was drawn by lot.`
        }
      />
      {!released && (
        <>
          {doubts.length > 0 && <Doubts doubts={doubts} />}
          <PostForm
            action={`/cases/${one.id}/release`}
            confirm={{
              question: `Release the outcome to ${candidate}?`,
              detail: 'They are told by letter at once. It cannot be taken back here.',
              yes: 'Release it',
            }}
          >
            <Button kind="first">{`Release it to ${candidate}`}</Button>
          </PostForm>
        </>
      )}
      <Inset>
        <p class="kicker">{transcript.outcome.meaning}</p>
        <p>
          <strong>{transcript.outcome.title}</strong>
        </p>
        <p>{transcript.outcome.next.says}</p>
        {transcript.by && <p>{`Submit by ${sayDate(transcript.by)}.`}</p>}
      </Inset>
      <TranscriptView transcript={transcript} />
    </>
  );
}

export type RecordProps = {
  readonly number: string;
  readonly submissionId: string;
  readonly edition: Edition;
  readonly kind: string;
  readonly bodyName: string;
  readonly as: 'candidate' | 'coordinator';
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
};

/** Writing down an outcome that the awarding body has sent. */
export function RecordView({
  number,
  submissionId,
  edition,
  kind,
  bodyName,
  as,
  typed,
  errors,
}: RecordProps) {
  const whose = as === 'candidate' ? 'you' : 'the candidate';
  return (
    <>
      <PageHead
        title="Record the outcome"
        kicker={number}
        lede={`${bodyName} decides on this submission and writes to ${whose}. Write down here what its letter says.`}
      />
      <ErrorSummary errors={errors} />
      <PostForm action={`/outcomes/record/${submissionId}`}>
        <Radios
          name="outcomeId"
          label="Outcome"
          value={typed.outcomeId}
          options={outcomesFor(edition, kind).map(({ id, title, meaning }) => ({
            value: id,
            label: title,
            hint: meaning,
          }))}
          error={errorFor(errors, 'outcomeId')}
        />
        <DateField
          name="decidedOn"
          label="Date of the decision"
          hint="As it stands on the letter."
          value={typed.decidedOn}
          error={errorFor(errors, 'decidedOn')}
        />
        <TextArea
          name="feedback1"
          label="Feedback of the first assessor"
          hint="Copied from the transcript, if you have it."
          optional
          value={typed.feedback1}
          error={errorFor(errors, 'feedback1')}
        />
        <TextArea
          name="feedback2"
          label="Feedback of the second assessor"
          optional
          value={typed.feedback2}
          error={errorFor(errors, 'feedback2')}
        />
        <Button kind="first">Record this outcome</Button>
      </PostForm>
    </>
  );
}
