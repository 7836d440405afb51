import { Temporal } from 'temporal-polyfill';
import { sayDate, sayRelative } from '#calendar';
import type { SectionSlot } from '#framework';
import {
  Actions,
  Button,
  ErrorSummary,
  errorFor,
  PostForm,
  Radios,
  Select,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Pager } from '#look/pager.tsx';
import { Desk, Details, Empty, Inset, PageHead, Section } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import { now } from '#platform/clock.ts';
import { readProse } from '#platform/prose.ts';
import { proseView } from '#platform/prose.view.tsx';
import { EvidenceDrawer } from './evidence-drawer.view.tsx';
import type { Evidence } from './evidence.ts';
import { FeedbackPanel } from './feedback.view.tsx';
import type { Feedback } from './feedback.ts';
import type { SlotProgress } from './portfolio-progress.ts';
import { slotName, type Part, type Portfolio } from './portfolio.ts';
import { SectionStateTag } from './section-state.view.tsx';
import type { Share, SharedPortfolio } from './share.sql.ts';

export type SharedRow = SharedPortfolio & {
  readonly owner: string;
  readonly pathway: string;
  /** The names of the sections that wait, the oldest request first. */
  readonly waitingNames: readonly string[];
  /** The zone in which days are counted. */
  readonly zone: string;
};

/** The portfolios that a mentor may read, whoever has waited longest first. */
export function SharedPortfoliosView({ rows }: { rows: readonly SharedRow[] }) {
  return (
    <>
      <PageHead
        title="Portfolios shared with you"
        lede="Whoever has waited longest for feedback stands first. You see each one until the day that its owner set."
      />
      <DataTable
        caption="Portfolios shared with you"
        hideCaption
        rows={rows}
        empty={
          <Empty title="No portfolio is shared with you">
            <p>A candidate who shares theirs with you appears here, and you get a letter.</p>
          </Empty>
        }
        columns={[
          {
            key: 'owner',
            label: 'Candidate',
            rowHeader: true,
            cell: ({ portfolioId, owner }) => <a href={`/mentoring/${portfolioId}`}>{owner}</a>,
          },
          { key: 'pathway', label: 'Pathway', cell: ({ pathway }) => pathway },
          { key: 'waiting', label: 'Ready for feedback', cell: (row) => <Waiting row={row} /> },
          {
            key: 'until',
            label: 'Until',
            cell: ({ untilDay }) => sayDate(Temporal.PlainDate.from(untilDay)),
          },
        ]}
      />
    </>
  );
}

function Waiting({ row: { portfolioId, waiting, waitingNames, zone } }: { row: SharedRow }) {
  const [first] = waiting;
  if (!first) return <span class="hint">Nothing waits</span>;
  return (
    <>
      <a href={`/mentoring/${portfolioId}/sections/${first.slot}`}>{waitingNames[0]}</a>
      {waiting.length > 1 && ` and ${waiting.length - 1} more`}
      <br />
      <span class="hint">marked {sayRelative(now(), Temporal.Instant.from(first.since), zone)}</span>
    </>
  );
}

export type MentoredProps = {
  portfolio: Portfolio;
  owner: string;
  pathway: string;
  share: Share;
  slots: readonly SlotProgress[];
};

/** A shared portfolio at a glance, for its mentor. */
export function MentoredView({ portfolio, owner, pathway, share, slots }: MentoredProps) {
  const base = `/mentoring/${portfolio.id}`;
  return (
    <>
      <PageHead
        title={`Portfolio of ${owner}`}
        back={{ label: 'Portfolios shared with you', href: '/mentoring/portfolios' }}
        meter={
          <>
            <span>{pathway}</span>
            <span>Shared with you until {sayDate(Temporal.PlainDate.from(share.untilDay))}</span>
          </>
        }
      />
      {share.asks && (
        <Inset>
          <p class="as-typed">{share.asks}</p>
        </Inset>
      )}
      <DataTable
        caption="Sections"
        rows={slots.filter(({ slot }) => !slot.declaration)}
        columns={[
          {
            key: 'name',
            label: 'Section',
            rowHeader: true,
            cell: ({ key, slot, ownTitle }) => (
              <a href={`${base}/sections/${key}`}>
                {slotName(slot)}
                {ownTitle && `: ${ownTitle}`}
              </a>
            ),
          },
          {
            key: 'state',
            label: 'State',
            narrow: 'beside',
            cell: ({ state }) => <SectionStateTag state={state} />,
          },
          { key: 'words', label: 'Words', numeric: true, cell: ({ words }) => words.toLocaleString('en-GB') },
          { key: 'evidence', label: 'Evidence', numeric: true, cell: ({ evidence }) => evidence },
          { key: 'open', label: 'Open comments', numeric: true, cell: ({ openComments }) => openComments },
        ]}
      />
    </>
  );
}

