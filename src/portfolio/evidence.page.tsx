import { largestFileBytes, type Edition, type SectionSlot } from '#framework';
import { fileStore } from '#platform/file-store.ts';
import type { FieldError, Fields } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import { serveFile, serveOwnImage } from '#platform/serve-file.ts';
import { thumbnail } from '#platform/thumbnail.ts';
import { UploadRefused } from '#platform/upload.ts';
import type { Viewer } from '#platform/viewer.ts';
import { ChooseEvidenceView } from './evidence-drawer.view.tsx';
import { addEvidence, changeEvidence, chooseForSection, removeEvidence } from './evidence-keep.ts';
import { parseEvidence } from './evidence.form.ts';
import { receiveEvidence, type ArrivedForm } from './evidence-upload.ts';
import { evidenceOf, findEvidence } from './evidence.sql.ts';
import type { Evidence } from './evidence.ts';
import { EvidenceFormView, type EvidenceTyped } from './evidence-form.view.tsx';
import { EvidenceLibrary } from './evidence.view.tsx';
import { ownPortfolio, visiblePortfolio } from './portfolio-access.ts';
import { sectionFactsOf, partFactsOf } from './portfolio.sql.ts';
import { editionOf, slotsOf, type Portfolio } from './portfolio.ts';

type Known = Exchange<Viewer>;

const PICTURE_WIDTH = 320;

export const evidenceRoutes: readonly Route[] = [
  get('/portfolio/:portfolioId/evidence', signedIn, showLibrary),
  get('/portfolio/:portfolioId/evidence/new', signedIn, showNew),
  post('/portfolio/:portfolioId/evidence/new', signedIn, add),
  get('/portfolio/:portfolioId/evidence/:evidenceId', signedIn, showOne),
  post('/portfolio/:portfolioId/evidence/:evidenceId', signedIn, change),
  post('/portfolio/:portfolioId/evidence/:evidenceId/remove', signedIn, remove),
  get('/portfolio/:portfolioId/evidence/:evidenceId/file', signedIn, download),
  get('/portfolio/:portfolioId/evidence/:evidenceId/thumbnail', signedIn, showPicture),
  get('/portfolio/:portfolioId/sections/:slot/evidence', signedIn, showChoice),
  post('/portfolio/:portfolioId/sections/:slot/evidence', signedIn, choose),
];

/** The viewer's own portfolio that the address names. */
function own(x: Known): Promise<Portfolio | undefined> {
  return ownPortfolio(x.db, x.viewer, x.param('portfolioId'));
}

/** The sections of a portfolio that may hold evidence. */
async function evidenceSlots(x: Known, portfolio: Portfolio): Promise<readonly SectionSlot[]> {
  const [facts, parts] = await Promise.all([
    sectionFactsOf(x.db, portfolio.id),
    partFactsOf(x.db, portfolio.id),
  ]);
  const slots = slotsOf(
    portfolio,
    [...facts, ...parts].map(({ slot }) => slot),
  );
  const holding = slots.filter(({ components }) => components.some(({ holds }) => holds === 'evidence'));
  return holding.length > 0 ? holding : slots.filter(({ declaration }) => !declaration);
}

async function showLibrary(x: Known): Promise<Response> {
  const portfolio = await own(x);
  if (!portfolio) return x.missing();
  const [slots, items] = await Promise.all([evidenceSlots(x, portfolio), evidenceOf(x.db, portfolio.id)]);
  return x.page(
    { title: 'Your evidence', section: 'portfolio', width: 'wide' },
    <EvidenceLibrary portfolio={portfolio} edition={editionOf(portfolio)} slots={slots} items={items} />,
  );
}

type Redraw = {
  now?: Evidence | undefined;
  typed: EvidenceTyped;
  errors?: readonly FieldError[];
  status?: number;
  from?: string | undefined;
};

async function formPage(x: Known, portfolio: Portfolio, { now, typed, errors = [], status, from }: Redraw) {
  const slots = await evidenceSlots(x, portfolio);
  return x.page(
    {
      title: now ? 'Change this evidence' : 'Add evidence',
      section: 'portfolio',
      hasErrors: errors.length > 0,
      ...(status === undefined ? {} : { status }),
    },
    <EvidenceFormView
      portfolio={portfolio}
      edition={editionOf(portfolio)}
      slots={slots}
      now={now}
      typed={typed}
      errors={errors}
      from={slots.find(({ key }) => key === from)}
    />,
  );
}

async function showNew(x: Known): Promise<Response> {
  const portfolio = await own(x);
  if (!portfolio) return x.missing();
  const from = x.query.get('from') ?? undefined;
  const typed = { ...BLANK, usedIn: from ? [from] : [] };
  return formPage(x, portfolio, { typed, from });
}

async function showOne(x: Known): Promise<Response> {
  const portfolio = await own(x);
  const now = portfolio && (await findEvidence(x.db, portfolio.id, x.param('evidenceId')));
  if (!portfolio || !now) return x.missing();
  return formPage(x, portfolio, { now, typed: typedOf(now), from: x.query.get('from') ?? undefined });
}

async function add(x: Known): Promise<Response> {
  const portfolio = await own(x);
  return portfolio ? save(x, portfolio, undefined) : x.missing();
}

async function change(x: Known): Promise<Response> {
  const portfolio = await own(x);
  const now = portfolio && (await findEvidence(x.db, portfolio.id, x.param('evidenceId')));
  return portfolio && now ? save(x, portfolio, now) : x.missing();
}

