import { sayInstant } from '#calendar';
import {
  composeWording,
  editDraft,
  findLetterKind,
  findWording,
  parseWords,
  refusalToResend,
  resend,
  resendingsOf,
  sendDrafts,
  wordingFaults,
  type LetterText,
  type Wording,
} from '#letter';
import { findPersons } from '#people';
import type { Run } from '#programme';
import type { FieldError } from '#look/field.tsx';
import type { Tx } from '#platform/database.ts';
import { parseForm, text, whole } from '#platform/forms.ts';
import type { LetterRead } from '#platform/letter-list.sql.ts';
import { discardDraft, holdDraft, releaseDraft } from '#platform/letters.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { outboxLetter, outboxRun } from './outbox.ts';
import { EditLetterPage } from './edit-letter.view.tsx';
import { OutboxLetterPage } from './outbox-letter.view.tsx';

const LETTER = '/desk/:runId/letters/:letterId';

/** One letter of a run: read, edit, hold, discard, send, send again. */
export const outboxLetterRoutes: readonly Route[] = [
  get(LETTER, wearing('coordinator'), showLetter),
  get(`${LETTER}/edit`, wearing('coordinator'), showEditor),
  post(`${LETTER}/edit`, wearing('coordinator'), saveWords),
  post(`${LETTER}/send`, wearing('coordinator'), send),
  post(
    `${LETTER}/hold`,
    wearing('coordinator'),
    actOn((tx, id, by) => holdDraft(tx, id, by), 'It is held: it goes out when somebody lets it go.'),
  ),
  post(
    `${LETTER}/release`,
    wearing('coordinator'),
    actOn((tx, id) => releaseDraft(tx, id), 'It is not held any more.'),
  ),
  post(
    `${LETTER}/discard`,
    wearing('coordinator'),
    actOn(
      (tx, id, by) => discardDraft(tx, id, by),
      'It is discarded. It stays in the list and is never sent.',
    ),
  ),
  post(`${LETTER}/resend`, wearing('coordinator'), sendAgain),
];

type Found = { readonly run: Run; readonly letter: LetterRead };

async function find(x: Exchange<Viewer>): Promise<Found | undefined> {
  const run = await outboxRun(x.db, x.viewer, x.param('runId'));
  const letter = run && (await outboxLetter(x.db, run, x.param('letterId')));
  return run && letter && { run, letter };
}

function pathOf({ run, letter }: Found): string {
  return `/desk/${run.id}/letters/${letter.id}`;
}

async function showLetter(x: Exchange<Viewer>): Promise<Response> {
  const found = await find(x);
  return found ? letterPage(x, found, {}) : x.missing();
}

type Again = { readonly typed?: string; readonly errors?: readonly FieldError[]; readonly status?: number };

async function letterPage(x: Exchange<Viewer>, { run, letter }: Found, again: Again): Promise<Response> {
  const [wording, resendings] = await Promise.all([
    findWording(x.db, letter.id),
    resendingsOf(x.db, letter.id),
  ]);
  const ids = [letter.heldBy, wording?.editedBy, ...resendings.map(({ sentBy }) => sentBy)];
  const persons = await findPersons(
    x.db,
    ids.filter((id) => id !== undefined),
  );
  const { errors = [], typed = '', status = 200 } = again;
  return x.page(
    { title: letter.subject, section: 'desk', hasErrors: errors.length > 0, status },
    <OutboxLetterPage
      {...{ run, letter, wording, resendings, errors, typed }}
      composed={
        wording && resendings.every(({ letterId }) => letterId !== letter.id)
          ? composeWording(wording)
          : undefined
      }
      nameOf={(id) => persons.get(id)?.name ?? 'somebody'}
      say={(at) => sayInstant(at, run.zone)}
    />,
  );
}

async function send(x: Exchange<Viewer>): Promise<Response> {
  const found = await find(x);
  if (!found) return x.missing();
  const { letter, run } = found;
  const sent = await x.transaction((tx) => sendDrafts(tx, [letter.id]));
  const why =
    letter.heldBy || letter.trouble ? 'It cannot be sent as it is.' : 'This letter was sent already.';
  return x.redirect(
    `/desk/${run.id}/letters`,
    sent > 0 ? `The letter to ${letter.toName} is on its way.` : why,
  );
}

