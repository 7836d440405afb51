import type { Temporal } from 'temporal-polyfill';
import type { Organisation, Person } from '#people';
import type { Programme, Run, Workshop } from '#programme';
import type { Tx } from '#platform/database.ts';
import type { DemoFiles } from './read-demo.ts';

/** One thing that happened: when, what (for an error to name), and the act that makes it so, or the house's own task. */
export type Moment = {
  readonly at: Temporal.Instant;
  readonly what: string;
  readonly act?: (tx: Tx) => Promise<unknown>;
  readonly task?: string;
};

/** What stands in the house so far, by the files' own short names. */
export type Stage = {
  readonly files: DemoFiles;
  readonly organisations: Map<string, Organisation>;
  readonly persons: Map<string, Person>;
  readonly runs: Map<string, Run>;
  readonly workshops: Map<string, Workshop>;
  /** Ids of what has no other name: applications, preparation, portfolios, evidence, comments, bookings, submissions. */
  readonly ids: Map<string, string>;
  programme: Programme | undefined;
};

/** A stage on which nothing stands yet. */
export function emptyStage(files: DemoFiles): Stage {
  return {
    files,
    organisations: new Map(),
    persons: new Map(),
    runs: new Map(),
    workshops: new Map(),
    ids: new Map(),
    programme: undefined,
  };
}

/** What stands under that name. Throws when it does not, naming it: the files are then in the wrong order of time. */
export function on<T>(things: ReadonlyMap<string, T>, name: string): T {
  const thing = things.get(name);
  if (thing === undefined) throw new Error(`"${name}" is not there yet.`);
  return thing;
}

/** The programme of the demo. Throws before it was added. */
export function programmeOn(stage: Stage): Programme {
  if (!stage.programme) throw new Error('The programme is not there yet.');
  return stage.programme;
}
