import { repeatsFor } from '#framework';
import { findPerson } from '#people';
import { beforePlace, choiceHistory, waysOf } from '#registration';
import { optionalText, parseForm } from '#platform/forms.ts';
import { get, post, signedIn, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import {
  editionOf,
  evidenceOf,
  ownPortfolio,
  partsOf,
  type Portfolio,
  portfolioOf,
  type PortfolioWanted,
  progressFor,
  putSectionFacts,
  sectionFactsOf,
  slotsOf,
  startPortfolio,
  visiblePortfolio,
} from '#portfolio';
import { MapView, NoPortfolioView } from './portfolio-map.view.tsx';
import { ParkedView, ReadView } from './portfolio-read.view.tsx';

type Asked = Exchange<Viewer>;

/** The viewer's own portfolio, or how it gets here. */
async function showMine(x: Asked): Promise<Response> {
  const portfolio = await portfolioOf(x.db, x.viewer.personId);
  if (portfolio) return x.redirect(`/portfolio/${portfolio.id}`);
  const { personId } = x.viewer;
  const [wanted, ways] = await Promise.all([wantedBy(x), waysOf(x.db, personId)]);
  const before = !wanted && ways.length === 0 ? await beforePlace(x.db, personId) : undefined;
  return x.page(
    { title: 'Your portfolio', section: 'portfolio' },
    <NoPortfolioView mayStart={wanted !== undefined} before={before} />,
  );
}

async function start(x: Asked): Promise<Response> {
  const wanted = await wantedBy(x);
  if (!wanted) return x.redirect('/portfolio');
  const portfolio = await x.transaction((tx) => startPortfolio(tx, wanted));
  return x.redirect(`/portfolio/${portfolio.id}`);
}

/** The portfolio that a person's latest choice of a pathway asks for. */
async function wantedBy(x: Asked): Promise<PortfolioWanted | undefined> {
  const [latest] = await choiceHistory(x.db, x.viewer.personId);
  if (!latest) return undefined;
  const { personId, programmeId, editionId, pathwayId } = latest;
  return { personId, programmeId, editionId, pathwayId };
}

async function showMap(x: Asked): Promise<Response> {
  const visible = await visiblePortfolio(x.db, x.viewer, x.param('portfolioId'));
  if (!visible) return x.missing();
  const { portfolio } = visible;
  if (visible.as === 'mentor') return x.redirect(`/mentoring/${portfolio.id}`);
  const progress = await progressFor(x.db, portfolio);
  return x.page(
    { title: 'Your portfolio', section: 'portfolio', width: 'wide' },
    <MapView portfolio={portfolio} edition={editionOf(portfolio)} progress={progress} />,
  );
}

async function addCopy(x: Asked): Promise<Response> {
  const fields = await x.form();
  const portfolio = await ownPortfolio(x.db, x.viewer, x.param('portfolioId'));
  if (!portfolio) return x.missing();
  const path = `/portfolio/${portfolio.id}`;
  const parsed = parseForm(fields, { section: optionalText('The section', { max: 100 }) });
  const { known, slots } = await progressFor(x.db, portfolio);
  const wanted = repeatsFor(editionOf(portfolio), portfolio.pathwayId).find(
    ({ section }) => parsed.ok && section.id === parsed.value.section,
  );
  if (!wanted) return x.redirect(path, 'Your pathway has no such section to add.');
  const copies = slots.filter(({ slot }) => slot.section.id === wanted.section.id).length;
  const key = `${wanted.section.id}.${copies + 1}`;
  const added = slotsOf(portfolio, [...known, key]).find((slot) => slot.key === key);
  if (!added || copies >= MOST_COPIES) return x.redirect(path, 'Your pathway takes no more of these.');
  await x.transaction((tx) => putSectionFacts(tx, portfolio.id, key, {}));
  return x.redirect(`${path}/sections/${key}`, `${added.code} was added.`);
}

/** Nobody writes more; a form that asks for a million is not obeyed. */
const MOST_COPIES = 20;

async function showWhole(x: Asked): Promise<Response> {
  const visible = await visiblePortfolio(x.db, x.viewer, x.param('portfolioId'));
  if (!visible) return x.missing();
  const { portfolio } = visible;
  const isOwner = visible.as === 'owner';
  const [facts, parts, evidence, owner] = await Promise.all([
    sectionFactsOf(x.db, portfolio.id),
    partsOf(x.db, portfolio.id),
    evidenceOf(x.db, portfolio.id),
    isOwner ? { name: x.viewer.name } : findPerson(x.db, portfolio.personId),
  ]);
  const candidate = owner?.name ?? 'somebody';
  return x.page(
    { title: `Portfolio of ${candidate}`, section: isOwner ? 'portfolio' : 'mentoring' },
    <ReadView
      portfolio={portfolio}
      edition={editionOf(portfolio)}
      slots={slotsOf(portfolio, knownSlots(facts, parts))}
      facts={facts}
      parts={parts}
      evidence={evidence.map(({ title, shows, usedIn }) => ({ title, shows, slots: usedIn }))}
      candidate={candidate}
      back={
        isOwner
          ? { label: 'Your portfolio', href: `/portfolio/${portfolio.id}` }
          : { label: 'Back to your reading', href: `/mentoring/${portfolio.id}` }
      }
    />,
  );
}

function knownSlots(
  facts: readonly { slot: string }[],
  parts: readonly { slot: string; words: number }[],
): string[] {
  return [...facts, ...parts.filter(({ words }) => words > 0)].map(({ slot }) => slot);
}

async function showParked(x: Asked): Promise<Response> {
  const portfolio = await ownPortfolio(x.db, x.viewer, x.param('portfolioId'));
  if (!portfolio) return x.missing();
  const [facts, parts] = await Promise.all([sectionFactsOf(x.db, portfolio.id), partsOf(x.db, portfolio.id)]);
  return x.page(
    { title: 'Parked sections', section: 'portfolio' },
    <ParkedView
      edition={editionOf(portfolio)}
      parts={parkedParts(portfolio, knownSlots(facts, parts), parts)}
      portfolioPath={`/portfolio/${portfolio.id}`}
    />,
  );
}

function parkedParts<P extends { slot: string; words: number }>(
  portfolio: Portfolio,
  known: readonly string[],
  parts: readonly P[],
): P[] {
  const shown = new Set(slotsOf(portfolio, known).map(({ key }) => key));
  return parts.filter(({ slot, words }) => words > 0 && !shown.has(slot));
}

export const portfolioRoutes = [
  get('/portfolio', signedIn, showMine),
  post('/portfolio', signedIn, start),
  get('/portfolio/:portfolioId', signedIn, showMap),
  post('/portfolio/:portfolioId/copies', signedIn, addCopy),
  get('/portfolio/:portfolioId/read', signedIn, showWhole),
  get('/portfolio/:portfolioId/parked', signedIn, showParked),
];
