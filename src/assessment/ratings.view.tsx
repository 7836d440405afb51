import { Actions, Button, ButtonLink, ErrorSummary, Hidden, PostForm } from '#look/field.tsx';
import { Inset, PageHead, Section } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import type { Task } from './access.ts';
import type { Point } from './agreement.sql.ts';
import { type Asked, type Missing, askedName, ratingOf } from './asked.ts';
import type { Difference } from './judgement.form.ts';
import type { Judgement, JudgementWords } from './judgement.sql.ts';

export const DISCLOSED =
  'The candidate gets these words without your name. They may also ask to see everything else that is written about them, notes included.';

/** Where somebody judges: the address of their assignment. */
export function taskPath({ assignment }: Pick<Task, 'assignment'>): string {
  return `/assessing/${assignment.id}`;
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
        <Actions>
          <ButtonLink kind="first" href={`${path}#rating`}>
            Go back and finish it
          </ButtonLink>
        </Actions>
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

export type ColumnOfRatings = { readonly label: string; readonly ratings: Judgement['ratings'] };

/** Ratings in columns, one for each who judged. */
export function Columns({
  asked,
  columns,
  amongPeers = false,
  jointRatings = [],
}: {
  asked: readonly Asked[];
  columns: readonly ColumnOfRatings[];
  /** Among assessors: rows that differ are marked, and notes shown. */
  amongPeers?: boolean;
  jointRatings?: readonly { target: string; rating: string }[];
}) {
  const rows = asked.filter(({ alone, target }) => alone || ratingOf(jointRatings, target));
  return (
    <div class="table-room">
      <table class="data ratings" role="table">
        <caption class="unseen">Ratings side by side</caption>
        <thead>
          <tr>
            <th scope="col">Section</th>
            {columns.map(({ label }) => (
              <th scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <RatingsRow
              one={one}
              columns={columns}
              amongPeers={amongPeers}
              joint={ratingOf(jointRatings, one.target)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RatingsRow({
  one,
  columns,
  amongPeers,
  joint,
}: {
  one: Asked;
  columns: readonly ColumnOfRatings[];
  amongPeers: boolean;
  joint: string | undefined;
}) {
  const titleOf = (id: string | undefined) => one.ratings.find((rating) => rating.id === id)?.title ?? '–';
  if (!one.alone)
    return (
      <tr>
        <th scope="row">{askedName(one)}</th>
        <td colSpan={columns.length}>{titleOf(joint)}</td>
      </tr>
    );
  const given = columns.map(({ ratings }) => ratingOf(ratings, one.target));
  const isSame = !amongPeers || new Set(given).size === 1;
  return (
    <tr class={isSame ? undefined : 'differs'}>
      <th scope="row">
        {askedName(one)}
        {!isSame && <span class="unseen"> (ratings differ)</span>}
      </th>
      {columns.map(({ ratings }, index) => {
        const note = amongPeers && ratings.find(({ target }) => target === one.target)?.note;
        return (
          <td>
            {titleOf(given[index])}
            {note && <span class="rating-note as-typed">{note}</span>}
          </td>
        );
      })}
    </tr>
  );
}

/** What the candidate is asked to revise, by section. */
export function Points({ points, asked }: { points: readonly Point[]; asked: readonly Asked[] }) {
  if (points.length === 0) return null;
  return (
    <dl class="points">
      {points.map(({ slot, component, words }) => (
        <>
          <dt>{pointName(asked, slot, component)}</dt>
          <dd class="as-typed">{words}</dd>
        </>
      ))}
    </dl>
  );
}

function pointName(asked: readonly Asked[], slot: string, component: string | undefined): string {
  const one = asked.find((item) => item.slot === slot);
  const name = one ? askedName(one) : slot;
  return component ? `${name} (${component})` : name;
}

/** What looks odd; it only warns. */
export function Doubts({ doubts }: { doubts: readonly string[] }) {
  return (
    <Inset kind="attention">
      <ul>
        {doubts.map((says) => (
          <li>{says}</li>
        ))}
      </ul>
      <p class="hint">This is only said; it stops nothing.</p>
    </Inset>
  );
}
