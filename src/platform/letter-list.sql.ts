import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { Database } from './database.ts';
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

const LINE = ['id', 'kind', 'to_name', 'subject', 'state', 'trouble', 'written_at'] as const;

type LineRow = {
  id: string;
  kind: string;
  to_name: string;
  subject: string;
  state: LetterState;
  trouble: string | null;
  written_at: Temporal.Instant;
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

/** The newest letters about any of these things ("run:<id>"), in any state, letters that open doors left out. */
export async function lettersAbout(
  db: Database,
  things: readonly string[],
  { state, most = 200 }: { state?: LetterState; most?: number } = {},
): Promise<LetterLine[]> {
  const all = db
    .selectFrom('platform.letter')
    .select(LINE)
    .where('about', '=', sql<string>`any(${[...things]}::text[])`)
    .where('secret', '=', false);
  const rows = await (state ? all.where('state', '=', state) : all)
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .limit(most)
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
