import type { Temporal } from 'temporal-polyfill';
import { sayDate, sayInstant, spokenDay } from '#calendar';
import { runName, type Run } from '#programme';
import { ButtonLink } from '#look/field.tsx';
import { Empty, PageHead, Progress, Stack } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable, type Column } from '#look/table.tsx';
import { Tabs } from '#look/tabs.tsx';
import { STATE_WORDS, type RunCounts } from '#application';
import { count, OUTCOME_WORDS } from './words.ts';
import { departmentOf, inView, listQuery, roleOf, type ListView, type Part, type Row } from './selecting.ts';

export type SelectingViewProps = {
  runs: readonly Run[];
  counts: ReadonlyMap<string, RunCounts>;
  read: ReadonlyMap<string, number>;
  now: Temporal.Instant;
};

/** The runs whose applications the viewer reads, with how far they have come. */
export function SelectingView({ runs, counts, read, now }: SelectingViewProps) {
  const waiting = (run: Run): number => {
    const of = counts.get(run.id);
    return of ? of.asked - of.withdrawn : 0;
  };
  const columns: Column<Run>[] = [
    {
      key: 'run',
      label: 'Run',
      rowHeader: true,
      cell: (run) => <a href={`/selecting/${run.id}`}>{runName(run)}</a>,
    },
    { key: 'applications', label: 'Applications', numeric: true, cell: waiting },
    { key: 'places', label: 'Places', numeric: true, cell: (run) => run.capacity },
    {
      key: 'read',
      label: 'Read by you',
      cell: (run) => {
        const [mine, all] = [read.get(run.id) ?? 0, waiting(run)];
        return all === 0 ? (
          'Nothing to read'
        ) : (
          <Progress value={mine} max={all} label={`${mine} of ${all}`} />
        );
      },
    },
    {
      key: 'closes',
      label: 'Applications',
      cell: ({ deadline }) =>
        `${deadline.at.epochMilliseconds > now.epochMilliseconds ? 'Close' : 'Closed'} ${sayInstant(deadline.at, deadline.zone)}`,
    },
  ];
  return (
    <>
      <PageHead
        title="Selecting"
        lede="Read each application on its own and score it before you see what others made of it. Scores inform the decision; nobody adds them up."
      />
      <DataTable
        caption="Runs"
        hideCaption
        columns={columns}
        rows={runs}
        empty={<Empty title="No run yet">Runs appear here when a coordinator has made one.</Empty>}
      />
    </>
  );
}

export type PileViewProps = {
  run: Run;
  part: Part;
  rows: readonly Row[];
  hidden: number;
  view: ListView;
  shown: readonly Row[];
  now: Temporal.Instant;
};

/** A run's applications as a list to work through. */
export function PileView(props: PileViewProps) {
  const { run, part, rows, hidden, view, shown } = props;
  const read = rows.filter((row) => row.mine).length;
  const next = inView(rows, { ...view, show: 'unread' })[0];
  return (
    <>
      <PageHead
        back={{ href: '/selecting', label: 'Selecting' }}
        kicker={runName(run)}
        title="Applications"
        meter={
          <>
            <span>{`${count(rows.length, 'application')} for ${count(run.capacity, 'place')}`}</span>
            {part.selects && <span>{`${read} of ${rows.length} read by you`}</span>}
            {hidden > 0 && (
              <span>{`${hidden} not shown to you, because you are named in ${hidden === 1 ? 'it' : 'them'}`}</span>
            )}
          </>
        }
        actions={<PileActions {...props} next={next} />}
      />
      <Stack>
        <Tabs label="Which applications" tabs={tabsFor(props, read)} />
        <DataTable
          caption="Applications"
          hideCaption
          columns={columnsFor(props)}
          rows={shown}
          rowKey={(row) => row.application.id}
          empty={<NothingShown {...props} />}
        />
      </Stack>
    </>
  );
}

