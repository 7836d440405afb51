import { Temporal } from 'temporal-polyfill';
import { sayDate } from '#calendar';
import { type Edition, PathwayBlaze, pathwayOf } from '#framework';
import { Autosave, SaveState } from '#look/autosave.tsx';
import {
  Actions,
  Button,
  ButtonLink,
  ErrorSummary,
  type FieldError,
  Hidden,
  PostForm,
  Radios,
  TextArea,
  errorFor,
} from '#look/field.tsx';
import { Details, Inset, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { ReadingContents, readingId, type Snapshot, SubmissionReading } from '#submission';
import type { Task } from './access.ts';
import type { Point } from './agreement.sql.ts';
import { type Asked, askedName } from './asked.ts';
import { ROLE_WORDS } from './assignment.ts';
import type { JudgementWords } from './judgement.sql.ts';
import { DISCLOSED, RatingList, taskPath } from './ratings.view.tsx';

export type DeskProps = {
  readonly task: Task;
  readonly edition: Edition;
  readonly copy: Snapshot;
  readonly asked: readonly Asked[];
  readonly words: JudgementWords;
  readonly version: number;
  readonly savedAt: string | undefined;
  readonly personId: string;
  /** What the last round asked the candidate to revise. */
  readonly pointsBefore: readonly Point[];
  readonly maySeeOthers: boolean;
  readonly errors: readonly FieldError[];
};

/** The assessor's desk: the portfolio on the left, the judgement on the right, each keeping its place. */
export function JudgingView(props: DeskProps) {
  const { task, edition, copy, asked, errors } = props;
  const path = taskPath(task);
  const lodged = task.assignment.lodgedAt !== undefined;
  return (
    <>
      <PageHead
        title={copy.candidate.name}
        back={{ label: 'Your assessments', href: '/assessing' }}
        kicker={`${task.case.number} · ${copy.kind.title}`}
        meter={
          <>
            <PathwayBlaze pathway={pathwayOf(edition, task.case.pathwayId)} />
            <span>{ROLE_WORDS[task.assignment.role]}</span>
            <span>
              {lodged ? 'Lodged' : `Lodge by ${sayDate(Temporal.PlainDate.from(task.assignment.dueOn))}`}
            </span>
            <span>{copy.words.toLocaleString('en-GB')} words</span>
            <a class="to-rating" href="#rating">
              Go to your ratings
            </a>
          </>
        }
      />
      <ErrorSummary errors={errors} />
      <div class="judging">
        <div class="judging-copy">
          {props.pointsBefore.length > 0 && <PointsBefore points={props.pointsBefore} asked={asked} />}
          <Details summary="Contents of the portfolio">
            <ReadingContents snapshot={copy} />
          </Details>
          <SubmissionReading
            snapshot={copy}
            files={(evidenceId) => `${path}/evidence/${evidenceId}`}
            beside={(section) => (lodged ? null : <RateLink slot={section.key} asked={asked} />)}
          />
        </div>
        <aside class="judging-form" id="rating" aria-label="Your judgement">
          {lodged ? (
            <LodgedWords {...props} />
          ) : (
            <>
              <JudgementForm {...props} />
              <Details summary="Give this assessment back">
                <GiveBack path={path} />
              </Details>
            </>
          )}
        </aside>
      </div>
    </>
  );
}

function RateLink({ slot, asked }: { slot: string; asked: readonly Asked[] }) {
  const one = asked.find((item) => item.slot === slot && item.alone);
  if (!one) return null;
  return (
    <a class="rate-link" href={`#${rateId(one.target)}`}>
      Rate {one.code || one.title}
    </a>
  );
}

function rateId(target: string): string {
  return `rate-${target.replaceAll(/[^\w-]+/g, '-')}`;
}

function PointsBefore({ points, asked }: { points: readonly Point[]; asked: readonly Asked[] }) {
  return (
    <Inset>
      <p>
        <strong>The last round asked for this</strong>
      </p>
      <ul>
        {points.map(({ slot, words }) => (
          <li>
            <a href={`#${readingId(slot)}`}>{asked.find((one) => one.slot === slot)?.code ?? slot}</a>:{' '}
            {words}
          </li>
        ))}
      </ul>
    </Inset>
  );
}

function JudgementForm({ task, asked, words, version, savedAt, personId, errors }: DeskProps) {
  const path = taskPath(task);
  const alone = asked.filter((one) => one.alone);
  const joint = asked.filter((one) => !one.alone);
  const given = words.ratings.filter(({ rating }) => rating !== undefined).length;
  return (
    <Autosave url={`${path}/judgement`} person={personId}>
      <PostForm action={`${path}/judgement`} enhance label="Your judgement">
        <Hidden name="version" value={version} />
        <div class="judging-state">
          <strong>
            {given} of {alone.length} rated
          </strong>
          <SaveState savedAt={savedAt} />
        </div>
        <p class="hint">
          You judge alone. Neither of you learns anything of the other’s judgement before both are lodged.
        </p>
        <RatingMeanings asked={alone} />
        {alone.map((one) => (
          <RatingRow one={one} words={words} errors={errors} />
        ))}
        {joint.length > 0 && (
          <div class="rating-row">
            <p>
              <strong>{joint.map(askedName).join(', ')}</strong>
            </p>
            <p class="hint">You rate these together when both have lodged. Note here what strikes you.</p>
            {joint.map((one) => (
              <RatingNote
                one={one}
                words={words}
                errors={errors}
                label={`Note on ${one.code || one.title}`}
              />
            ))}
          </div>
        )}
        <TextArea
          name="feedback"
          label="Feedback to the candidate"
          hint={DISCLOSED}
          value={words.feedback}
          rows={10}
          words
          error={errorFor(errors, 'feedback')}
        />
        <TextArea
          name="noteToRegistrar"
          label="Note to the registrar"
          hint="The registrar reads it once both have lodged. The candidate is not shown it."
          optional
          value={words.noteToRegistrar}
          rows={3}
          error={errorFor(errors, 'noteToRegistrar')}
        />
        <Actions>
          <Button kind="first" name="next" value="check">
            Check before lodging
          </Button>
          <Button>Save</Button>
        </Actions>
      </PostForm>
    </Autosave>
  );
}

function GiveBack({ path }: { path: string }) {
  return (
    <PostForm action={`${path}/decline`} label="Give this assessment back">
      <TextArea
        name="because"
        id="give-back"
        label="Why you cannot go on"
        hint="The registrar reads it and asks somebody else. What you have written is kept and shown to nobody."
        rows={3}
      />
      <Button kind="danger">Give it back</Button>
    </PostForm>
  );
}

function RatingMeanings({ asked }: { asked: readonly Asked[] }) {
  const scales = new Map(asked.map(({ ratings }) => [ratings.map(({ id }) => id).join(), ratings]));
  return (
    <Details summary="What the ratings mean">
      {[...scales.values()].map((ratings) => (
        <dl class="points">
          {ratings.map(({ title, meaning }) => (
            <>
              <dt>{title}</dt>
              <dd>{meaning}</dd>
            </>
          ))}
        </dl>
      ))}
    </Details>
  );
}

type RowProps = { one: Asked; words: JudgementWords; errors: readonly FieldError[] };

function RatingRow({ one, words, errors }: RowProps) {
  const said = words.ratings.find(({ target }) => target === one.target);
  return (
    <div class="rating-row" id={rateId(one.target)}>
      <Radios
        name={`rating.${one.target}`}
        label={askedName(one)}
        value={said?.rating}
        options={one.ratings.map(({ id, title }) => ({ value: id, label: title }))}
        inline
        error={errorFor(errors, `rating.${one.target}`)}
      />
      <div class="rating-more">
        {one.slot && <a href={`#${readingId(one.slot)}`}>Read {one.code || 'it'}</a>}
        <Details summary={said?.note ? 'Your note' : 'Add a note'} open={Boolean(said?.note)}>
          <RatingNote one={one} words={words} errors={errors} label={`Note on ${one.code || one.title}`} />
        </Details>
      </div>
    </div>
  );
}

function RatingNote({ one, words, errors, label }: RowProps & { label: string }) {
  return (
    <TextArea
      name={`note.${one.target}`}
      label={label}
      optional
      rows={2}
      value={words.ratings.find(({ target }) => target === one.target)?.note}
      error={errorFor(errors, `note.${one.target}`)}
    />
  );
}

function LodgedWords({ task, asked, words, maySeeOthers }: DeskProps) {
  return (
    <>
      <p>
        <StateTag kind="done">Lodged</StateTag>
      </p>
      {maySeeOthers ? (
        <Actions>
          <ButtonLink kind="first" href={`${taskPath(task)}/agree`}>
            {task.case.state === 'agreeing' ? 'Agree on the outcome' : 'See both judgements'}
          </ButtonLink>
        </Actions>
      ) : (
        <p>
          What you lodged stands. When both are lodged, we write to you, and you agree on the outcome
          together.
        </p>
      )}
      <RatingList asked={asked} words={words} />
      <Section title="Your feedback">
        <p class="as-typed">{words.feedback}</p>
      </Section>
    </>
  );
}
