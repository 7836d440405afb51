import type { ComponentChildren } from 'preact';
import { STATE_WORDS } from '#application';
import { Button, Checkbox, GetForm, Hidden, Select, TextField } from '#look/field.tsx';
import { Pager } from '#look/pager.tsx';
import { StateTag } from '#look/state.tsx';
import { PAGE_ROWS, type Listed } from './dossier.sql.ts';
import { missingOf, scoredOf } from './figures.ts';
import type { Guide } from './guide.ts';
import { fromStart, isCut, listQuery, type ListView, type Sort } from './list-view.ts';
import type { Reading } from './selection.sql.ts';
import { count, OUTCOME_WORDS } from './words.ts';

/** An application as a row of the team's lists. */
export type Row = Listed & {
  readonly readings: readonly Reading[];
  /** Asked an earlier run and had no place. */
  readonly prior: boolean;
};

const SORT_WORDS: Readonly<Record<Sort, string>> = {
  sent: 'When it was sent',
  name: 'Name',
  department: 'Department',
  readings: 'Number of readings',
  missing: 'Readings that are missing',
  median: 'Median of a criterion',
  spread: 'Spread of a criterion',
  state: 'Decision',
};

/** Search, sort and the option to see those first who asked before; all of it goes into the address. */
export function FindForm({
  path,
  view,
  guide,
  children,
}: {
  path: string;
  view: ListView;
  guide: Guide;
  children?: ComponentChildren;
}) {
  const scored = scoredOf(guide);
  return (
    <GetForm action={path} label="Find and sort">
      {view.show !== 'all' && <Hidden name="show" value={view.show} />}
      <TextField name="find" label="Find" type="search" size="short" value={view.find} />
      {children}
      <Select
        name="sort"
        label="Sort by"
        value={view.sort}
        options={Object.entries(SORT_WORDS).map(([value, label]) => ({ value, label }))}
      />
      {scored.length > 0 && (
        <Select
          name="by"
          label="Criterion"
          value={view.by}
          options={scored.map(({ id, label }) => ({ value: id, label }))}
        />
      )}
      <Checkbox name="order" label="Highest or last first" value="down" checked={view.down} />
      <Checkbox name="prior" label="Who asked before first" value="first" checked={view.priorFirst} />
      <Button>Show</Button>
      {(isCut(view) || view.sort !== 'sent' || view.priorFirst) && <a href={path}>Show all</a>}
    </GetForm>
  );
}

/** "51 to 100 of 214", with the pages before and after. */
export function PagesOf({ path, view, rows }: { path: string; view: ListView; rows: readonly Row[] }) {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || last.total <= PAGE_ROWS) return null;
  const plain = fromStart(view);
  const previous = {
    label: `${PAGE_ROWS} before`,
    href: path + listQuery({ ...plain, before: first.applicationId }),
  };
  const next = {
    label: `${PAGE_ROWS} more`,
    href: path + listQuery({ ...plain, after: last.applicationId }),
  };
  return (
    <Pager
      label="Pages of applications"
      previous={first.place > 1 ? previous : undefined}
      next={last.place < last.total ? next : undefined}
      position={`${first.place} to ${last.place} of ${last.total}`}
    />
  );
}

/** What a heading needs to sort by its column: once up, again down. */
export function sorting(path: string, view: ListView, sort: Sort) {
  const current = view.sort === sort;
  const href = `${path}${listQuery({ ...fromStart(view), sort, down: current && !view.down })}`;
  return {
    sortHref: href,
    ...(current ? { sorted: view.down ? ('descending' as const) : ('ascending' as const) } : {}),
  };
}

/** "2, with yours", "1, and 1 missing". */
export function Readings({ row: { readings, mine }, guide }: { row: Row; guide: Guide }) {
  const read = readings.filter((one) => !one.abstained).length;
  const missing = missingOf(guide, readings);
  const says = [
    mine ? `${read}, with yours` : String(read),
    missing > 0 && `${missing} missing`,
    readings.length > read && `${count(readings.length - read, 'abstains', 'abstain')}`,
  ].filter(Boolean);
  return <span class={missing > 0 ? 'hint' : undefined}>{says.join(', ')}</span>;
}

/** What was decided, or is marked: a mark says that it is one. */
export function Decision({
  row: { state, marked, rank },
}: {
  row: Pick<Listed, 'state' | 'marked' | 'rank'>;
}) {
  if (marked) {
    const { words } = OUTCOME_WORDS[marked];
    return <StateTag kind="now">{`Marked: ${words.toLowerCase()}${rank ? ` ${rank}` : ''}`}</StateTag>;
  }
  if (state === 'submitted') return <StateTag kind="waiting">Undecided</StateTag>;
  const { kind, words } = STATE_WORDS[state];
  return <StateTag kind={kind}>{words}</StateTag>;
}