function PileActions({ run, part, view, next }: PileViewProps & { next: Row | undefined }) {
  return (
    <>
      {part.selects && next && (
        <ButtonLink kind="first" href={`/selecting/${run.id}/${next.application.id}${listQuery(view)}`}>
          Read the next one
        </ButtonLink>
      )}
      {part.coordinates && <ButtonLink href={`/desk/${run.id}/decisions`}>Decisions</ButtonLink>}
    </>
  );
}

function tabsFor({ run, rows, view }: PileViewProps, read: number) {
  const tab = (show: ListView['show'], label: string, number: number) => ({
    label,
    count: number,
    href: `/selecting/${run.id}${listQuery({ ...view, show })}`,
    current: view.show === show,
  });
  return [
    tab('all', 'All', rows.length),
    tab('unread', 'Not read by you', rows.length - read),
    tab('read', 'Read by you', read),
  ];
}

function NothingShown({ run, rows, now }: PileViewProps) {
  if (rows.length > 0)
    return <Empty title="Nothing here">No application is left in this part of the list.</Empty>;
  const open = run.deadline.at.epochMilliseconds > now.epochMilliseconds;
  return (
    <Empty title="No application yet">
      {open
        ? `Each appears here as soon as it is sent. Applications close on ${sayInstant(run.deadline.at, run.zone)}.`
        : 'Applications have closed, and none was sent.'}
    </Empty>
  );
}

function columnsFor({ run, view }: PileViewProps): Column<Row>[] {
  const sorting = (sort: ListView['sort']) => {
    const current = view.sort === sort;
    const href = `/selecting/${run.id}${listQuery({ ...view, sort, down: current && !view.down })}`;
    return {
      sortHref: href,
      ...(current ? { sorted: view.down ? ('descending' as const) : ('ascending' as const) } : {}),
    };
  };
  return [
    {
      key: 'name',
      label: 'Applicant',
      rowHeader: true,
      ...sorting('name'),
      cell: ({ application, person }) => (
        <a class="one-line" href={`/selecting/${run.id}/${application.id}${listQuery(view)}`}>
          {person.name}
        </a>
      ),
    },
    { key: 'role', label: 'Role', narrow: 'plain', cell: ({ sent, person }) => roleOf(sent, person) },
    {
      key: 'department',
      label: 'Department',
      narrow: 'plain',
      ...sorting('department'),
      cell: ({ sent, person }) => departmentOf(sent, person),
    },
    {
      key: 'sent',
      label: 'Sent',
      narrow: 'out',
      ...sorting('sent'),
      cell: ({ application }) =>
        application.submittedAt && (
          <span class="one-line">
            {sayDate(spokenDay(application.submittedAt, run.zone, 'opens'), { year: false })}
          </span>
        ),
    },
    { key: 'readings', label: 'Readings', ...sorting('readings'), cell: (row) => <Readings row={row} /> },
    {
      key: 'state',
      label: 'Decision',
      narrow: 'beside',
      ...sorting('state'),
      cell: (row) => <Decision row={row} />,
    },
  ];
}

function Readings({ row: { readings, mine } }: { row: Row }) {
  if (readings.length === 0) return <span class="hint">None yet</span>;
  return <>{mine ? `${readings.length}, with yours` : readings.length}</>;
}

/** What was decided, or is marked: a mark says that it is one. */
export function Decision({ row: { application, pending } }: { row: Pick<Row, 'application' | 'pending'> }) {
  if (pending) {
    const { words } = OUTCOME_WORDS[pending.outcome];
    const rank = pending.reserveRank === undefined ? '' : ` ${pending.reserveRank}`;
    return <StateTag kind="now">{`Marked: ${words.toLowerCase()}${rank}`}</StateTag>;
  }
  if (application.state === 'submitted') return <StateTag kind="waiting">Undecided</StateTag>;
  const { kind, words } = STATE_WORDS[application.state];
  return <StateTag kind={kind}>{words}</StateTag>;
}
