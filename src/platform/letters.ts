import type { Updateable } from 'kysely';
import { createTransport, type Transporter } from 'nodemailer';
import { settings } from './config.ts';
import { now } from './clock.ts';
import { inTransaction, json, type Database, type Tx } from './database.ts';
import { addJob, type Sweep, type Task } from './jobs.ts';
import type { LetterTable } from './platform.tables.ts';
import { letterHtml, letterText, prefaced, type LetterWords } from './letter-words.ts';

/** A letter that was printed already: subject, plain text and HTML. */
export type PrintedLetter = { readonly subject: string; readonly text: string; readonly html: string };

export type { LetterWords } from './letter-words.ts';

/** An iCalendar invitation that travels with a letter. */
export type Invitation = {
  readonly method: 'REQUEST' | 'CANCEL' | 'PUBLISH';
  readonly name: string;
  readonly content: string;
};

export type NewLetter = {
  /** What sort of letter, such as "place.offered". */
  readonly kind: string;
  readonly to: { readonly personId?: string; readonly name: string; readonly address: string };
  readonly words: LetterWords | PrintedLetter;
  readonly replyTo?: string | undefined;
  readonly invitation?: Invitation;
  /** A path of ours that ends such letters by one POST: mail programs show it as a button. */
  readonly unsubscribe?: string | undefined;
  /** Opens a door (a sign-in link): kept out of every list outside the demo. */
  readonly secret?: boolean;
  /** The thing it is about, such as "application:<id>", to find letters by. */
  readonly about?: string;
  /** Written as a draft for a person to look at; sent by `sendDraft`. */
  readonly asDraft?: boolean;
  /** Why it cannot go out as it is: it is a draft until its words are mended. */
  readonly trouble?: string | undefined;
};