/**
 * Reads the form with its file; whatever is wrong, the words are shown again. A file has to be chosen again, as no browser
 * keeps it, and of one that was not claimed nothing stays here either.
 */
async function save(x: Known, portfolio: Portfolio, now: Evidence | undefined): Promise<Response> {
  const edition = editionOf(portfolio);
  const arrived = await receiveEvidence(x.request, largestFileBytes(edition));
  if (arrived instanceof UploadRefused) {
    const errors = [{ field: 'file', message: refusedWords(arrived, edition) }];
    const from = arrived.fields.one('from');
    return formPage(x, portfolio, {
      now,
      typed: typedIn(arrived.fields),
      errors,
      status: arrived.status,
      from,
    });
  }
  try {
    return await saveArrived(x, portfolio, now, arrived);
  } finally {
    await arrived.discard();
  }
}

async function saveArrived(
  x: Known,
  portfolio: Portfolio,
  now: Evidence | undefined,
  { fields, files, keep }: ArrivedForm,
): Promise<Response> {
  const slots = (await evidenceSlots(x, portfolio)).map(({ key }) => key);
  const parsed = parseEvidence(fields, { edition: editionOf(portfolio), slots, upload: files[0], now });
  const from = slots.find((key) => key === fields.one('from'));
  const again = (errors: readonly FieldError[], status?: number) =>
    formPage(x, portfolio, { now, typed: typedIn(fields), errors, from, ...(status ? { status } : {}) });
  if (!parsed.ok) return again(parsed.errors);
  const said = parsed.value;
  try {
    await x.transaction(async (tx) => {
      if (now) await changeEvidence(tx, portfolio, now.id, said, keep);
      else await addEvidence(tx, portfolio, said, keep);
    });
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error;
    return again([{ field: 'file', message: error.refusal.says }], error.refusal.status ?? 409);
  }
  const base = `/portfolio/${portfolio.id}`;
  const notice = now ? 'Saved.' : `Added: ${said.title}.`;
  return x.redirect(from ? `${base}/sections/${from}#evidence` : `${base}/evidence`, notice);
}

/** The limit is said as the form said it: in the scheme's megabytes. */
function refusedWords({ reason, message }: UploadRefused, { evidence }: Edition): string {
  if (reason !== 'too-large') return message;
  return `A file can be up to ${evidence.refuseAboveMb} MB. Make it smaller, or add its address as a link.`;
}

async function remove(x: Known): Promise<Response> {
  const portfolio = await own(x);
  if (!portfolio) return x.missing();
  await x.transaction((tx) => removeEvidence(tx, portfolio, x.param('evidenceId')));
  return x.redirect(`/portfolio/${portfolio.id}/evidence`, 'Removed.');
}

/** The piece if the viewer may have the thing itself: its owner always, a mentor where it is open. */
async function given(x: Known): Promise<Evidence | undefined> {
  const seen = await visiblePortfolio(x.db, x.viewer, x.param('portfolioId'));
  const one = seen && (await findEvidence(x.db, seen.portfolio.id, x.param('evidenceId')));
  if (!one || (seen.as !== 'owner' && one.access !== 'open')) return undefined;
  return one;
}

async function download(x: Known): Promise<Response> {
  const one = await given(x);
  return one?.file ? serveFile(await fileStore(), one.file, x.request) : x.missing();
}

async function showPicture(x: Known): Promise<Response> {
  const one = await given(x);
  if (one?.file?.kind !== 'image') return x.missing();
  const picture = await thumbnail(await fileStore(), one.file.sha256, PICTURE_WIDTH);
  return picture ? serveOwnImage(picture, 'image/webp') : x.missing();
}

async function choicePlace(x: Known): Promise<{ portfolio: Portfolio; slot: SectionSlot } | undefined> {
  const portfolio = await own(x);
  if (!portfolio) return undefined;
  const slot = (await evidenceSlots(x, portfolio)).find(({ key }) => key === x.param('slot'));
  return slot && { portfolio, slot };
}

async function showChoice(x: Known): Promise<Response> {
  const place = await choicePlace(x);
  if (!place) return x.missing();
  const items = await evidenceOf(x.db, place.portfolio.id);
  return x.page(
    { title: 'Choose evidence', section: 'portfolio' },
    <ChooseEvidenceView portfolio={place.portfolio} slot={place.slot} items={items} />,
  );
}

async function choose(x: Known): Promise<Response> {
  const place = await choicePlace(x);
  if (!place) return x.missing();
  const { portfolio, slot } = place;
  const form = await x.form();
  const choice = { chosen: form.all('chosen'), offered: form.all('offered') };
  await x.transaction((tx) => chooseForSection(tx, portfolio, slot.key, choice));
  return x.redirect(`/portfolio/${portfolio.id}/sections/${slot.key}#evidence`, 'Saved.');
}

const BLANK: EvidenceTyped = {
  kind: 'file',
  link: '',
  title: '',
  shows: '',
  permission: '',
  peopleShown: '',
  access: 'open',
  usedIn: [],
};

function typedOf(one: Evidence): EvidenceTyped {
  const { kind, title, shows, permission, peopleShown, access, usedIn } = one;
  return { kind, link: one.link ?? '', title, shows, permission, peopleShown, access, usedIn };
}

function typedIn(fields: Fields): EvidenceTyped {
  return {
    kind: fields.one('kind'),
    link: fields.one('link'),
    title: fields.one('title'),
    shows: fields.one('shows'),
    permission: fields.one('permission'),
    peopleShown: fields.one('peopleShown'),
    access: fields.one('access'),
    usedIn: fields.all('usedIn'),
  };
}
