import { findPersons } from '#people';
import { paragraphsOf, unknownNames } from '#place';
import { runCounts } from '#application';
import { findRunById, mayCoordinate, type Run } from '#programme';
import { choice, parseForm, text, whole, type FieldError } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { announceDecisions } from './announce.ts';
import { gatherAnnouncing, groundOf, personsOf } from './announce-gather.ts';
import { letterFor, usualWords } from './announce-letter.ts';
import { AnnounceLetterView } from './announce-letter.view.tsx';
import { holdDecisions, writeOwnWords } from './announce-prepare.ts';
import { findMark, marksCut, positionOf, sealOfMarks } from './announce.sql.ts';
import { isNews } from './tally.ts';
import { ConfirmView } from './announce-confirm.view.tsx';
import { AnnounceView } from './announce.view.tsx';
import type { Outcome } from '#selection';
import { count } from '#selection';

const coordinator = wearing('coordinator');

/** From marks to letters: what would be sent, each letter as it will read, and the sending of all. */
export const announceRoutes: readonly Route[] = [
  get('/desk/:runId/decisions/announce', coordinator, show),
  post('/desk/:runId/decisions/announce', coordinator, announceAll),
  get('/desk/:runId/decisions/announce/confirm', coordinator, showConfirm),
  post('/desk/:runId/decisions/announce/hold', coordinator, hold),
  get('/desk/:runId/decisions/announce/:applicationId', coordinator, showLetter),
  post('/desk/:runId/decisions/announce/:applicationId', coordinator, writeLetter),
];

async function openRun(x: Exchange<Viewer>): Promise<Run | undefined> {
  const run = await findRunById(x.db, x.param('runId'));
  return run && !mayCoordinate(x.viewer, run) ? run : undefined;
}

const PER_PAGE = 50;
const OUTCOMES: readonly Outcome[] = ['offered', 'reserve', 'not-offered'];

async function show(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  return run ? overview(x, run, undefined) : x.missing();
}

/** What would be announced, counted and by name, a page at a time; with `trouble`, why it was not. */
async function overview(x: Exchange<Viewer>, run: Run, trouble: string | undefined): Promise<Response> {
  const announcing = await gatherAnnouncing(x.db, run);
  const outcome = OUTCOMES.find((one) => one === x.query.get('outcome'));
  const showHeld = x.query.get('show') === 'held';
  const { ready, held, outcomes } = announcing.tally;
  const total = showHeld ? held : outcome ? outcomes[outcome] : ready;
  const last = Math.max(1, Math.ceil(total / PER_PAGE));
  const page = Math.min(last, Math.max(1, Math.trunc(Number(x.query.get('page'))) || 1));
  const shown = await marksCut(x.db, run.id, {
    held: showHeld,
    outcome: showHeld ? undefined : outcome,
    offset: (page - 1) * PER_PAGE,
    limit: PER_PAGE,
  });
  const persons = await personsOf(x.db, shown, announcing.warnings);
  return x.page(
    {
      title: 'Announce decisions',
      section: 'desk',
      width: 'wide',
      hasErrors: trouble !== undefined,
      ...(trouble ? { status: 409 } : {}),
    },
    <AnnounceView
      {...announcing}
      persons={persons}
      shown={shown}
      cut={{ outcome, showHeld, page, last, total, perPage: PER_PAGE }}
      trouble={trouble}
    />,
  );
}

/** The count once more, alone on its page, before anything is sent. */
async function showConfirm(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const announcing = await gatherAnnouncing(x.db, run);
  if (announcing.refusal) return x.redirect(`/desk/${run.id}/decisions/announce`);
  const persons = await personsOf(x.db, [], announcing.warnings);
  return x.page(
    { title: 'Send the letters', section: 'desk' },
    <ConfirmView {...announcing} persons={persons} seen={await sealOfMarks(x.db, run.id)} />,
  );
}

async function announceAll(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const seen = (await x.form()).one('seen');
  try {
    const made = await x.transaction((tx) =>
      announceDecisions(tx, run.id, { personId: x.viewer.personId, seen }),
    );
    const total = made.offered + made.reserve + made['not-offered'];
    return x.redirect(
      `/desk/${run.id}/places`,
      `${count(total, 'decision')} announced. ${count(made.letters, 'letter')} ${made.letters === 1 ? 'is on its' : 'are on their'} way.`,
    );
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error;
    return overview(x, run, error.refusal.says);
  }
}

