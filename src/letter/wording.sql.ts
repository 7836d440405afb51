import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';
import type { Values } from './kind.ts';
import type { LetterText } from './letter-text.ts';

/** What one letter was written from, so that a draft can still be edited without its names becoming markup. */
export type Wording = {
  readonly letterId: string;
  readonly programmeId: string;
  readonly runId: string | undefined;
  readonly kind: string;
  /** Which text of the programme it began with; 0 is the default of the house. */
  readonly textNumber: number;
  readonly text: LetterText;
  readonly linkPath: string | undefined;
  readonly values: Values;
  /** Placeholders of its text that have no value for this recipient. */
  readonly missing: readonly string[];
  readonly version: number;
  readonly editedBy: string | undefined;
  readonly editedAt: Temporal.Instant | undefined;
};

export type NewWording = Omit<Wording, 'version' | 'editedBy' | 'editedAt'>;

/** Keeps what a letter was written from. */
export async function insertWording(tx: Tx, wording: NewWording): Promise<void> {
  const { text } = wording;
  await tx
    .insertInto('letter.wording')
    .values({
      letter_id: wording.letterId,
      programme_id: wording.programmeId,
      run_id: wording.runId ?? null,
      kind: wording.kind,
      text_number: wording.textNumber,
      subject: text.subject,
      body: text.body,
      link_label: text.linkLabel,
      link_path: wording.linkPath ?? null,
      filled_with: json(wording.values),
      missing: [...wording.missing],
      edited_by: null,
      edited_at: null,
    })
    .execute();
}

/** What a letter was written from; nothing for letters whose words no coordinator edits. */
export async function findWording(db: Database, letterId: string): Promise<Wording | undefined> {
  const row = await db
    .selectFrom('letter.wording')
    .selectAll()
    .where('letter_id', '=', letterId)
    .executeTakeFirst();
  return (
    row && {
      letterId: row.letter_id,
      programmeId: row.programme_id,
      runId: row.run_id ?? undefined,
      kind: row.kind,
      textNumber: row.text_number,
      text: { subject: row.subject, body: row.body, linkLabel: row.link_label },
      linkPath: row.link_path ?? undefined,
      values: row.filled_with as Values,
      missing: row.missing,
      version: row.version,
      editedBy: row.edited_by ?? undefined,
      editedAt: row.edited_at ?? undefined,
    }
  );
}

/** Gives a letter's wording another text. Answers false, and changes nothing, when somebody changed it since `basedOn`. */
export async function changeWording(
  tx: Tx,
  change: {
    readonly letterId: string;
    readonly text: LetterText;
    readonly missing: readonly string[];
    readonly by: string;
    readonly basedOn: number;
  },
): Promise<boolean> {
  const { text } = change;
  const changed = await tx
    .updateTable('letter.wording')
    .set({
      subject: text.subject,
      body: text.body,
      link_label: text.linkLabel,
      missing: [...change.missing],
      version: change.basedOn + 1,
      edited_by: change.by,
      edited_at: now(),
    })
    .where('letter_id', '=', change.letterId)
    .where('version', '=', change.basedOn)
    .returning('letter_id')
    .executeTakeFirst();
  return changed !== undefined;
}
