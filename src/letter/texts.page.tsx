import { findRunById, mayCoordinate, type Run } from '#programme';
import type { FieldError } from '#look/field.tsx';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { parseForm, whole } from '#platform/forms.ts';
import { changeText } from './change-text.ts';
import { faultsOf } from './faults.ts';
import { findLetterKind, letterKinds, type LetterKind } from './kind.ts';
import { ownTexts, textVersions } from './letter-text.sql.ts';
import { EXAMPLES, previewText, recipientsOf } from './preview.ts';
import { parseText, typedText, type TypedText } from './texts.form.ts';
import { TextPage } from './text.view.tsx';
import { TextsPage } from './texts.view.tsx';

/** Where a coordinator says what letters say. */
export const textRoutes: readonly Route[] = [
  get('/desk/:runId/letter-texts', wearing('coordinator'), showTexts),
  get('/desk/:runId/letter-texts/:kind', wearing('coordinator'), showText),
  post('/desk/:runId/letter-texts/:kind', wearing('coordinator'), saveText),
  post('/desk/:runId/letter-texts/:kind/back', wearing('coordinator'), goBack),
];

const SECTION = 'desk';

async function findRun(x: Exchange<Viewer>): Promise<Run | undefined> {
  const run = await findRunById(x.db, x.param('runId'));
  return run && !mayCoordinate(x.viewer, run) ? run : undefined;
}

async function findBoth(x: Exchange<Viewer>): Promise<{ run: Run; kind: LetterKind } | undefined> {
  const kind = findLetterKind(x.param('kind'));
  const run = kind && (await findRun(x));
  return run && kind && { run, kind };
}

async function showTexts(x: Exchange<Viewer>): Promise<Response> {
  const run = await findRun(x);
  if (!run) return x.missing();
  const own = await ownTexts(x.db, run.programme.id);
  return x.page(
    { title: 'What letters say', section: SECTION, width: 'wide' },
    <TextsPage run={run} kinds={letterKinds()} own={own} />,
  );
}

async function showText(x: Exchange<Viewer>): Promise<Response> {
  const found = await findBoth(x);
  return found ? textPage(x, found, {}) : x.missing();
}

type About = { readonly run: Run; readonly kind: LetterKind };
type Showing = {
  readonly typed?: TypedText;
  readonly errors?: readonly FieldError[];
  readonly conflict?: boolean;
};

async function textPage(x: Exchange<Viewer>, { run, kind }: About, showing: Showing): Promise<Response> {
  const { errors = [], conflict = false } = showing;
  const [versions, recipients] = await Promise.all([
    textVersions(x.db, run.programme.id, kind),
    recipientsOf(x.db, kind, run),
  ]);
  const [inForce] = versions;
  if (!inForce) return x.missing();
  const typed = showing.typed ?? {
    text: inForce.text,
    waits: inForce.waits,
    version: inForce.number,
    as: x.query.get('as') ?? EXAMPLES,
  };
  const preview = errors.length === 0 ? previewText(typed.text, recipients, typed.as) : undefined;
  const status = conflict ? 409 : errors.length > 0 ? 422 : 200;
  return x.page(
    { title: kind.title, section: SECTION, width: 'wide', hasErrors: errors.length > 0, status },
    <TextPage {...{ run, kind, versions, inForce, recipients, typed, errors, conflict, preview }} />,
  );
}

async function saveText(x: Exchange<Viewer>): Promise<Response> {
  const about = await findBoth(x);
  if (!about) return x.missing();
  const { run, kind } = about;
  const fields = await x.form();
  const typed = typedText(fields);
  const parsed = parseText(fields);
  if (!parsed.ok) return textPage(x, about, { typed, errors: parsed.errors });
  const { subject, body, linkLabel, waits, version, intent } = parsed.value;
  const text = { subject, body, linkLabel };
  const errors = faultsOf(kind, text).map(({ field, says }) => ({ field, message: says }));
  if (errors.length > 0) return textPage(x, about, { typed, errors });
  if (intent === 'preview') return textPage(x, about, { typed });
  const change = { programmeId: run.programme.id, text, waits, by: x.viewer.personId, basedOn: version };
  const number = await x.transaction((tx) => changeText(tx, kind, change));
  if (number === undefined) return textPage(x, about, { typed, conflict: true });
  return x.redirect(`/desk/${run.id}/letter-texts`, `Saved: ${kind.title}. Letters from now on say it.`);
}

/** Makes an earlier version, or the default (0), the text again: as the next version, so that nothing is lost. */
async function goBack(x: Exchange<Viewer>): Promise<Response> {
  const about = await findBoth(x);
  if (!about) return x.missing();
  const { run, kind } = about;
  const parsed = parseForm(await x.form(), { to: whole('The version'), version: whole('The version') });
  if (!parsed.ok) return textPage(x, about, { errors: parsed.errors });
  const { to, version } = parsed.value;
  const versions = await textVersions(x.db, run.programme.id, kind);
  const wanted = versions.find(({ number }) => number === to);
  if (!wanted) return x.missing();
  const text = wanted.isDefault ? undefined : wanted.text;
  const errors = text ? faultsOf(kind, text) : [];
  if (errors.length > 0) {
    const message = `Version ${to} cannot be taken back: ${errors[0]?.says ?? ''}`;
    return textPage(x, about, { errors: [{ field: 'body', message }] });
  }
  const by = x.viewer.personId;
  const waits = versions[0]?.waits ?? false;
  const change = { programmeId: run.programme.id, text, waits, by, basedOn: version };
  const number = await x.transaction((tx) => changeText(tx, kind, change));
  const path = `/desk/${run.id}/letter-texts/${kind.kind}`;
  if (number === undefined)
    return x.redirect(path, 'Somebody changed this text meanwhile, so nothing was done. Look at it again.');
  return x.redirect(
    path,
    wanted.isDefault ? 'The default is in force again.' : `Version ${to} is in force again.`,
  );
}