/** Ids are checked by the act: those without a mark in this run do nothing. */
async function hold(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, { held: choice('whether to hold them', ['yes', 'no']) });
  const applicationIds = [...new Set(fields.all('application'))];
  if (!parsed.ok || applicationIds.length === 0) {
    const says = parsed.ok ? 'Choose at least one letter' : 'Choose whether to hold them';
    return x.refused({ code: 'nothing-chosen', says, status: 422 });
  }
  const held = parsed.value.held === 'yes';
  const changed = await x.transaction((tx) =>
    holdDecisions(tx, run.id, { applicationIds, held, personId: x.viewer.personId }),
  );
  const says = held
    ? `${count(changed, 'letter')} held back. ${changed === 1 ? 'The decision stays' : 'The decisions stay'} pending.`
    : `${count(changed, 'letter')} let go.`;
  const [only] = applicationIds;
  const back = applicationIds.length === 1 && fields.one('back') === 'letter' ? `/${only ?? ''}` : '';
  return x.redirect(`/desk/${run.id}/decisions/announce${back}`, says);
}

async function showLetter(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  return run ? letterPage(x, run, {}) : x.missing();
}

type Typed = { typed?: string; errors?: readonly FieldError[]; conflict?: string };

/** One letter as its person will read it, and the words to change. */
async function letterPage(
  x: Exchange<Viewer>,
  run: Run,
  { typed, errors = [], conflict }: Typed,
): Promise<Response> {
  const position = await positionOf(x.db, run.id, x.param('applicationId'));
  const mark = position && (await findMark(x.db, x.param('applicationId')));
  if (!mark) return x.missing();
  const ground = await groundOf(x.db, run, (await runCounts(x.db, run.id)).asked);
  const persons = await findPersons(
    x.db,
    [mark, position.previous, position.next].flatMap((one) => one?.personId ?? []),
  );
  const person = persons.get(mark.personId);
  const [letter, usual] = await Promise.all([
    letterFor(x.db, ground, mark, person),
    usualWords(x.db, ground, mark, person),
  ]);
  return x.page(
    {
      title: `Letter to ${person?.name ?? ''}`,
      section: 'desk',
      width: 'wide',
      hasErrors: errors.length > 0 || conflict !== undefined,
      ...(conflict ? { status: 409 } : {}),
    },
    <AnnounceLetterView
      ground={ground}
      mark={mark}
      person={person}
      letter={letter}
      usual={usual}
      neighbours={{ position, persons }}
      isNews={isNews(mark)}
      typed={typed}
      errors={errors}
      conflict={conflict}
    />,
  );
}

async function writeLetter(x: Exchange<Viewer>): Promise<Response> {
  const run = await openRun(x);
  if (!run) return x.missing();
  const applicationId = x.param('applicationId');
  const fields = await x.form();
  const usual = fields.one('usual') === 'yes';
  const parsed = parseForm(fields, {
    version: whole('The version'),
    ...(usual ? {} : { words: text('The letter', { max: 10_000 }) }),
  });
  const typed = fields.one('words');
  if (!parsed.ok) return letterPage(x, run, { typed, errors: parsed.errors });
  const strange = usual ? [] : unknownNames(typed, ['reply-by']);
  if (strange.length > 0) {
    const names = strange.map((name) => `{${name}}`).join(', ');
    const message = `This letter knows nothing of ${names}. {reply-by} is all that can stand in braces.`;
    return letterPage(x, run, { typed, errors: [{ field: 'words', message }] });
  }
  const paragraphs = usual ? [] : paragraphsOf(typed);
  const words = { applicationId, paragraphs, version: parsed.value.version, personId: x.viewer.personId };
  try {
    await x.transaction((tx) => writeOwnWords(tx, run.id, words));
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error;
    return letterPage(x, run, { typed, conflict: error.refusal.says });
  }
  return x.redirect(
    `/desk/${run.id}/decisions/announce/${applicationId}`,
    usual ? 'The letter says the usual words again.' : 'Kept. This person’s letter says it so.',
  );
}
