import type { ComponentChildren } from 'preact';
import { Inset, PageHead } from '#look/page-parts.tsx';
import { Tabs } from '#look/tabs.tsx';
import type { Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { mayCoordinate } from './rules.ts';
import { runName, type Run } from './programme.ts';
import { findRunById } from './run.sql.ts';
import { waitsForDates } from './rules.ts';

/** The run in the address, for those who coordinate it; nothing for anyone else. */
export async function coordinatedRun(x: Exchange<Viewer>): Promise<Run | undefined> {
  const run = await findRunById(x.db, x.param('runId'));
  return run && !mayCoordinate(x.viewer, run) ? run : undefined;
}

const TABS = [
  ['text', 'Text'],
  ['dates', 'Dates'],
  ['workshops-plan', 'Workshops'],
  ['form', 'Form'],
  ['access-codes', 'Access codes'],
  ['enquiries', 'Questions'],
  ['statements', 'Statements'],
  ['copy', 'Copy'],
] as const;

export type DeskTab = (typeof TABS)[number][0];

type FrameProps = {
  run: Run;
  tab: DeskTab;
  title: string;
  lede?: ComponentChildren;
  children: ComponentChildren;
};

/** The frame of a page on which a coordinator looks after one run. */
export function DeskFrame({ run, tab, title, lede, children }: FrameProps) {
  return (
    <>
      <PageHead
        title={title}
        kicker={runName(run)}
        lede={lede}
        back={{ label: 'The run’s desk', href: `/desk/${run.id}` }}
      />
      <Tabs
        label="Looking after this run"
        tabs={TABS.map(([path, label]) => ({
          label,
          href: `/desk/${run.id}/${path}`,
          current: path === tab,
        }))}
      />
      {run.unconfirmed.length > 0 && tab !== 'dates' && <Waits run={run} />}
      {children}
    </>
  );
}

function Waits({ run }: { run: Run }) {
  return (
    <Inset kind="attention">
      <p>
        {run.unconfirmed.length === 1 ? 'One date waits' : `${run.unconfirmed.length} dates wait`} to be
        confirmed
        {waitsForDates(run) ? ', and until then nobody else sees this run or can apply' : ''}.{' '}
        <a href={`/desk/${run.id}/dates`}>Confirm dates</a>
      </p>
    </Inset>
  );
}

/** What the address of a run's own page says it is, for links back to it. */
export const DESK_SECTION = 'desk';
