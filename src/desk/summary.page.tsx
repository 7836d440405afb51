import { runName } from '#programme';
import { Empty, PageHead, Stack } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import { get, wearing, type Route } from '#platform/route.ts';
import { SMALL_NUMBER, summariseDepartment, type DepartmentLine } from './summary.ts';

/** What a head of department sees: counts of their own people, never a name, a draft or a rating. */
export const summaryRoutes: readonly Route[] = [
  get('/summary', wearing('head-of-department'), async (x) => {
    const { department, lines } = await summariseDepartment(x.db, x.viewer);
    return x.page(
      { title: 'Your department', section: 'summary', width: 'wide' },
      <SummaryPage department={department} lines={lines} />,
    );
  }),
];

function SummaryPage({ department, lines }: { department: string; lines: readonly DepartmentLine[] }) {
  return (
    <Stack>
      <PageHead
        title="Your department"
        kicker={department}
        lede={`How many of your people took part and how far they came. Numbers from 1 to ${SMALL_NUMBER - 1} are not shown, so that nobody can be picked out.`}
      />
      <DataTable
        caption={`Runs and people of ${department}`}
        hideCaption
        rows={lines}
        empty={<Empty title="No run yet">Each run will be a line here.</Empty>}
        columns={[
          { key: 'run', label: 'Run', rowHeader: true, cell: ({ run }) => runName(run) },
          { key: 'applied', label: 'Applied', numeric: true, cell: ({ applied }) => say(applied) },
          { key: 'places', label: 'Took part', numeric: true, cell: ({ places }) => say(places) },
          {
            key: 'registered',
            label: 'Registered',
            numeric: true,
            cell: ({ registered }) => say(registered),
          },
          { key: 'submitted', label: 'Submitted', numeric: true, cell: ({ submitted }) => say(submitted) },
          { key: 'holders', label: 'Holders', numeric: true, cell: ({ holders }) => say(holders) },
        ]}
      />
    </Stack>
  );
}

function say(count: number | undefined): string {
  return count === undefined ? `fewer than ${SMALL_NUMBER}` : String(count);
}
