import type { Temporal } from 'temporal-polyfill';
import { findPersons } from '#people';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { defaultText } from './default-texts.ts';
import type { LetterKind } from './kind.ts';
import type { LetterText, TextVersion } from './letter-text.ts';

type TextRow = {
  kind: string;
  number: number;
  subject: string | null;
  body: string | null;
  link_label: string | null;
  waits: boolean;
  written_by: string;
  written_at: Temporal.Instant;
};

const ROW = ['kind', 'number', 'subject', 'body', 'link_label', 'waits', 'written_by', 'written_at'] as const;

function toVersion(kind: Pick<LetterKind, 'kind'>, row: TextRow, writtenBy: string | undefined): TextVersion {
  const { subject, body, link_label: linkLabel } = row;
  const isDefault = subject === null || body === null || linkLabel === null;
  return {
    number: row.number,
    isDefault,
    text: isDefault ? defaultText(kind) : { subject, body, linkLabel },
    waits: row.waits,
    writtenAt: row.written_at,
    writtenBy,
  };
}

function houseVersion(kind: Pick<LetterKind, 'kind'>): TextVersion {
  return {
    number: 0,
    isDefault: true,
    text: defaultText(kind),
    waits: false,
    writtenAt: undefined,
    writtenBy: undefined,
  };
}

/** What a kind of letter says in a programme now: its latest text, or the house's default. Does not say who wrote it. */
export async function textInForce(
  db: Database,
  programmeId: string,
  kind: Pick<LetterKind, 'kind'>,
): Promise<TextVersion> {
  const row = await db
    .selectFrom('letter.letter_text')
    .select(ROW)
    .where('programme_id', '=', programmeId)
    .where('kind', '=', kind.kind)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toVersion(kind, row, undefined) : houseVersion(kind);
}

/** Every text that a kind of letter has had in a programme, the one in force first, the house's default last. */
export async function textVersions(
  db: Database,
  programmeId: string,
  kind: Pick<LetterKind, 'kind'>,
): Promise<TextVersion[]> {
  const rows = await db
    .selectFrom('letter.letter_text')
    .select(ROW)
    .where('programme_id', '=', programmeId)
    .where('kind', '=', kind.kind)
    .orderBy('number', 'desc')
    .execute();
  const writers = await findPersons(
    db,
    rows.map((row) => row.written_by),
  );
  return [...rows.map((row) => toVersion(kind, row, writers.get(row.written_by)?.name)), houseVersion(kind)];
}

/** The latest text of every kind that a programme has words of its own for. */
export async function ownTexts(db: Database, programmeId: string): Promise<ReadonlyMap<string, TextVersion>> {
  const rows = await db
    .selectFrom('letter.letter_text')
    .distinctOn('kind')
    .select(ROW)
    .where('programme_id', '=', programmeId)
    .orderBy('kind')
    .orderBy('number', 'desc')
    .execute();
  const writers = await findPersons(
    db,
    rows.map((row) => row.written_by),
  );
  return new Map(rows.map((row) => [row.kind, toVersion(row, row, writers.get(row.written_by)?.name)]));
}

export type NewLetterText = {
  readonly programmeId: string;
  readonly kind: string;
  /** Nothing: the house's default again. */
  readonly text: LetterText | undefined;
  readonly waits: boolean;
  readonly by: string;
  /** The version that the writer began from. */
  readonly basedOn: number;
};

/** Keeps the next version and answers its number; nothing, and keeps nothing, when another came since `basedOn`. */
export async function insertLetterText(tx: Tx, letter: NewLetterText): Promise<number | undefined> {
  const { programmeId, kind, text, basedOn } = letter;
  const { number: inForce } = await textInForce(tx, programmeId, { kind });
  if (inForce !== basedOn) return undefined;
  const added = await tx
    .insertInto('letter.letter_text')
    .values({
      programme_id: programmeId,
      kind,
      number: basedOn + 1,
      subject: text?.subject ?? null,
      body: text?.body ?? null,
      link_label: text?.linkLabel ?? null,
      waits: letter.waits,
      written_by: letter.by,
      written_at: now(),
    })
    .onConflict((conflict) => conflict.columns(['programme_id', 'kind', 'number']).doNothing())
    .returning('number')
    .executeTakeFirst();
  return added?.number;
}
