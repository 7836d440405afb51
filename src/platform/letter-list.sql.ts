import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now, rehearsedBy } from './clock.ts';
import type { Database, Tx } from './database.ts';
import type { LetterState } from './platform.tables.ts';

/** A letter as lists show it. */
export type LetterLine = {
  readonly id: string;
  readonly kind: string;
  readonly toName: string;
  readonly subject: string;
  readonly state: LetterState;
  readonly trouble: string | undefined;
  readonly writtenAt: Temporal.Instant;
  /** Who holds a draft back. */
  readonly heldBy: string | undefined;
};

/** A letter with its words. */
export type LetterRead = LetterLine & {
  readonly personId: string | undefined;
  readonly toAddress: string;
  readonly replyTo: string | undefined;
  /** The thing it is about, such as "application:<id>". */
  readonly about: string | undefined;
  readonly text: string;
  readonly secret: boolean;
};

const LINE = ['id', 'kind', 'to_name', 'subject', 'state', 'trouble', 'written_at', 'held_by'] as const;

type LineRow = {
  id: string;
  kind: string;
  to_name: string;
  subject: string;
  state: LetterState;
  trouble: string | null;
  written_at: Temporal.Instant;
  held_by: string | null;
};

function toLine(row: LineRow): LetterLine {
  const { id, kind, subject, state } = row;
  return {
    id,
    kind,
    subject,
    state,
    toName: row.to_name,
    trouble: row.trouble ?? undefined,
    writtenAt: row.written_at,
    heldBy: row.held_by ?? undefined,
  };
}

/** The newest letters sent to a person, letters that open doors left out. */
export async function lettersToPerson(db: Database, personId: string, most = 100): Promise<LetterLine[]> {
  const rows = await db
    .selectFrom('platform.letter')
    .select(LINE)
    .where('person_id', '=', personId)
    .where('secret', '=', false)
    .where('state', 'in', ['sending', 'sent'])
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(toLine);
}

/** Which letters of a list are meant. */
export type LetterFilter = {
  /** "queued" means those being sent as well. */
  readonly state?: LetterState | undefined;
  readonly kind?: string | undefined;
  /** Part of the name or the address of whoever it goes to. */
  readonly to?: string | undefined;
};

