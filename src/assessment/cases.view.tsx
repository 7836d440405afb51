import { sayDate } from '#calendar';
import { type Edition, PathwayBlaze, pathwayOf } from '#framework';
import { ButtonLink } from '#look/form.tsx';
import { Empty, PageHead } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { type Column, DataTable } from '#look/table.tsx';
import { Tabs } from '#look/tabs.tsx';
import { type Case, type CaseState, STATE_KINDS, STATE_WORDS } from './case.ts';

export const VIEWS = ['yours', 'others', 'closed', 'all'] as const;
export type CasesViewName = (typeof VIEWS)[number];

/** Which states each view of the list shows: what waits for a registrar, what waits for others, what is over. */
export const STATES_OF: Record<CasesViewName, readonly CaseState[]> = {
  yours: ['submitted', 'to-be-assigned', 'agreed'],
  others: ['invited', 'assessing', 'agreeing'],
  closed: ['released', 'returned', 'withdrawn'],
  all: [
    'submitted',
    'to-be-assigned',
    'invited',
    'assessing',
    'agreeing',
    'agreed',
    'released',
    'returned',
    'withdrawn',
  ],
};

const VIEW_LABELS: Record<CasesViewName, string> = {
  yours: 'Waiting for you',
  others: 'With assessors',
  closed: 'Closed',
  all: 'All',
};

export const SORTS = ['waiting', 'number', 'candidate', 'pathway', 'state'] as const;
export type CasesSort = (typeof SORTS)[number];

export type CaseRow = {
  readonly case: Case;
  readonly candidate: string;
  readonly edition: Edition;
  readonly days: number;
  /** Those asked, by name and state. */
  readonly assessors: readonly { readonly name: string; readonly state: string }[];
};

export type CasesProps = {
  readonly rows: readonly CaseRow[];
  readonly view: CasesViewName;
  readonly sort: CasesSort;
  readonly counts: ReadonlyMap<CaseState, number>;
};

/** The registrar's list of submissions. */
export function CasesView({ rows, view, sort, counts }: CasesProps) {
  return (
    <>
      <PageHead title="Submissions" actions={<ButtonLink href="/assessors">Assessors</ButtonLink>} />
      <Tabs
        label="Submissions"
        tabs={VIEWS.map((name) => ({
          label: VIEW_LABELS[name],
          href: addressOf(name, sort),
          current: name === view,
          count: STATES_OF[name].reduce((sum, state) => sum + (counts.get(state) ?? 0), 0),
        }))}
      />
      <DataTable
        caption={VIEW_LABELS[view]}
        hideCaption
        columns={columnsFor(view, sort)}
        rows={rows}
        rowKey={({ case: one }) => one.id}
        empty={
          <Empty title="Nothing here">
            <p>{EMPTY_WORDS[view]}</p>
          </Empty>
        }
      />
    </>
  );
}

const EMPTY_WORDS: Record<CasesViewName, string> = {
  yours:
    'A submission appears here when it is submitted, when it needs assessors, and when both have agreed.',
  others: 'Submissions stand here while assessors answer, read and agree.',
  closed: 'Submissions stand here once they are decided, sent back or taken back.',
  all: 'A submission appears here when a candidate submits it.',
};

function addressOf(view: CasesViewName, sort: CasesSort): string {
  return `/cases?view=${view}&sort=${sort}`;
}

function columnsFor(view: CasesViewName, sort: CasesSort): Column<CaseRow>[] {
  const sorting = (by: CasesSort) => ({
    sortHref: addressOf(view, by),
    sorted: by === sort ? (by === 'waiting' ? ('descending' as const) : ('ascending' as const)) : undefined,
  });
  return [
    {
      key: 'candidate',
      label: 'Candidate',
      rowHeader: true,
      cell: ({ case: one, candidate }) => <a href={`/cases/${one.id}`}>{candidate}</a>,
      ...sorting('candidate'),
    },
    { key: 'number', label: 'Number', cell: ({ case: one }) => one.number, ...sorting('number') },
    {
      key: 'pathway',
      label: 'Pathway',
      cell: ({ case: one, edition }) => <PathwayBlaze pathway={pathwayOf(edition, one.pathwayId)} />,
      ...sorting('pathway'),
    },
    {
      key: 'state',
      label: 'State',
      narrow: 'beside',
      cell: ({ case: one }) => <StateTag kind={STATE_KINDS[one.state]}>{STATE_WORDS[one.state]}</StateTag>,
      ...sorting('state'),
    },
    { key: 'assessors', label: 'Assessors', cell: ({ assessors }) => <Assessors assessors={assessors} /> },
    {
      key: 'waiting',
      label: view === 'closed' ? 'Took' : 'Since submitted',
      cell: ({ days, case: one, edition }) => (
        <>
          {days === 1 ? '1 day' : `${days} days`}
          <br />
          <span class="hint">
            {sayDate(one.submittedAt.toZonedDateTimeISO(edition.timeZone).toPlainDate())}
          </span>
        </>
      ),
      ...sorting('waiting'),
    },
  ];
}

function Assessors({ assessors }: { assessors: CaseRow['assessors'] }) {
  if (assessors.length === 0) return <span class="hint">None yet</span>;
  return (
    <ul class="plain-list">
      {assessors.map(({ name, state }) => (
        <li>
          {name} <span class="hint">{state}</span>
        </li>
      ))}
    </ul>
  );
}
