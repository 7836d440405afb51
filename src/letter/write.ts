import type { Programme, Run } from '#programme';
import type { Database, Tx } from '#platform/database.ts';
import { writeLetter, type Invitation, type PrintedLetter } from '#platform/letters.ts';
import { compose, type Composed } from './compose.ts';
import type { LetterKind, Placeholder, Value, Values, ValuesOf } from './kind.ts';
import { textInForce } from './letter-text.sql.ts';
import { printLetter } from './print.ts';
import { insertWording } from './wording.sql.ts';

type Placeholders = Readonly<Record<string, Placeholder>>;

/** Whom a letter of a kind goes to, and with what. */
export type LetterOf<P extends Placeholders> = {
  /** In whose words it is written. Left out where `run` says it. */
  readonly programme?: Programme;
  /** The run that it belongs to, where there is one. */
  readonly run?: Run | undefined;
  readonly to: { readonly personId?: string; readonly name: string; readonly address: string };
  readonly values: ValuesOf<P>;
  /** A path of ours, for kinds that have a link. */
  readonly link?: string | undefined;
  /** Where answers go; the run's or programme's own address unless it is given. */
  readonly replyTo?: string;
  /** The thing it is about, such as "application:<id>", to find letters by. */
  readonly about?: string;
  readonly invitation?: Invitation | undefined;
  /** A path of ours that ends such letters by one POST. */
  readonly unsubscribe?: string;
  /** Its link opens a door: it goes out at once, stands in no list, and what it was written from is not kept. */
  readonly secret?: boolean;
  /** true: a draft whatever the programme chose. */
  readonly asDraft?: boolean;
};

export type WrittenLetter = {
  readonly id: string;
  /** true: it waits in the outbox, because the programme chose so, the caller asked, or a value is missing. */
  readonly isDraft: boolean;
  /** Placeholders of the text that have no value for this person. */
  readonly missing: readonly string[];
};

/**
 * Writes the letter of a kind to one person, in the programme's words, as plain text and HTML. It goes to the post, or
 * waits in the outbox as a draft where the programme chose that or the caller asks. A letter for which a value is
 * missing is never sent by itself: it waits, and the outbox says what is missing.
 */
export async function writeLetterOf<P extends Placeholders>(
  tx: Tx,
  kind: LetterKind<P>,
  letter: LetterOf<P>,
): Promise<WrittenLetter> {
  const programme = programmeOf(letter);
  const { number, text, waits } = await textInForce(tx, programme.id, kind);
  const values = { ...everywhere(programme, letter), ...letter.values };
  const composed = compose(text, values, letter.link);
  const isDraft = !letter.secret && ((letter.asDraft ?? waits) || composed.missing.length > 0);
  const id = await writeLetter(tx, {
    kind: kind.kind,
    to: letter.to,
    words: printLetter(composed),
    replyTo: replyToOf(letter),
    ...(letter.invitation ? { invitation: letter.invitation } : {}),
    ...(letter.about === undefined ? {} : { about: letter.about }),
    ...(letter.unsubscribe === undefined ? {} : { unsubscribe: letter.unsubscribe }),
    ...(letter.secret ? { secret: true } : {}),
    asDraft: isDraft,
    trouble: sayMissing(composed.missing),
  });
  if (letter.secret) return { id, isDraft, missing: composed.missing };
  await insertWording(tx, {
    letterId: id,
    programmeId: programme.id,
    runId: letter.run?.id,
    kind: kind.kind,
    textNumber: number,
    text,
    linkPath: letter.link,
    values,
    missing: composed.missing,
  });
  return { id, isDraft, missing: composed.missing };
}

/** The same letter without writing it: for pages that show what would go out. */
export async function previewLetterOf<P extends Placeholders>(
  db: Database,
  kind: LetterKind<P>,
  letter: LetterOf<P>,
): Promise<PrintedLetter & Composed> {
  const programme = programmeOf(letter);
  const { text } = await textInForce(db, programme.id, kind);
  const composed = compose(text, { ...everywhere(programme, letter), ...letter.values }, letter.link);
  return { ...composed, ...printLetter(composed) };
}

/** What is missing in a letter, as the outbox says it; nothing when nothing is. */
export function sayMissing(missing: readonly string[]): string | undefined {
  if (missing.length === 0) return undefined;
  return `no value for ${missing.map((name) => `{${name}}`).join(', ')}`;
}

type Addressed = Pick<LetterOf<Placeholders>, 'programme' | 'run' | 'to' | 'replyTo'>;

function programmeOf({ programme, run }: Addressed): Programme {
  const found = programme ?? run?.programme;
  if (!found) throw new Error('A letter is written for a programme or a run.');
  return found;
}

function replyToOf({ replyTo, run, programme }: Addressed): string | undefined {
  return replyTo ?? run?.contactAddress ?? programme?.contactAddress;
}

/** What every letter knows, for this one. */
export function everywhere(programme: Programme, { to }: { readonly to: { readonly name: string } }): Values {
  return {
    name: to.name,
    programme: programme.shortName,
    'programme-name': programme.name,
    contact: programme.contactName || 'The team',
    'contact-address': programme.contactAddress,
  } satisfies Record<string, Value>;
}
