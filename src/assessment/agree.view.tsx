import { sayInstant } from '#calendar';
import { type Edition, outcomesFor } from '#framework';
import {
  Actions,
  Button,
  ErrorSummary,
  type FieldError,
  Hidden,
  PostForm,
  Radios,
  TextArea,
  errorFor,
} from '#look/field.tsx';
import { Note } from '#look/note.tsx';
import { Details, Empty, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import type { Task } from './access.ts';
import type { Message, Proposal } from './agreement.sql.ts';
import { type Asked, askedName, ratingOf } from './asked.ts';
import { type Assignment, ROLE_WORDS } from './assignment.ts';
import type { Judgement } from './judgement.sql.ts';
import { type ColumnOfRatings, Columns, Doubts, Points, taskPath } from './ratings.view.tsx';

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
        <Columns asked={asked} columns={peers.map(columnOf)} amongPeers />
        <div class="two-columns">
          {peers.map(({ name, judgement }) => (
            <section class="section">
              <h3>{name}</h3>
              <p class="as-typed">{judgement.feedback}</p>
            </section>
          ))}
        </div>
      </Section>
      <div class="talk">
        <Talk {...props} open={open} />
      </div>
      {open && <Propose {...props} />}
    </>
  );
}

function columnOf({ name, judgement }: Peer): ColumnOfRatings {
  return { label: name, ratings: judgement.ratings };
}

function differs(one: Asked, peers: readonly Peer[]): boolean {
  return new Set(peers.map(({ judgement }) => ratingOf(judgement.ratings, one.target))).size > 1;
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

function Talk({ task, edition, peers, messages, open, errors }: Opened) {
  return (
    <Section title="What you say to each other" hint="The candidate may ask to see it.">
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

/** A standing proposal is the page's matter; another one waits behind a click. */
function Propose(props: AgreeProps) {
  if (!props.standing)
    return (
      <Section title="Propose an outcome">
        <ProposeForm {...props} />
      </Section>
    );
  return (
    <Details summary="Propose another outcome instead" open={props.errors.length > 0}>
      <p class="hint">A new proposal takes the place of the one above, and its signatures with it.</p>
      <ProposeForm {...props} />
    </Details>
  );
}

function ProposeForm({ task, edition, asked, peers, standing, seen, typed, errors }: AgreeProps) {
  const joint = asked.filter(({ alone }) => !alone);
  const sections = asked.filter(({ slot }) => slot !== undefined);
  return (
    <div class="narrower">
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
          label="Note to the other assessor"
          optional
          rows={3}
          value={typed.note}
          error={errorFor(errors, 'note')}
        />
        <Actions>
          <Button kind={standing ? 'plain' : 'first'}>Propose this outcome</Button>
        </Actions>
      </PostForm>
    </div>
  );
}

function wantingWords(one: Asked, peers: readonly Peer[]): string | undefined {
  const wanting = peers.flatMap(({ name, judgement }) => {
    const given = one.ratings.find(({ id }) => id === ratingOf(judgement.ratings, one.target));
    return given && !given.satisfies ? [`${name}: ${given.title}`] : [];
  });
  return wanting.length > 0 ? wanting.join(' · ') : undefined;
}
