import type { Temporal } from 'temporal-polyfill';
import { findPersons, organisationsOf, wears, wearsAnywhere, type Organisation, type Person } from '#people';
import { findRuns, programmesList, type Programme, type Run } from '#programme';
import type { Database } from '#platform/database.ts';
import { failingJobs, type FailingJob } from '#platform/jobs.ts';
import { strayLetters, type StrayLetter } from '#platform/letter-list.sql.ts';
import { NOT_THERE, type Refusal } from '#platform/refusal.ts';
import type { Viewer } from '#platform/viewer.ts';
import { roomOfWork, sayLetter, sayWork } from './trouble-words.ts';

/** Where they are listed. */
export const TROUBLES_PATH = '/troubles';

/** Something that did not go through: work that a piece of news asks for, a task, or a letter. */
export type Trouble = {
  readonly kind: 'job' | 'letter';
  readonly id: string;
  readonly what: string;
  /** Whose matter it is: a person, or a run; nothing where it is nobody's, or not the viewer's to know. */
  readonly forWhom: string | undefined;
  readonly since: Temporal.Instant;
  readonly tries: number;
  readonly nextAt: Temporal.Instant | undefined;
  /** A letter that the receiving side refused for good. */
  readonly refused: boolean;
};

/** Who minds it: an organisation's keepers, or, where it belongs to none alone, the keepers of any. */
export type Minder = {
  readonly side: Organisation['kind'] | 'house';
  readonly organisationId: string | undefined;
};

const KEEPER = { institution: 'coordinator', 'awarding-body': 'registrar' } as const;

/** Why a viewer does not mind a trouble: it is another organisation's. Coordinators mind their institution's, registrars their body's, both the house's. */
export function refusalToMind(
  viewer: Viewer | undefined,
  { side, organisationId }: Minder,
): Refusal | undefined {
  const hats = side === 'house' ? Object.values(KEEPER) : [KEEPER[side]];
  const minds = hats.some((hat) =>
    organisationId === undefined ? wearsAnywhere(viewer, hat) : wears(viewer, hat, organisationId),
  );
  return minds ? undefined : NOT_THERE;
}

/** Rooms whose work is the awarding body's. */
const BODY_ROOMS: ReadonlySet<string> = new Set(['assessment', 'award']);

/** What is known of a trouble before it is placed at an organisation. */
type Found = {
  readonly trouble: Omit<Trouble, 'forWhom'>;
  readonly side: Minder['side'];
  readonly ids: { readonly runId?: string; readonly programmeId?: string; readonly personId?: string };
  /** Somebody who has no account, by the name that the letter bears. */
  readonly toName?: string;
};

/** Everything that did not go through and that the viewer minds, the oldest first. Two queries where all is well. */
export async function gatherTroubles(db: Database, viewer: Viewer): Promise<Trouble[]> {
  const [jobs, letters] = await Promise.all([failingJobs(db), strayLetters(db)]);
  const found = [...jobs.map(foundJob), ...letters.map(foundLetter)];
  if (found.length === 0) return [];
  const context = await gatherContext(db, found);
  return found
    .flatMap((one) => place(one, context, viewer))
    .sort((one, other) => one.since.epochMilliseconds - other.since.epochMilliseconds);
}

function foundJob(job: FailingJob): Found {
  const name = job.news?.listener ?? job.task;
  const told = job.news?.payload ?? job.payload;
  const ids = idsIn(told);
  const isNobodys = Object.keys(ids).length === 0;
  const { id, since, tries, nextAt } = job;
  return {
    trouble: { kind: 'job', id, what: sayWork(name), since, tries, nextAt, refused: false },
    side: isNobodys ? 'house' : sideOf(name),
    ids,
  };
}

function foundLetter(letter: StrayLetter): Found {
  const { id, since, tries, nextAt, refused } = letter;
  const trouble = { kind: 'letter', id, since, tries, nextAt, refused } as const;
  if (letter.secret)
    return { trouble: { ...trouble, what: 'Letter to sign in with' }, side: 'house', ids: {} };
  const runId = /^run:(.+)$/.exec(letter.about ?? '')?.[1];
  return {
    trouble: { ...trouble, what: sayLetter(letter.kind) },
    side: sideOf(letter.kind),
    ids: {
      ...(runId ? { runId } : {}),
      ...(letter.personId ? { personId: letter.personId } : {}),
    },
    toName: letter.toName,
  };
}

function sideOf(name: string): Organisation['kind'] {
  return BODY_ROOMS.has(roomOfWork(name)) ? 'awarding-body' : 'institution';
}

function idsIn(payload: Readonly<Record<string, unknown>>): Found['ids'] {
  const known = Object.entries(payload).filter(
    ([name, value]) => ['runId', 'programmeId', 'personId'].includes(name) && typeof value === 'string',
  );
  return Object.fromEntries(known);
}

type Context = {
  readonly runs: ReadonlyMap<string, Run>;
  readonly programmes: readonly Programme[];
  readonly persons: ReadonlyMap<string, Person>;
  readonly organisations: readonly Organisation[];
};

async function gatherContext(db: Database, found: readonly Found[]): Promise<Context> {
  const idsOf = (name: keyof Found['ids']): string[] => found.flatMap(({ ids }) => ids[name] ?? []);
  const [runs, programmes, persons, institutions, bodies] = await Promise.all([
    findRuns(db, idsOf('runId')),
    programmesList(db),
    findPersons(db, idsOf('personId')),
    organisationsOf(db, 'institution'),
    organisationsOf(db, 'awarding-body'),
  ]);
  return { runs, programmes, persons, organisations: [...institutions, ...bodies] };
}

/** The trouble for this viewer, or none. Names are told only where it is known whose matter it is. */
function place(found: Found, context: Context, viewer: Viewer): Trouble[] {
  const minder = { side: found.side, organisationId: organisationOf(found, context) };
  if (refusalToMind(viewer, minder)) return [];
  const isPlaced = minder.organisationId !== undefined;
  return [{ ...found.trouble, forWhom: isPlaced ? whomOf(found, context) : undefined }];
}

function organisationOf({ side, ids }: Found, context: Context): string | undefined {
  if (side === 'house') return undefined;
  const programme =
    context.runs.get(ids.runId ?? '')?.programme ??
    context.programmes.find(({ id }) => id === ids.programmeId);
  if (programme) return side === 'institution' ? programme.institutionId : programme.awardingBodyId;
  const ofPerson =
    side === 'institution' ? context.persons.get(ids.personId ?? '')?.institutionId : undefined;
  const ofKind = context.organisations.filter(({ kind }) => kind === side);
  return ofPerson ?? (ofKind.length === 1 ? ofKind[0]?.id : undefined);
}

function whomOf({ ids, toName }: Found, { persons, runs }: Context): string | undefined {
  return persons.get(ids.personId ?? '')?.name ?? (toName || undefined) ?? runs.get(ids.runId ?? '')?.name;
}

/** How many there are, as a desk says it. */
export function sayTroubles(count: number): string {
  return `${count} thing${count === 1 ? '' : 's'} that did not go through`;
}