/** Writes a letter in this transaction and queues it (or keeps it as a draft). Answers its id. */
export async function writeLetter(tx: Tx, letter: NewLetter): Promise<string> {
  const { subject, text, html } = print(letter.words);
  const isDraft = letter.asDraft === true || letter.trouble !== undefined;
  const { id } = await tx
    .insertInto('platform.letter')
    .values({
      kind: letter.kind,
      person_id: letter.to.personId ?? null,
      to_name: letter.to.name,
      to_address: letter.to.address,
      reply_to: letter.replyTo ?? null,
      subject: onOneLine(subject),
      text,
      html,
      attachment: letter.invitation ? json(letter.invitation) : null,
      secret: letter.secret ?? false,
      about: letter.about ?? null,
      unsubscribe_path: letter.unsubscribe ?? null,
      state: isDraft ? 'draft' : 'queued',
      trouble: letter.trouble ?? null,
      written_at: now(),
      sent_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (!isDraft) await addJob(tx, 'send-letter', { letterId: id });
  return id;
}

function print(words: NewLetter['words']): PrintedLetter {
  if ('html' in words) return words;
  const { url } = settings();
  return { subject: words.subject, text: letterText(words, url), html: letterHtml(words, url) };
}

function onOneLine(subject: string): string {
  return subject.replace(/[\r\n]+/g, ' ');
}

/** Gives a draft other words; `trouble` says why it cannot go out as it is. Answers false when it is no draft any more. */
export async function rewriteDraft(
  tx: Tx,
  letterId: string,
  { subject, text, html }: PrintedLetter,
  trouble?: string,
): Promise<boolean> {
  return changeDraft(tx, letterId, { subject: onOneLine(subject), text, html, trouble: trouble ?? null });
}

/** Holds a draft back, so that it is not sent until somebody lets it go. Answers false when it is no draft any more. */
export async function holdDraft(tx: Tx, letterId: string, by: string): Promise<boolean> {
  return changeDraft(tx, letterId, { held_by: by, held_at: now() });
}

/** Lets a held draft go: it is a draft as any other. Answers false when it is no draft any more. */
export async function releaseDraft(tx: Tx, letterId: string): Promise<boolean> {
  return changeDraft(tx, letterId, { held_by: null, held_at: null });
}

/** Sets a draft aside for good: it is kept and never sent. Answers false when it is no draft any more. */
export async function discardDraft(tx: Tx, letterId: string, by: string): Promise<boolean> {
  const discarded = { state: 'discarded', discarded_by: by, discarded_at: now() } as const;
  return changeDraft(tx, letterId, { ...discarded, held_by: null, held_at: null });
}

async function changeDraft(tx: Tx, letterId: string, change: Updateable<LetterTable>): Promise<boolean> {
  const changed = await tx
    .updateTable('platform.letter')
    .set(change)
    .where('id', '=', letterId)
    .where('state', '=', 'draft')
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
}

/**
 * Queues a draft that is not held and has no trouble, a bounced letter, or one that the post did not take; nothing if
 * someone else did so first. Answers whether it was queued now.
 */
export async function sendDraft(tx: Tx, letterId: string): Promise<boolean> {
  const taken = await tx
    .updateTable('platform.letter')
    .set({ state: 'queued', trouble: null, let_be_by: null, let_be_at: null })
    .where('id', '=', letterId)
    .where((letter) =>
      letter.or([
        letter('state', '=', 'bounced'),
        letter.and([
          letter('state', '=', 'draft'),
          letter('trouble', 'is', null),
          letter('held_by', 'is', null),
        ]),
        letter.and([letter('state', '=', 'sending'), letter('trouble', 'is not', null)]),
      ]),
    )
    .returning('id')
    .executeTakeFirst();
  if (taken) await addJob(tx, 'send-letter', { letterId });
  return taken !== undefined;
}

/** What goes above a letter that is sent once more. */
export type Preface = { readonly text: string; readonly html: string };

/**
 * Sends a letter that was sent or that bounced once more, to this address, with a preface above all that it said. Answers
 * the new letter's id; nothing for a letter that has not gone out, or whose words were taken out of it.
 */
export async function resendLetter(
  tx: Tx,
  letterId: string,
  {
    to,
    preface,
  }: { readonly to: { readonly name: string; readonly address: string }; readonly preface: Preface },
): Promise<string | undefined> {
  const old = await tx
    .selectFrom('platform.letter')
    .selectAll()
    .where('id', '=', letterId)
    .where('secret', '=', false)
    .where('state', 'in', ['sent', 'bounced'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!old) return undefined;
  return writeLetter(tx, {
    kind: old.kind,
    to: { ...to, ...(old.person_id === null ? {} : { personId: old.person_id }) },
    words: {
      subject: old.subject,
      text: `${preface.text}\n\n${old.text}`,
      html: prefaced(old.html, preface.html),
    },
    replyTo: old.reply_to ?? undefined,
    ...(old.about === null ? {} : { about: old.about }),
    ...(old.unsubscribe_path === null ? {} : { unsubscribe: old.unsubscribe_path }),
    ...(old.attachment === null ? {} : { invitation: old.attachment as Invitation }),
  });
}

/** Sends one queued letter by SMTP; where no SMTP is set, the letter counts as sent and is read in the mailbox. */
export const sendLetter: Task = {
  name: 'send-letter',
  async run(db, { letterId }) {
    const letter = await takeForSending(db, String(letterId));
    if (!letter) return;
    try {
      if (settings().smtpUrl) await post(letter);
      await setState(db, letter.id, { state: 'sent', sent_at: now(), trouble: null });
    } catch (error) {
      const code = responseCode(error);
      if (code === undefined || code < 500) {
        await noteWaiting(db, letter.id);
        throw error;
      }
      await setState(db, letter.id, { state: 'bounced', trouble: `refused with ${code}`, sent_at: null });
    }
  },
};

type Sendable = {
  id: string;
  to_name: string;
  to_address: string;
  reply_to: string | null;
  subject: string;
  text: string;
  html: string;
  attachment: unknown;
  unsubscribe_path: string | null;
};

async function takeForSending(db: Database, id: string): Promise<Sendable | undefined> {
  return inTransaction(db, async (tx) =>
    tx
      .updateTable('platform.letter')
      .set({ state: 'sending' })
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'sending'])
      .returning(['id', 'to_name', 'to_address', 'reply_to', 'subject', 'text', 'html', 'attachment'])
      .returning('unsubscribe_path')
      .executeTakeFirst(),
  );
}

/** The post office did not answer or said "later": the letter stays on its way, and says why it is late. */
async function noteWaiting(db: Database, id: string): Promise<void> {
  await db.updateTable('platform.letter').set({ trouble: 'not taken yet' }).where('id', '=', id).execute();
}

async function setState(
  db: Database,
  id: string,
  change: { state: 'sent' | 'bounced'; sent_at: ReturnType<typeof now> | null; trouble: string | null },
): Promise<void> {
  await db.updateTable('platform.letter').set(change).where('id', '=', id).execute();
}

let transport: { url: string; send: Transporter } | undefined;

async function post(letter: Sendable): Promise<void> {
  const { smtpUrl = '', url } = settings();
  if (transport?.url !== smtpUrl) transport = { url: smtpUrl, send: createTransport(smtpUrl) };
  const host = new URL(url).hostname;
  const invitation = letter.attachment as Invitation | null;
  await transport.send.sendMail({
    messageId: `<${letter.id}@${host}>`,
    from: { name: 'Waymark', address: `no-reply@${host}` },
    to: { name: letter.to_name, address: letter.to_address },
    ...(letter.reply_to ? { replyTo: letter.reply_to } : {}),
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(letter.unsubscribe_path === null
        ? {}
        : {
            'List-Unsubscribe': `<${url}${letter.unsubscribe_path}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
    },
    ...(invitation
      ? { icalEvent: { method: invitation.method, filename: invitation.name, content: invitation.content } }
      : {}),
  });
}

function responseCode(error: unknown): number | undefined {
  const code = (error as { responseCode?: unknown } | undefined)?.responseCode;
  return typeof code === 'number' ? code : undefined;
}

/** Every night, takes the words out of letters that opened a door: what they held is void after minutes anyway. */
export const blankSecretLetters: Sweep = {
  name: 'blank-secret-letters',
  match: '20 3 * * *',
  async run(db) {
    await db
      .updateTable('platform.letter')
      .set({ text: '', html: '' })
      .where('secret', '=', true)
      .where('written_at', '<', now().subtract({ hours: 24 }))
      .execute();
  },
};
