import { median, quantile, type Shot } from './load.ts';

/** All shots at one page over one number of connections; the first of each side came in the same round. */
export type Measured = {
  readonly name: string;
  readonly connections: number;
  readonly app: Shot[];
  readonly floor: Shot[];
  readonly small: Shot[];
};

const HEAD = [
  'Page',
  'Connections',
  'Ratio to floor',
  'Growth',
  'p99',
  'A second',
  'p50',
  'Floor, a second',
  'Floor, p50',
  'Queries',
  'Processor a page',
  'Floor, processor',
];

/** Prints the table in Markdown, ratios first, as docs/performance.md keeps it. */
export function printTable(all: readonly Measured[], queries: readonly number[], people: number): void {
  const names = [...new Set(all.map(({ name }) => name))];
  console.log(`\nGrowth: median time with ${people.toLocaleString('en')} people over that with 100.\n`);
  console.log(row(HEAD));
  console.log(row(HEAD.map((_, at) => (at === 0 ? '---' : '---:'))));
  for (const one of all) console.log(row(cells(one, queries[names.indexOf(one.name)] ?? 0)));
  console.log('');
}

function cells({ name, connections, app, floor, small }: Measured, queries: number): string[] {
  // Shots of one round met the same weather, so they are compared round by round.
  const ratio = median(app.map((shot, at) => shot.perSecond / (floor[at]?.perSecond ?? Number.NaN)));
  const growth = median(app.map((shot, at) => median(shot.times) / median(small[at]?.times ?? [])));
  return [
    name,
    String(connections),
    ratio.toFixed(2),
    growth.toFixed(2),
    milliseconds(quantile(timesOf(app), 0.99)),
    rate(app),
    milliseconds(median(timesOf(app))),
    rate(floor),
    milliseconds(median(timesOf(floor))),
    String(queries),
    processorOf(app),
    processorOf(floor),
  ];
}

function processorOf(shots: readonly Shot[]): string {
  const known = shots.flatMap(({ processor }) => processor ?? []);
  return known.length > 0 ? milliseconds(median(known)) : 'unknown';
}

function timesOf(shots: readonly Shot[]): number[] {
  return shots.flatMap(({ times }) => [...times]);
}

function rate(shots: readonly Shot[]): string {
  return Math.round(median(shots.map(({ perSecond }) => perSecond))).toLocaleString('en');
}

function milliseconds(time: number): string {
  return `${time.toFixed(time < 10 ? 1 : 0)} ms`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
