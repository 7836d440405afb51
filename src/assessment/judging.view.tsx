import { Temporal } from 'temporal-polyfill';
import { sayDate } from '#calendar';
import { PathwayBlaze, pathwayOf, type Edition } from '#framework';
import { Autosave, SaveState } from '#look/autosave.tsx';
import { DataTable } from '#look/table.tsx';
import {
  Actions,
  Button,
  ButtonLink,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  Radios,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Details, Inset, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { ReadingContents, readingId, SubmissionReading, type Snapshot } from '#portfolio';
import type { Task } from './access.ts';
import type { Point } from './agreement.sql.ts';
import { askedName, type Asked, type Missing } from './asked.ts';
import { ROLE_WORDS } from './assignment.ts';
import type { Difference } from './judgement.form.ts';
import type { JudgementWords } from './judgement.sql.ts';

export const DISCLOSED =
  'The candidate gets these words without your name. They may also ask to see everything else that is written about them, notes included.';

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
        back={{ label: 'My assessments', href: '/assessing' }}
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
            beside={(section) => <RateLink slot={section.key} asked={asked} />}
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

/** Where somebody judges: the address of their assignment. */
export function taskPath({ assignment }: Pick<Task, 'assignment'>): string {
  return `/assessing/${assignment.id}`;
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
        <dl class="facts">
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
        <ButtonLink kind="first" href={`${taskPath(task)}/agree`}>
          {task.case.state === 'agreeing' ? 'Agree on the outcome' : 'See both judgements'}
        </ButtonLink>
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

/** One assessor's own ratings as a list. */
export function RatingList({
  asked,
  words,
}: {
  asked: readonly Asked[];
  words: Pick<JudgementWords, 'ratings'>;
}) {
  return (
    <dl class="rating-list">
      {asked
        .filter(({ alone }) => alone)
        .map((one) => {
          const given = words.ratings.find(({ target }) => target === one.target)?.rating;
          return (
            <div>
              <dt>{askedName(one)}</dt>
              <dd>{one.ratings.find(({ id }) => id === given)?.title ?? 'Not rated yet'}</dd>
            </div>
          );
        })}
    </dl>
  );
}

export type CheckProps = {
  readonly task: Task;
  readonly asked: readonly Asked[];
  readonly words: JudgementWords;
  readonly missing: readonly Missing[];
  readonly doubts: readonly string[];
};

/** The page before lodging: what is wanting, what looks odd, and everything once more. */
export function CheckView({ task, asked, words, missing, doubts }: CheckProps) {
  const path = taskPath(task);
  const title = 'Check before you lodge';
  return (
    <>
      <PageHead
        title={title}
        back={{ label: 'Back to the desk', href: path }}
        kicker={task.case.number}
        lede="What you lodge stands. From then on you can read it, and nobody can change it."
      />
      {missing.length > 0 && <ErrorSummary errors={missing.map(({ says }) => ({ message: says }))} />}
      {doubts.length > 0 && (
        <Inset>
          <p>
            <strong>Worth a second look</strong>
          </p>
          <ul>
            {doubts.map((says) => (
              <li>{says}</li>
            ))}
          </ul>
          <p class="hint">None of this stops you.</p>
        </Inset>
      )}
      <Section title="Your ratings">
        <RatingList asked={asked} words={words} />
      </Section>
      <Section title="Your feedback to the candidate" hint={DISCLOSED}>
        <p class="as-typed">{words.feedback || 'Nothing is written yet.'}</p>
      </Section>
      {missing.length === 0 ? (
        <PostForm action={`${path}/lodge`}>
          <Actions>
            <Button kind="first">Lodge this judgement</Button>
            <ButtonLink kind="quiet" href={path}>
              Change something first
            </ButtonLink>
          </Actions>
        </PostForm>
      ) : (
        <ButtonLink kind="first" href={`${path}#rating`}>
          Go back and finish it
        </ButtonLink>
      )}
    </>
  );
}

/** Two windows of one assessor met: what each says where they differ, and one's own words to keep. */
export function MetView({
  task,
  found,
  yours,
  version,
}: {
  task: Task;
  found: readonly Difference[];
  yours: JudgementWords;
  version: number;
}) {
  const path = taskPath(task);
  return (
    <>
      <PageHead
        title="Two windows met"
        kicker={task.case.number}
        lede="You changed this judgement in another window. Nothing was overwritten: here is where the two differ."
      />
      <DataTable
        caption="Where the two differ"
        hideCaption
        columns={[
          { key: 'what', label: 'What', cell: ({ what }) => what },
          { key: 'saved', label: 'Saved in the other window', cell: ({ saved }) => <Said words={saved} /> },
          { key: 'yours', label: 'From this window', cell: ({ yours: words }) => <Said words={words} /> },
        ]}
        rows={found}
      />
      <PostForm action={`${path}/judgement`}>
        <Hidden name="version" value={version} />
        <Hidden name="feedback" value={yours.feedback} />
        <Hidden name="noteToRegistrar" value={yours.noteToRegistrar} />
        {yours.ratings.map(({ target, rating, note }) => (
          <>
            {rating && <Hidden name={`rating.${target}`} value={rating} />}
            <Hidden name={`note.${target}`} value={note} />
          </>
        ))}
        <Actions>
          <Button kind="first">Keep the words of this window</Button>
          <ButtonLink href={path}>Keep what is saved</ButtonLink>
        </Actions>
      </PostForm>
    </>
  );
}

function Said({ words }: { words: string }) {
  return words === '' ? <span class="hint">Nothing</span> : <span class="as-typed">{words}</span>;
}
