import { sayInstant } from '#calendar';
import { outcomesFor, type Edition } from '#framework';
import {
  Actions,
  Button,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  Radios,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Note } from '#look/note.tsx';
import { Details, Empty, Inset, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import type { Task } from './access.ts';
import type { Message, Point, Proposal } from './agreement.sql.ts';
import { askedName, ratingOf, type Asked } from './asked.ts';
import { ROLE_WORDS, type Assignment } from './assignment.ts';
import type { Judgement } from './judgement.sql.ts';
import { taskPath } from './judging.view.tsx';

/** One of those who judged, in sight of the others. */
export type Peer = {
  readonly assignment: Assignment;
  readonly name: string;
  readonly judgement: Judgement;
};

export type Proposed = Pick<Proposal, 'outcomeId' | 'note' | 'jointRatings' | 'points'>;

export type AgreeProps = {
  readonly task: Task;
  readonly edition: Edition;
  readonly candidate: string;
  readonly asked: readonly Asked[];
  /** Oneself first. */
  readonly peers: readonly Peer[];
  readonly standing: Proposal | undefined;
  readonly seen: number;
  readonly doubts: readonly string[];
  readonly messages: readonly Message[];
  readonly typed: Proposed;
  readonly errors: readonly FieldError[];
};

/** Both judgements side by side, the talk about them, and the outcome that one proposes and another signs. */
export function AgreeView(props: AgreeProps) {
  const { task, peers, asked, errors } = props;
  const open = task.case.state === 'agreeing';
  const differing = asked.filter((one) => one.alone && differs(one, peers));
  const title = open ? `Agree on ${task.case.number}` : `Both judgements of ${task.case.number}`;
  return (
    <>
      <PageHead
        title={title}
        back={{ label: 'Back to the portfolio', href: taskPath(task) }}
        kicker={props.candidate}
        lede={
          open
            ? 'Ratings stay as each of you gave them. What you agree on is one outcome: a judgement, and no sum.'
            : undefined
        }
      />
      <ErrorSummary errors={errors} />
      <StandingProposal {...props} open={open} />
      <Section
        title="Side by side"
        hint={
          differing.length === 0
            ? 'You gave the same rating everywhere.'
            : `You differ on ${differing.map(({ code, title: name }) => code || name).join(', ')}.`
        }
      >
        <Columns asked={asked} columns={peers.map(columnOf)} showNotes />
        <div class="two-columns">
          {peers.map(({ name, judgement }) => (
            <section class="section">
              <h3>{name}</h3>
              <p class="as-typed">{judgement.feedback}</p>
            </section>
          ))}
        </div>
      </Section>
      <Talk {...props} open={open} />
      {open && <ProposeForm {...props} />}
    </>
  );
}

export type ColumnOfRatings = { readonly label: string; readonly ratings: Judgement['ratings'] };

function columnOf({ name, judgement }: Peer): ColumnOfRatings {
  return { label: name, ratings: judgement.ratings };
}

function differs(one: Asked, peers: readonly Peer[]): boolean {
  return new Set(peers.map(({ judgement }) => ratingOf(judgement.ratings, one.target))).size > 1;
}

/** Ratings in columns, one for each who judged; rows that differ are marked in words and colour. */
export function Columns({
  asked,
  columns,
  showNotes,
  jointRatings = [],
}: {
  asked: readonly Asked[];
  columns: readonly ColumnOfRatings[];
  showNotes?: boolean;
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
              showNotes={showNotes}
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
  showNotes,
  joint,
}: {
  one: Asked;
  columns: readonly ColumnOfRatings[];
  showNotes: boolean | undefined;
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
  const isSame = new Set(given).size === 1;
  return (
    <tr class={isSame ? undefined : 'differs'}>
      <th scope="row">
        {askedName(one)}
        {!isSame && <span class="unseen"> (ratings differ)</span>}
      </th>
      {columns.map(({ ratings }, index) => {
        const note = showNotes && ratings.find(({ target }) => target === one.target)?.note;
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

type Opened = AgreeProps & { open: boolean };

function StandingProposal({ task, edition, asked, peers, standing, doubts, open }: Opened) {
  if (!standing) return null;
  const own = peers[0]?.assignment.id;
  const signed = own !== undefined && standing.signedBy.includes(own);
  const outcome = edition.outcomes.find(({ id }) => id === standing.outcomeId);
  const nameOf = (id: string) => peers.find(({ assignment }) => assignment.id === id)?.name ?? 'An assessor';
  return (
    <section class="next" aria-labelledby="next">
      <p class="kicker">
        {open
          ? `Proposed by ${nameOf(standing.by)}`
          : `Signed by ${standing.signedBy.map(nameOf).join(' and ')}`}
      </p>
      <h2 id="next">{outcome?.title ?? standing.outcomeId}</h2>
      {outcome && <p class="next-why">{outcome.meaning}</p>}
      <Together asked={asked} jointRatings={standing.jointRatings} />
      <Points points={standing.points} asked={asked} />
      {standing.note && <p class="as-typed">{standing.note}</p>}
      {open && doubts.length > 0 && <Doubts doubts={doubts} />}
      {open && signed && (
        <p>
          <StateTag kind="waiting">You have signed; it waits for the other signature</StateTag>
        </p>
      )}
      {open && !signed && (
        <PostForm action={`${taskPath(task)}/agree/sign`}>
          <Hidden name="number" value={standing.number} />
          <Button kind="first">Sign this outcome</Button>
        </PostForm>
      )}
    </section>
  );
}

function Together({
  asked,
  jointRatings,
}: {
  asked: readonly Asked[];
  jointRatings: Proposal['jointRatings'];
}) {
  const words = asked.flatMap((one) => {
    const given = ratingOf(jointRatings, one.target);
    const title = one.ratings.find(({ id }) => id === given)?.title;
    return title ? [`${askedName(one)}: ${title.toLowerCase()}`] : [];
  });
  return words.length > 0 ? <p class="hint">{words.join(' · ')}</p> : null;
}

/** What the candidate is asked to revise, by section. */
export function Points({ points, asked }: { points: readonly Point[]; asked: readonly Asked[] }) {
  if (points.length === 0) return null;
  return (
    <dl class="facts points">
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

function Talk({ task, edition, peers, messages, open, errors }: Opened) {
  return (
    <Section title="What you say to each other" hint="The registrar can read it. The candidate may ask to.">
      {messages.length === 0 && <Empty title="Nothing has been said yet" />}
      {messages.map(({ by, words, at }) => {
        const peer = peers.find(({ assignment }) => assignment.id === by);
        return (
          <Note
            who={peer?.name ?? 'Somebody who has left'}
            role={peer && ROLE_WORDS[peer.assignment.role]}
            when={{ iso: at.toString(), words: sayInstant(at, edition.timeZone) }}
          >
            <p class="as-typed">{words}</p>
          </Note>
        );
      })}
      {open && (
        <PostForm action={`${taskPath(task)}/agree/message`} enhance label="Say something">
          <TextArea name="words" label="Your message" rows={3} error={errorFor(errors, 'words')} />
          <Button>Send this message</Button>
        </PostForm>
      )}
    </Section>
  );
}

function ProposeForm({ task, edition, asked, peers, standing, seen, typed, errors }: AgreeProps) {
  const joint = asked.filter(({ alone }) => !alone);
  const sections = asked.filter(({ slot }) => slot !== undefined);
  return (
    <Section
      title={standing ? 'Propose another outcome' : 'Propose an outcome'}
      hint={
        standing ? 'A new proposal takes the place of the one above, and its signatures with it.' : undefined
      }
    >
      <PostForm action={`${taskPath(task)}/agree/propose`} label="Propose an outcome">
        <Hidden name="seen" value={seen} />
        <Radios
          name="outcomeId"
          label="Outcome"
          value={typed.outcomeId}
          options={outcomesFor(edition, task.case.kind).map(({ id, title, meaning }) => ({
            value: id,
            label: title,
            hint: meaning,
          }))}
          error={errorFor(errors, 'outcomeId')}
        />
        {joint.map((one) => (
          <Radios
            name={`joint.${one.target}`}
            label={askedName(one)}
            value={ratingOf(typed.jointRatings, one.target)}
            options={one.ratings.map(({ id, title }) => ({ value: id, label: title }))}
            inline
            error={errorFor(errors, `joint.${one.target}`)}
          />
        ))}
        <Details
          summary="What the candidate is to revise"
          open={typed.points.length > 0 || errors.length > 0}
        >
          <p class="hint">
            For a referral: at least one section. The candidate gets these words as a list of points.
          </p>
          {sections.map((one) => (
            <TextArea
              name={`point.${one.slot}`}
              label={askedName(one)}
              hint={wantingWords(one, peers)}
              optional
              rows={2}
              value={typed.points.find(({ slot }) => slot === one.slot)?.words}
              error={errorFor(errors, `point.${one.slot}`)}
            />
          ))}
        </Details>
        <TextArea
          name="note"
          label="Note to the other assessor and the registrar"
          optional
          rows={3}
          value={typed.note}
          error={errorFor(errors, 'note')}
        />
        <Actions>
          <Button kind={standing ? 'plain' : 'first'}>Propose this outcome</Button>
        </Actions>
      </PostForm>
    </Section>
  );
}

function wantingWords(one: Asked, peers: readonly Peer[]): string | undefined {
  const wanting = peers.flatMap(({ name, judgement }) => {
    const given = one.ratings.find(({ id }) => id === ratingOf(judgement.ratings, one.target));
    return given && !given.satisfies ? [`${name}: ${given.title}`] : [];
  });
  return wanting.length > 0 ? wanting.join(' · ') : undefined;
}
