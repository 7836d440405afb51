import type { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import { STATE_WORDS, type RunCounts } from '#application';
import { runName, type Run } from '#programme';
import {
  Button,
  ButtonForm,
  ButtonLink,
  ErrorSummary,
  Hidden,
  Select,
  type FieldError,
} from '#look/field.tsx';
import { Empty, PageHead, Section, Stack } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { ChooseBar, DataTable, type Column } from '#look/table.tsx';
import { count, OUTCOME_WORDS } from './words.ts';
import type { Balance } from './balance.sql.ts';
import { BalanceOf, Contradictions, Places, ReserveOrder } from './balance.view.tsx';
import { figureOf, sayFigure, scoredOf } from './figures.ts';
import type { Guide } from './guide.ts';
import { fromStart, isCut, listQuery, type ListView } from './list-view.ts';
import type { Batch, MarkSummary, Reserved } from './marking.sql.ts';
import { FindForm, PagesOf, Readings, sorting, type Row } from './list.view.tsx';

export type DecisionsViewProps = {
  run: Run;
  guide: Guide;
  view: ListView;
  rows: readonly Row[];
  summary: MarkSummary;
  balance: Balance;
  reserve: readonly Reserved[];
  batch: Batch | undefined;
  /** The number of the last mark: what the page had before it. */
  seen: number;
  counts: RunCounts;
  taken: number;
  errors: readonly FieldError[];
  typed: Readonly<Record<string, string>>;
  now: Temporal.Instant;
};

/** The coordinator's page of decisions: marks that nobody sees yet, the places they would take, and the way to announce them. */
export function DecisionsView(props: DecisionsViewProps) {
  const { run, errors, summary, view, rows } = props;
  const marked = summary.offered + summary.reserve + summary.notOffered;
  const path = `/desk/${run.id}/decisions`;
  return (
    <>
      <ErrorSummary errors={errors.map(({ field, message }) => (field ? { field, message } : { message }))} />
      <PageHead
        back={{ href: `/desk/${run.id}`, label: runName(run) }}
        title="Decisions"
        lede="Mark applications over as many days as you like. Nobody outside the team sees a mark. When all is right, announce them together."
        actions={
          <>
            {marked > 0 && (
              <ButtonLink kind="first" href={`${path}/announce`}>
                {`Check and announce ${count(marked, 'decision')}`}
              </ButtonLink>
            )}
            <a href={`/desk/${run.id}/criteria`}>Criteria</a>
            <a href={`/desk/${run.id}/interests`}>Declared interests</a>
          </>
        }
      />
      <Places {...props} />
      <Contradictions {...props} />
      <Undo {...props} />
      <Section
        title="Applications"
        action={
          summary.shown > 0 && (
            <ButtonLink kind="quiet" href={`${path}.csv${listQuery(fromStart(view))}`} download>
              Download as CSV
            </ButtonLink>
          )
        }
      >
        <Stack>
          <Filters {...props} />
          <Marking {...props} />
          <DataTable
            caption="Applications"
            hideCaption
            columns={columnsFor(props)}
            rows={rows}
            rowKey={(row) => row.applicationId}
            choose={{
              form: 'mark',
              name: 'application',
              value: (row) => row.applicationId,
              label: (row) => `Choose ${row.name}`,
            }}
            empty={
              isCut(view) ? (
                <Empty title="Nothing here">No application is left in this part of the list.</Empty>
              ) : (
                <Empty title="No application yet">Each appears here as soon as it is sent.</Empty>
              )
            }
          />
          <PagesOf path={path} view={view} rows={rows} />
        </Stack>
      </Section>
      <BalanceOf {...props} />
      <ReserveOrder {...props} />
    </>
  );
}

/** The last press of one's own, and the way back. */
function Undo({ run, view, batch }: DecisionsViewProps) {
  if (!batch) return null;
  const what = batch.outcome
    ? `You marked ${count(batch.number, 'application')} (${OUTCOME_WORDS[batch.outcome].words.toLowerCase()})`
    : `You took ${count(batch.number, 'mark')} away`;
  return (
    <div class="undo-bar">
      <span>{`${what}, ${sayInstant(batch.markedAt, run.zone)}.`}</span>
      <ButtonForm
        kind="quiet"
        action={`/desk/${run.id}/decisions/undo${listQuery(view)}`}
        values={{ batch: batch.id }}
      >
        Undo
      </ButtonForm>
    </div>
  );
}

function Filters({ run, view, guide, balance }: DecisionsViewProps) {
  const departments = balance.departments.filter(({ name }) => name !== '').slice(0, 100);
  return (
    <FindForm path={`/desk/${run.id}/decisions`} view={view} guide={guide}>
      <Select
        name="mark"
        label="Marked"
        empty="Any"
        value={view.mark}
        options={[
          { value: 'none', label: 'Not marked' },
          ...Object.entries(OUTCOME_WORDS).map(([value, { words }]) => ({ value, label: words })),
        ]}
      />
      <Select
        name="state"
        label="Told so far"
        empty="Any"
        value={view.state}
        options={Object.entries(STATE_WORDS)
          .filter(([state]) => state !== 'draft')
          .map(([value, { words }]) => ({ value, label: value === 'submitted' ? 'Nothing yet' : words }))}
      />
      <Select
        name="department"
        label="Department"
        empty="Any"
        value={view.department}
        options={departments.map(({ name }) => ({ value: name, label: name }))}
      />
    </FindForm>
  );
}

function Marking({ run, view, seen }: DecisionsViewProps) {
  return (
    <ChooseBar id="mark" action={`/desk/${run.id}/decisions${listQuery(view)}`}>
      <Hidden name="seen" value={seen} />
      <Button name="outcome" value="offered">
        Mark as offer
      </Button>
      <Button name="outcome" value="reserve">
        Reserve list
      </Button>
      <Button name="outcome" value="not-offered">
        Not offered
      </Button>
      <Button kind="quiet" name="outcome" value="none">
        Take the mark away
      </Button>
    </ChooseBar>
  );
}

function columnsFor({ run, view, guide }: DecisionsViewProps): Column<Row>[] {
  const path = `/desk/${run.id}/decisions`;
  return [
    {
      key: 'name',
      label: 'Applicant',
      rowHeader: true,
      ...sorting(path, view, 'name'),
      cell: (row) => (
        <>
          <a href={`/desk/${run.id}/applications/${row.applicationId}${listQuery(fromStart(view))}`}>
            {row.name}
          </a>
          {row.prior && <span class="hint"> asked before</span>}
        </>
      ),
    },
    {
      key: 'role',
      label: 'Role and department',
      narrow: 'plain',
      ...sorting(path, view, 'department'),
      cell: (row) => [row.role, row.department].filter((one) => one !== '').join(', '),
    },
    ...criterionColumns(path, view, guide),
    {
      key: 'readings',
      label: 'Readings',
      ...sorting(path, view, 'missing'),
      cell: (row) => <Readings row={row} guide={guide} />,
    },
    {
      key: 'state',
      label: 'Told so far',
      ...sorting(path, view, 'state'),
      cell: ({ state }) => {
        const { kind, words } = STATE_WORDS[state];
        return state === 'submitted' ? 'Nothing yet' : <StateTag kind={kind}>{words}</StateTag>;
      },
    },
    { key: 'mark', label: 'Marked', narrow: 'beside', cell: (row) => <MarkOf row={row} /> },
  ];
}

/** Median and spread of each criterion, in a column of its own that sorts. */
function criterionColumns(path: string, view: ListView, guide: Guide): Column<Row>[] {
  const scored = scoredOf(guide);
  return scored.map((criterion) => {
    const isSorted = view.sort === 'median' && (view.by || scored[0]?.id) === criterion.id;
    const down = !(isSorted && view.down);
    return {
      key: criterion.id,
      label: shortly(criterion.label),
      numeric: true,
      sortHref: path + listQuery({ ...fromStart(view), sort: 'median', by: criterion.id, down }),
      ...(isSorted ? { sorted: view.down ? ('descending' as const) : ('ascending' as const) } : {}),
      cell: ({ readings }) => {
        const figure = figureOf(criterion, readings);
        return figure ? <span class="one-line">{sayFigure(figure)}</span> : <span class="hint">–</span>;
      },
    };
  });
}

/** A criterion's label in a heading: its first words. */
function shortly(label: string): string {
  const words = label.split(' ');
  return words.length <= 3 ? label : `${words.slice(0, 3).join(' ')}…`;
}

function MarkOf({ row: { marked, rank } }: { row: Row }) {
  if (!marked) return <span class="hint">–</span>;
  const { kind, words } = OUTCOME_WORDS[marked];
  return <StateTag kind={kind}>{rank ? `${words} ${rank}` : words}</StateTag>;
}