/** An act on a draft, with what it is answered by; one that is no draft any more is left alone. */
function actOn(act: (tx: Tx, letterId: string, by: string) => Promise<boolean>, says: string) {
  return async (x: Exchange<Viewer>): Promise<Response> => {
    const found = await find(x);
    if (!found) return x.missing();
    const done = await x.transaction((tx) => act(tx, found.letter.id, x.viewer.personId));
    return x.redirect(pathOf(found), done ? says : 'It is no draft any more, so nothing was done.');
  };
}

type Editing = Found & { readonly wording: Wording };

async function findEditing(x: Exchange<Viewer>): Promise<Editing | undefined> {
  const found = await find(x);
  const wording = found?.letter.state === 'draft' ? await findWording(x.db, found.letter.id) : undefined;
  return found && wording && { ...found, wording };
}

async function showEditor(x: Exchange<Viewer>): Promise<Response> {
  const found = await findEditing(x);
  return found ? editor(x, found, { text: found.wording.text, version: found.wording.version }) : x.missing();
}

type Showing = {
  readonly text: LetterText;
  /** The version that these words began from. */
  readonly version: number;
  readonly errors?: readonly FieldError[];
  readonly conflict?: boolean;
};

function editor(x: Exchange<Viewer>, { run, letter, wording }: Editing, showing: Showing): Promise<Response> {
  const { text: words, version, errors = [], conflict = false } = showing;
  const kind = findLetterKind(wording.kind);
  if (!kind) return x.missing();
  const composed = errors.length === 0 ? composeWording(wording, words) : undefined;
  const status = conflict ? 409 : errors.length > 0 ? 422 : 200;
  return x.page(
    {
      title: `Letter to ${letter.toName}`,
      section: 'desk',
      width: 'wide',
      hasErrors: errors.length > 0,
      status,
    },
    <EditLetterPage {...{ run, letter, wording, kind, text: words, version, errors, conflict, composed }} />,
  );
}

async function saveWords(x: Exchange<Viewer>): Promise<Response> {
  const found = await findEditing(x);
  if (!found) return x.missing();
  const { wording } = found;
  const fields = await x.form();
  const one = (name: string): string => fields.one(name);
  const version = Number(one('version')) || 0;
  const typed = { subject: one('subject'), body: one('body'), linkLabel: one('linkLabel') };
  const parsed = parseWords(fields);
  if (!parsed.ok) return editor(x, found, { text: typed, version, errors: parsed.errors });
  const words = parsed.value;
  const errors = wordingFaults(wording, words).map(({ field, says }) => ({ field, message: says }));
  if (errors.length > 0) return editor(x, found, { text: typed, version, errors });
  if (one('intent') === 'preview') return editor(x, found, { text: words, version });
  const change = {
    letterId: found.letter.id,
    text: words,
    by: x.viewer.personId,
    basedOn: version,
  };
  const kept = await x.transaction((tx) => editDraft(tx, change));
  if (kept) return x.redirect(pathOf(found), 'Saved. It is a draft until you send it.');
  const now = await findEditing(x);
  return now ? editor(x, now, { text: words, version: now.wording.version, conflict: true }) : x.missing();
}

async function sendAgain(x: Exchange<Viewer>): Promise<Response> {
  const found = await find(x);
  if (!found) return x.missing();
  const refusal = refusalToResend(found.letter);
  if (refusal) return x.refused(refusal);
  const fields = await x.form();
  const typed = fields.one('preface');
  const parsed = parseForm(fields, {
    preface: text('What you write above it', { max: 5000 }),
    times: whole('Times'),
  });
  if (!parsed.ok) return letterPage(x, found, { typed, errors: parsed.errors, status: 422 });
  const { preface, times } = parsed.value;
  try {
    const id = await x.transaction((tx) =>
      resend(tx, found.letter, { preface, by: x.viewer.personId, basedOn: times }),
    );
    return x.redirect(
      `/desk/${found.run.id}/letters/${id}`,
      `It is on its way to ${found.letter.toName} again.`,
    );
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const errors = [{ field: 'preface', message: error.refusal.says }];
    return letterPage(x, found, { typed, errors, status: error.refusal.status ?? 409 });
  }
}
