import { sayInstant } from '#calendar';
import type { RunCounts } from '#application';
import { runName, runStanding, type Run } from '#programme';
import { ButtonLink } from '#look/field.tsx';
import { Empty, PageHead, Stack } from '#look/page-parts.tsx';
import { StateTag, type StateKind } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { now } from '#platform/clock.ts';
import { sayTroubles, TROUBLES_PATH } from './trouble.ts';

const STANDING: Record<string, { kind: StateKind; words: string }> = {
  'not-open': { kind: 'waiting', words: 'Not open yet' },
  open: { kind: 'now', words: 'Open for applications' },
  'in-grace': { kind: 'closed', words: 'Applications closed' },
  closed: { kind: 'closed', words: 'Applications closed' },
};

type RunsProps = {
  runs: readonly Run[];
  counts: ReadonlyMap<string, RunCounts>;
  /** How many things did not go through. */
  troubles: number;
  newRunPath: string | undefined;
};

/** Every run that a coordinator looks after, with how many asked and how many have a place. */
export function RunsPage({ runs, counts, troubles, newRunPath }: RunsProps) {
  return (
    <Stack>
      <PageHead
        title="Runs"
        lede="Each year's programme with its applicants and participants."
        actions={newRunPath && <ButtonLink href={newRunPath}>New run</ButtonLink>}
      />
      {troubles > 0 && (
        <p>
          <a href={TROUBLES_PATH}>{sayTroubles(troubles)}</a>
        </p>
      )}
      <DataTable
        caption="Your runs"
        hideCaption
        rows={runs}
        empty={<Empty title="No run yet">A run holds one year's dates and places.</Empty>}
        columns={[
          {
            key: 'name',
            label: 'Run',
            rowHeader: true,
            cell: (run) => <a href={`/desk/${run.id}`}>{runName(run)}</a>,
          },
          { key: 'state', label: 'State', narrow: 'beside', cell: (run) => <Standing run={run} /> },
          { key: 'deadline', label: 'Deadline', cell: (run) => sayInstant(run.deadline.at, run.zone) },
          { key: 'asked', label: 'Applied', numeric: true, cell: (run) => counts.get(run.id)?.asked ?? 0 },
          {
            key: 'places',
            label: 'Places taken',
            numeric: true,
            cell: (run) => `${counts.get(run.id)?.['place-accepted'] ?? 0} of ${run.capacity}`,
          },
        ]}
      />
    </Stack>
  );
}

function Standing({ run }: { run: Run }) {
  const standing = STANDING[runStanding(run, now())];
  return standing ? <StateTag kind={standing.kind}>{standing.words}</StateTag> : null;
}
