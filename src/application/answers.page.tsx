import { signInTo } from './application.view.tsx';
import { sayTime } from '#calendar';
import {
  faultsOfSection,
  findForm,
  asAsked,
  keepEqualityAnswers,
  parseSection,
  sectionOf,
  typedInto,
  withKnown,
  type Answers,
  type FormSection,
} from '#form';
import { now } from '#platform/clock.ts';
import { choice, optionalText, parseForm, type FieldError, type Fields } from '#platform/forms.ts';
import { wantsJson } from '#platform/headers.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, type Exchange, type Route } from '#platform/route.ts';
import { draftToken, sendingWords, writersOwnership, writing } from './access.ts';
import { BothView } from './both.view.tsx';
import { findOwnership, setAside, setAsideOf } from './draft.sql.ts';
import { findApplication } from './application.sql.ts';
import { answersShown, askedSection, lockedIn, standingIn, unseenIn } from './section-answers.ts';
import { openWriting } from './open.page.ts';
import type { Opened } from './opened.ts';
import { refusalToEdit } from './rules.ts';
import { chooseWords, saveSection, type Saved } from './draft.ts';
import { SectionView, SignedOutView } from './section.view.tsx';

export const answersRoutes: readonly Route[] = [
  get('/applications/:applicationId/answers/:section', writing, showSection),
  post('/applications/:applicationId/answers/:section', sendingWords, saveAnswers),
  get('/applications/:applicationId/both', writing, showBoth),
  post('/applications/:applicationId/both/:setAsideId', writing, choose),
];

type Shown = {
  answers: Answers;
  version: number;
  savedAt?: string | undefined;
  errors?: readonly FieldError[];
  status?: number;
  toCheck: boolean;
  more?: boolean;
};

async function showSection(x: Exchange): Promise<Response> {
  const opened = await openWriting(x);
  if (opened instanceof Response) return opened;
  const { application, run } = opened;
  const section = askedSection(opened, x.param('section'));
  if (!section) return x.missing();
  if (refusalToEdit(application, run, now())) return x.redirect(`/applications/${application.id}`);
  const saved = opened.saved.find((one) => one.section === section.id);
  return sectionPage(x, opened, section, {
    answers: answersShown(section, opened, saved !== undefined),
    version: saved?.version ?? 0,
    savedAt: saved && clock(saved.savedAt, opened),
    toCheck: x.query.get('from') === 'check',
  });
}

function sectionPage(x: Exchange, opened: Opened, section: FormSection, shown: Shown): Promise<Response> {
  const { errors = [], status } = shown;
  const writer = x.viewer?.personId ?? `draft-${opened.application.id}`;
  return x.page(
    {
      title: section.title,
      section: 'programmes',
      hasErrors: errors.length > 0,
      scripts: ['form/only-if.js'],
      ...(status ? { status } : {}),
    },
    <SectionView {...opened} section={section} shown={{ ...shown, errors }} writer={writer} now={now()} />,
  );
}

async function saveAnswers(x: Exchange): Promise<Response> {
  if (await hasLostSession(x)) return giveBack(x);
  const joined = await saveIntoJoined(x);
  if (joined) return joined;
  const opened = await openWriting(x);
  if (opened instanceof Response) return opened;
  const section = askedSection(opened, x.param('section'));
  if (!section) return x.missing();
  const fields = await x.form();
  const toCheck = fields.one('from') === 'check';
  const parsed = parseSection(section, fields, {
    workshops: opened.workshops.map((one) => one.number),
    locked: lockedIn(section, opened),
  });
  const version = versionIn(fields);
  if (!parsed.ok || version === undefined) {
    const errors = parsed.ok
      ? [{ field: '', message: 'This page is out of date. Copy your words and open it again.' }]
      : parsed.errors;
    return wrongly(x, opened, section, {
      answers: typedInto(section, fields),
      version: version ?? 0,
      errors,
      toCheck,
    });
  }
  if (section.audience === 'nobody') return keepApart(x, opened, section, parsed.value, toCheck);
  const answers = { ...parsed.value, ...standingIn(section, opened) };
  const save = { applicationId: opened.application.id, section: section.id, answers, version };
  try {
    const saved = await x.transaction((tx) => saveSection(tx, opened.run, save));
    if (saved === 'conflict') return await conflict(x, opened);
    return await goOn(x, opened, section, { fields, answers, saved, toCheck });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const errors = [
      {
        field: '',
        message: `${error.refusal.says} What you wrote just now was not saved; it is still on this page.`,
      },
    ];
    return wrongly(x, opened, section, { answers: parsed.value, version, errors, toCheck, status: 409 });
  }
}