export type CommentTyped = { component: string; quote: string; rating: string; words: string };

export type MentoredSectionProps = {
  feedback: Feedback;
  ownTitle: string;
  state: SlotProgress['state'];
  parts: readonly Part[];
  items: readonly Evidence[];
  typed: CommentTyped;
  errors: readonly FieldError[];
  before: SectionSlot | undefined;
  after: SectionSlot | undefined;
};

/** A section as its mentor reads it, with what was said of it and a place to say more. */
export function MentoredSectionView(props: MentoredSectionProps) {
  const { feedback, ownTitle, state } = props;
  const { portfolio, slot } = feedback;
  const base = `/mentoring/${portfolio.id}`;
  const linkTo = (other: SectionSlot | undefined) =>
    other && { label: slotName(other), href: `${base}/sections/${other.key}` };
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <PageHead
        title={slotName(slot)}
        kicker={
          <>
            <a href={base}>Portfolio of {feedback.names.get(portfolio.personId)}</a>
            {slot.group && ` · ${slot.group.code} ${slot.group.title}`}
          </>
        }
        lede={ownTitle || undefined}
        meter={<SectionStateTag state={state} />}
      />
      <Desk
        asideLabel="Feedback on this section"
        aside={
          <>
            <CommentForm {...props} />
            <FeedbackPanel feedback={feedback} as="mentor" />
          </>
        }
      >
        <Reading {...props} />
      </Desk>
      <Pager label="Sections" previous={linkTo(props.before)} next={linkTo(props.after)} />
    </>
  );
}

function Reading({ feedback: { slot, portfolio }, parts, items }: MentoredSectionProps) {
  const single = slot.components.length === 1;
  return (
    <div class="reading">
      {slot.components.map(({ id, title, holds }) => (
        <section class="reading-part" aria-label={title}>
          {!single && <h2>{title}</h2>}
          {holds === 'evidence' ? (
            <EvidenceDrawer portfolio={portfolio} slot={slot.key} items={items} mayEdit={false} />
          ) : (
            <Written part={parts.find(({ component }) => component === id)} component={id} />
          )}
        </section>
      ))}
    </div>
  );
}

function Written({ part, component }: { part: Part | undefined; component: string }) {
  if (!part || part.text.trim() === '') return <p class="hint">Nothing is written here yet.</p>;
  return (
    <div class="prose" data-quotable={component}>
      {proseView(readProse(part.text), { headingBase: 3 })}
    </div>
  );
}

function CommentForm({ feedback, typed, errors }: MentoredSectionProps) {
  const { slot, portfolio, ratings } = feedback;
  const several = slot.components.length > 1;
  return (
    <Section title="Say something">
      <PostForm action={`/mentoring/${portfolio.id}/sections/${slot.key}`} id="comment">
        <TextArea
          name="words"
          label="Your comment"
          rows={6}
          hint="Say what works, then one thing to change. The candidate may ask to see everything that is kept about them."
          value={typed.words}
          error={errorFor(errors, 'words')}
        />
        {several && (
          <Select
            name="component"
            label="About"
            value={typed.component}
            error={errorFor(errors, 'component')}
            options={[
              { value: '', label: 'The whole section' },
              ...slot.components.map(({ id, title }) => ({ value: id, label: title })),
            ]}
          />
        )}
        <TextArea
          name="quote"
          label="Words that you mean"
          optional
          rows={2}
          hint="Copy them from the text, or mark them there."
          value={typed.quote}
          error={errorFor(errors, 'quote')}
        />
        {ratings.length > 0 && (
          <Details summary="Say where it stands today" open={typed.rating !== ''}>
            <Radios
              name="rating"
              label="Today, in the assessors’ words"
              optional
              hint="A help for the draft; no assessor sees it."
              value={typed.rating}
              error={errorFor(errors, 'rating')}
              options={[
                { value: '', label: 'I would rather not say' },
                ...ratings.map(({ id, title }) => ({ value: id, label: title })),
              ]}
            />
          </Details>
        )}
        <Actions>
          <Button kind="first">Send this comment</Button>
        </Actions>
      </PostForm>
    </Section>
  );
}
