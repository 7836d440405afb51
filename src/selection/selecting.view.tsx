import type { Temporal } from 'temporal-polyfill';
import { sayDate, sayInstant, spokenDay } from '#calendar';
import { runName, type Run } from '#programme';
import { ButtonForm, ButtonLink } from '#look/field.tsx';
import { Decision, FindForm, PagesOf, Readings, sorting, type Row } from './list.view.tsx';
import { Empty, PageHead, Progress, Stack } from '#look/page-parts.tsx';
import { DataTable, type Column } from '#look/table.tsx';
import { Tabs } from '#look/tabs.tsx';
import type { Guide } from './guide.ts';
import { fromStart, isCut, listQuery, type ListView } from './list-view.ts';
import type { Part } from './selecting.ts';

type Progressed = { readonly read: number; readonly all: number };

export type SelectingViewProps = {
  runs: readonly Run[];
  progress: ReadonlyMap<string, Progressed>;
  now: Temporal.Instant;
};

/** The runs whose applications the viewer reads, with how far they have come. */
export function SelectingView({ runs, progress, now }: SelectingViewProps) {
  const of = (run: Run): Progressed => progress.get(run.id) ?? { read: 0, all: 0 };
  const columns: Column<Run>[] = [
    {
      key: 'run',
      label: 'Run',
      rowHeader: true,
      cell: (run) => <a href={`/selecting/${run.id}`}>{runName(run)}</a>,
    },
    { key: 'places', label: 'Places', numeric: true, cell: (run) => run.capacity },
    {
      key: 'read',
      label: 'Read by you',
      cell: (run) => {
        const { read, all } = of(run);
        return all === 0 ? (
          'Nothing to read'
        ) : (
          <Progress value={read} max={all} label={`${read} of ${all}`} />
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
  guide: Guide;
  rows: readonly Row[];
  progress: Progressed;
  view: ListView;
  now: Temporal.Instant;
};

/** A run's applications as a list to work through. */
export function PileView(props: PileViewProps) {
  const { run, part, rows, progress, view } = props;
  const left = progress.all - progress.read;
  const path = `/selecting/${run.id}`;
  return (
    <>
      <PageHead
        back={{ href: '/selecting', label: 'Selecting' }}
        kicker={runName(run)}
        title="Applications"
        meter={
          part.selects &&
          progress.all > 0 && (
            <Progress
              value={progress.read}
              max={progress.all}
              label={`${progress.read} of ${progress.all} read`}
            />
          )
        }
        actions={
          <>
            {part.selects && left > 0 && (
              <ButtonForm kind="first" action={`${path}/queue/next`}>
                Read the next one
              </ButtonForm>
            )}
            {part.coordinates && <ButtonLink href={`/desk/${run.id}/decisions`}>Decisions</ButtonLink>}
          </>
        }
      />
      <Stack>
        <Tabs label="Which applications" tabs={tabsFor(path, view)} />
        <FindForm path={path} view={view} guide={props.guide} />
        <DataTable
          caption="Applications"
          hideCaption
          columns={columnsFor(props)}
          rows={rows}
          rowKey={(row) => row.applicationId}
          empty={<NothingShown {...props} />}
        />
        <PagesOf path={path} view={view} rows={rows} />
      </Stack>
    </>
  );
}

function tabsFor(path: string, view: ListView) {
  const tab = (show: ListView['show'], label: string) => ({
    label,
    href: `${path}${listQuery({ ...fromStart(view), show })}`,
    current: view.show === show,
  });
  return [tab('all', 'All'), tab('unread', 'Not read by you'), tab('read', 'Read by you')];
}

function NothingShown({ run, view, now }: PileViewProps) {
  if (isCut(view))
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

function columnsFor({ run, view, guide }: PileViewProps): Column<Row>[] {
  const path = `/selecting/${run.id}`;
  return [
    {
      key: 'name',
      label: 'Applicant',
      rowHeader: true,
      ...sorting(path, view, 'name'),
      cell: (row) => (
        <a class="one-line" href={`${path}/${row.applicationId}${listQuery(fromStart(view))}`}>
          {row.name}
        </a>
      ),
    },
    { key: 'role', label: 'Role', narrow: 'plain', cell: (row) => row.role },
    {
      key: 'department',
      label: 'Department',
      narrow: 'plain',
      ...sorting(path, view, 'department'),
      cell: (row) => row.department,
    },
    {
      key: 'sent',
      label: 'Sent',
      narrow: 'out',
      ...sorting(path, view, 'sent'),
      cell: (row) => (
        <span class="one-line">
          {sayDate(spokenDay(row.submittedAt, run.zone, 'opens'), { year: false })}
        </span>
      ),
    },
    {
      key: 'readings',
      label: 'Readings',
      ...sorting(path, view, 'readings'),
      cell: (row) => <Readings row={row} guide={guide} />,
    },
    {
      key: 'state',
      label: 'Decision',
      narrow: 'beside',
      ...sorting(path, view, 'state'),
      cell: (row) => <Decision row={row} />,
    },
  ];
}