/** Signed out, and not the browser of a draft that nobody has signed in for. */
async function hasLostSession(x: Exchange): Promise<boolean> {
  if (x.viewer) return false;
  const token = draftToken(x.request);
  if (!token) return true;
  const ownership = await findOwnership(x.db, x.param('applicationId'));
  return ownership?.personId !== undefined;
}

/** The words go back on a page from which they can be sent again, whatever was asked for: nothing is lost, nothing shown. */
async function giveBack(x: Exchange): Promise<Response> {
  const path = x.url.pathname;
  const fields = await x.form();
  if (wantsJson(x.request)) {
    return x.json({ code: 'signed-out', says: 'You are signed out.', signIn: signInTo(path) }, 401);
  }
  return x.page(
    { title: 'You are signed out', section: 'programmes', status: 401 },
    <SignedOutView path={path} fields={fields} />,
  );
}

/** Words come to a draft that has joined another application in the meantime: they are set aside there. */
async function saveIntoJoined(x: Exchange): Promise<Response | undefined> {
  const ownership = await writersOwnership(x.db, x.viewer, draftToken(x.request), x.param('applicationId'));
  const into = ownership?.joinedInto;
  if (!into || !x.viewer) return undefined;
  const fields = await x.form();
  const section = x.param('section');
  if (!(await isWrittenDown(x, into, section))) return x.redirect(`/applications/${into}`);
  const typed = Object.fromEntries(
    fields.names
      .filter((name) => name !== 'shown' && !['version', 'from', 'then'].includes(name))
      .map((name) => [name, fields.one(name).slice(0, 20_000)]),
  );
  const bothPath = `/applications/${into}/both`;
  await x.transaction((tx) => setAside(tx, into, section.slice(0, 50), typed));
  return wantsJson(x.request) ? x.json({ conflict: bothPath }, 409) : x.redirect(bothPath);
}

/** Answers that nobody reads go where nothing leads back from them; the last ones stand. */
async function keepApart(
  x: Exchange,
  opened: Opened,
  section: FormSection,
  answers: Answers,
  toCheck: boolean,
): Promise<Response> {
  const { application, run, form, whole } = opened;
  const refusal = refusalToEdit(application, run, now());
  if (refusal) return x.refused(refusal);
  const given = { applicationId: application.id, content: whole.content, answers };
  await x.transaction((tx) => keepEqualityAnswers(tx, run.id, given));
  const home = `/applications/${application.id}`;
  const ids = form.content.sections.map(({ id }) => id);
  const next = ids[ids.indexOf(section.id) + 1];
  return x.redirect(toCheck || !next ? `${home}/check` : `${home}/answers/${next}`);
}

/** Whether a section's words stand in the application: those that nobody reads do not. */
async function isWrittenDown(x: Exchange, applicationId: string, id: string): Promise<boolean> {
  const application = await findApplication(x.db, applicationId);
  const form = application && (await findForm(x.db, application.formId));
  return form !== undefined && sectionOf(form.content, id)?.audience !== 'nobody';
}

function versionIn(fields: Fields): number | undefined {
  const typed = fields.all('version');
  return typed.length === 1 && /^\d{1,9}$/.test(typed[0] ?? '') ? Number(typed[0]) : undefined;
}