function aboutThings(db: Database, things: readonly string[], { state, kind, to }: LetterFilter) {
  const states: LetterState[] = state === 'queued' ? ['queued', 'sending'] : state ? [state] : [];
  const like = `%${(to ?? '').replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return db
    .selectFrom('platform.letter')
    .where('about', '=', sql<string>`any(${[...things]}::text[])`)
    .where('secret', '=', false)
    .$if(states.length > 0, (query) => query.where('state', 'in', states))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .$if(to !== undefined, (query) =>
      query.where((letter) =>
        letter.or([letter('to_name', 'ilike', like), letter('to_address', 'ilike', like)]),
      ),
    );
}

/** The newest letters about any of these things ("run:<id>"), in any state, letters that open doors left out. */
export async function lettersAbout(
  db: Database,
  things: readonly string[],
  { most = 200, ...filter }: LetterFilter & { most?: number } = {},
): Promise<LetterLine[]> {
  const rows = await aboutThings(db, things, filter)
    .select(LINE)
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(toLine);
}

/** Which of these things ("application:<id>") have a letter that has not gone out yet. */
export async function thingsWithUnsentLetters(
  db: Database,
  things: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('platform.letter')
    .select('about')
    .distinct()
    .where('about', '=', sql<string>`any(${[...things]}::text[])`)
    .where('state', 'in', ['draft', 'queued', 'sending'])
    .execute();
  return new Set(rows.flatMap((row) => row.about ?? []));
}

/** How many letters of a kind are in a state. */
export type LetterCount = { readonly kind: string; readonly state: LetterState; readonly count: number };

/** How many letters about any of these things there are, by kind and state. */
export async function letterCounts(db: Database, things: readonly string[]): Promise<LetterCount[]> {
  return aboutThings(db, things, {})
    .select(({ fn }) => ['kind', 'state', fn.countAll<number>().as('count')])
    .groupBy(['kind', 'state'])
    .orderBy('kind')
    .execute();
}

/** How many drafts about any of these things somebody holds back, and how many others wait to be sent. */
export async function draftCounts(
  db: Database,
  things: readonly string[],
): Promise<{ readonly held: number; readonly waiting: number }> {
  const drafts = sql<number>`(count(*) filter (where held_by is null))::int`;
  const held = sql<number>`(count(*) filter (where held_by is not null))::int`;
  return aboutThings(db, things, { state: 'draft' })
    .select([held.as('held'), drafts.as('waiting')])
    .executeTakeFirstOrThrow();
}

/** Drafts about any of these things, the oldest first, as sending many at once takes them: at most 5,000. */
export async function draftsAbout(
  db: Database,
  things: readonly string[],
  filter: Omit<LetterFilter, 'state'> = {},
): Promise<LetterLine[]> {
  const rows = await aboutThings(db, things, { ...filter, state: 'draft' })
    .select(LINE)
    .orderBy('written_at')
    .orderBy('id')
    .limit(5000)
    .execute();
  return rows.map(toLine);
}

/** The newest letters of the whole house, doors and all: for the demo's mailbox alone. */
export async function newestLetters(
  db: Database,
  { to, most = 100 }: { to?: string; most?: number } = {},
): Promise<LetterLine[]> {
  const all = db.selectFrom('platform.letter').select(LINE);
  const rows = await (to ? all.where('to_address', '=', to) : all)
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(toLine);
}

/** One letter whole. Whoever calls decides who may read it. */
export async function findLetter(db: Database, id: string): Promise<LetterRead | undefined> {
  const row = await db
    .selectFrom('platform.letter')
    .select([...LINE, 'person_id', 'to_address', 'reply_to', 'about', 'text', 'secret'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      ...toLine(row),
      personId: row.person_id ?? undefined,
      toAddress: row.to_address,
      replyTo: row.reply_to ?? undefined,
      about: row.about ?? undefined,
      text: row.text,
      secret: row.secret,
    }
  );
}

/** A letter that has not arrived, and that nobody has left at that. */
export type StrayLetter = {
  readonly id: string;
  readonly kind: string;
  readonly personId: string | undefined;
  readonly toName: string;
  readonly toAddress: string;
  readonly about: string | undefined;
  /** true for letters that open a door: who they are for is nobody's to read. */
  readonly secret: boolean;
  /** true: the receiving side refused it for good. false: the post has not taken it, or said "later". */
  readonly refused: boolean;
  readonly tries: number;
  readonly since: Temporal.Instant;
  /** When it is tried again by itself; nothing once it is refused or given up. */
  readonly nextAt: Temporal.Instant | undefined;
};

type StrayRow = Omit<StrayLetter, 'personId' | 'about' | 'nextAt'> & {
  personId: string | null;
  about: string | null;
  nextAt: Temporal.Instant | null;
};

/** Letters that were refused, or that the post has not taken, the oldest first. */
export async function strayLetters(db: Database, most = 200): Promise<StrayLetter[]> {
  const { rows } = await sql<StrayRow>`
    select letter.id, letter.kind, letter.person_id as "personId", letter.to_name as "toName",
      letter.to_address as "toAddress", letter.about, letter.secret, letter.state = 'bounced' as refused,
      coalesce(job.attempts, 1) as tries, letter.written_at as since,
      case when job.attempts < job.max_attempts then job.run_at end as "nextAt"
    from platform.letter
    left join lateral (
      select job.attempts, job.max_attempts, job.run_at from graphile_worker._private_jobs as job
      join graphile_worker._private_tasks as task on task.id = job.task_id
      where task.identifier = 'send-letter' and job.payload ->> 'letterId' = letter.id::text
      order by job.id desc limit 1
    ) job on letter.state = 'sending'
    where letter.let_be_at is null
      and (letter.state = 'bounced' or (letter.state = 'sending' and letter.trouble is not null))
    order by letter.written_at, letter.id limit ${most}`.execute(db);
  return rows.map((row) => ({
    ...row,
    personId: row.personId ?? undefined,
    about: row.about ?? undefined,
    nextAt: row.nextAt?.add({ milliseconds: Math.round(rehearsedBy()) }),
  }));
}

/** Leaves a letter that did not arrive at that: it is in no list of trouble any more. Answers whether it was left now. */
export async function letLetterBe(tx: Tx, letterId: string, by: string): Promise<boolean> {
  const left = await tx
    .updateTable('platform.letter')
    .set({ let_be_by: by, let_be_at: now() })
    .where('id', '=', letterId)
    .where('let_be_at', 'is', null)
    .where('state', 'in', ['bounced', 'sending'])
    .returning('id')
    .executeTakeFirst();
  return left !== undefined;
}