/** An autosave is told in one sentence; a person gets the page back with their words. */
function wrongly(
  x: Exchange,
  opened: Opened,
  section: FormSection,
  shown: Shown,
): Response | Promise<Response> {
  if (wantsJson(x.request)) return x.json({ message: shown.errors?.[0]?.message }, 422);
  const answers = withKnown(opened.whole.content, shown.answers, opened.known);
  return sectionPage(x, opened, section, { ...shown, answers });
}

async function conflict(x: Exchange, opened: Opened): Promise<Response> {
  const bothPath = `/applications/${opened.application.id}/both`;
  if (wantsJson(x.request)) return x.json({ conflict: bothPath }, 409);
  return bothPage(x, opened, 409);
}

type Going = { fields: Fields; answers: Answers; saved: Saved; toCheck: boolean };

/** Saved: on to the next section, back to the list, or the same page again where something in it is missing. */
async function goOn(x: Exchange, opened: Opened, section: FormSection, going: Going): Promise<Response> {
  const { fields, saved, toCheck } = going;
  if (wantsJson(x.request)) return x.json({ savedAt: clock(saved.savedAt, opened), version: saved.version });
  const home = `/applications/${opened.application.id}`;
  if (fields.one('then') === 'list') return x.redirect(home, 'Saved.');
  const answers = withKnown(opened.whole.content, { ...opened.answers, ...going.answers }, opened.known);
  const asked = asAsked(opened.whole.content, answers, opened.askedAt);
  const asItIs = sectionOf(asked, section.id);
  const faults = asItIs ? faultsOfSection(asItIs, answers) : [];
  const unseen = asItIs ? unseenIn(asItIs, fields) : [];
  if (faults.length > 0 || unseen.length > 0) {
    const errors = faults.map(({ question, message }) => ({ field: question, message }));
    const savedAt = clock(saved.savedAt, opened);
    const more = unseen.length > 0;
    return sectionPage(x, opened, section, {
      answers,
      version: saved.version,
      savedAt,
      errors,
      toCheck,
      more,
    });
  }
  const ids = asked.sections.map(({ id }) => id);
  const next = ids[ids.indexOf(section.id) + 1];
  return x.redirect(toCheck || !next ? `${home}/check` : `${home}/answers/${next}`);
}

function clock(at: Saved['savedAt'], { run }: Opened): string {
  return sayTime(at.toZonedDateTimeISO(run.zone).toPlainTime());
}

async function showBoth(x: Exchange): Promise<Response> {
  const opened = await openWriting(x);
  if (opened instanceof Response) return opened;
  return bothPage(x, opened);
}

async function bothPage(x: Exchange, opened: Opened, status?: number): Promise<Response> {
  const aside = await setAsideOf(x.db, opened.application.id);
  if (aside.length === 0) return x.redirect(`/applications/${opened.application.id}`);
  return x.page(
    { title: 'Two texts, one place', section: 'programmes', width: 'wide', ...(status ? { status } : {}) },
    <BothView {...opened} aside={aside} />,
  );
}

async function choose(x: Exchange): Promise<Response> {
  const opened = await openWriting(x);
  if (opened instanceof Response) return opened;
  const home = `/applications/${opened.application.id}`;
  const parsed = parseForm(await x.form(), {
    keep: choice('which text to keep', ['standing', 'other']),
    from: optionalText('The page', { max: 20 }),
  });
  if (!parsed.ok) return bothPage(x, opened, 422);
  const { keep } = parsed.value;
  const made = { applicationId: opened.application.id, setAsideId: x.param('setAsideId'), keep };
  const section = await x.transaction((tx) => chooseWords(tx, opened.run, made));
  const left = await setAsideOf(x.db, opened.application.id);
  return x.redirect(left.length > 0 ? `${home}/both` : home, section ? 'Kept.' : undefined);
}
