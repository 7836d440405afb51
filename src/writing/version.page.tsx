import { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import { findPersons } from '#people';
import { parseForm, optionalLine } from '#platform/forms.ts';
import { proseText, readProse } from '#platform/prose.ts';
import { get, post, signedIn, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import {
  editionOf,
  findVersion,
  holdSection,
  nameVersion,
  type PartPlace,
  type Version,
  versionsOf,
  writePart,
  writtenIn,
} from '#portfolio';
import { openSection, type OpenSection } from './section-open.ts';
import { compareTexts } from './version-diff.ts';
import {
  historyTitle,
  HistoryView,
  titleOfVersion,
  VersionView,
  type VersionFacts,
} from './version.view.tsx';

type Asked = Exchange<Viewer>;
type Read = Version & { readonly text: string };
type OpenVersion = { readonly open: OpenSection; readonly place: PartPlace; readonly version: Read };

const A_PAGE = 50;

async function showHistory(x: Asked): Promise<Response> {
  const open = await openSection(x);
  if (!open || open.slot.declaration) return x.missing();
  const { portfolio, slot, path } = open;
  const before = readInstant(x.query.get('before'));
  const found = await versionsOf(
    x.db,
    { portfolioId: portfolio.id, slot: slot.key },
    { most: A_PAGE + 1, before },
  );
  const shown = found.slice(0, A_PAGE);
  const facts = await toFacts(x, open, shown);
  const last = found.length > A_PAGE ? shown.at(-1) : undefined;
  const olderHref = last && `${path}/history?before=${encodeURIComponent(last.savedAt.toString())}`;
  return x.page(
    { title: historyTitle(slot), section: 'portfolio', width: 'wide' },
    <HistoryView slot={slot} path={path} versions={facts} olderHref={olderHref} />,
  );
}

async function toFacts(x: Asked, open: OpenSection, versions: readonly Version[]): Promise<VersionFacts[]> {
  const { portfolio, slot, parts, path } = open;
  const { timeZone } = editionOf(portfolio);
  const others = versions.map(({ authorId }) => authorId).filter((id) => id !== x.viewer.personId);
  const persons = others.length > 0 ? await findPersons(x.db, [...new Set(others)]) : undefined;
  return versions.map((one) => ({
    part: writtenIn(slot).find(({ id }) => id === one.component)?.title ?? one.component,
    path: `${path}/history/${one.component}/${one.number}`,
    number: one.number,
    words: one.words,
    author: one.authorId === x.viewer.personId ? 'you' : (persons?.get(one.authorId)?.name ?? 'somebody'),
    when: { iso: one.savedAt.toString(), words: sayInstant(one.savedAt, timeZone) },
    name: one.name,
    restoredFrom: one.restoredFrom,
    isNewest: parts.some((part) => part.component === one.component && part.version === one.number),
  }));
}

async function openVersion(x: Asked): Promise<OpenVersion | undefined> {
  const number = Number(x.param('number'));
  const open = await openSection(x);
  if (!open || !Number.isInteger(number) || number < 1 || number > 2_000_000_000) return undefined;
  const place = { portfolioId: open.portfolio.id, slot: open.slot.key, component: x.param('component') };
  const version = await findVersion(x.db, place, number);
  return version && { open, place, version };
}

async function showVersion(x: Asked): Promise<Response> {
  const found = await openVersion(x);
  return found ? versionPage(x, found) : x.missing();
}

async function versionPage(
  x: Asked,
  { open, place, version }: OpenVersion,
  nameError?: string,
): Promise<Response> {
  const [facts] = await toFacts(x, open, [version]);
  if (!facts) return x.missing();
  const newest = open.parts.find(({ component }) => component === place.component)?.version ?? version.number;
  const wanted = x.query.get('with') === 'now' && newest !== version.number ? newest : version.number - 1;
  const other = wanted > 0 ? await findVersion(x.db, place, wanted) : undefined;
  const [from, to] = other && other.number > version.number ? [version, other] : [other, version];
  return x.page(
    { title: titleOfVersion(facts), section: 'portfolio', hasErrors: nameError !== undefined },
    <VersionView
      slot={open.slot}
      historyPath={`${open.path}/history`}
      version={facts}
      text={version.text}
      compared={
        from &&
        other && {
          with: other.number > version.number ? 'the text as it stands' : `version ${other.number}`,
          stretches: compareTexts(plainly(from.text), plainly(to.text)),
        }
      }
      choices={choicesFor(facts, version.number, newest, wanted)}
      nameError={nameError}
    />,
  );
}

/** Words as they are read: what differs only in its Markdown reads the same. */
function plainly(text: string): string {
  return proseText(readProse(text));
}

function choicesFor(facts: VersionFacts, number: number, newest: number, wanted: number) {
  return [
    ...(number > 1
      ? [{ label: `With version ${number - 1}`, href: facts.path, current: wanted === number - 1 }]
      : []),
    ...(newest > number
      ? [{ label: 'With the text as it stands', href: `${facts.path}?with=now`, current: wanted === newest }]
      : []),
  ];
}

async function name(x: Asked): Promise<Response> {
  const fields = await x.form();
  const found = await openVersion(x);
  if (!found) return x.missing();
  const parsed = parseForm(fields, { name: optionalLine('The name', { max: 100 }) });
  if (!parsed.ok) return versionPage(x, found, parsed.errors[0]?.message);
  const { place, version, open } = found;
  await x.transaction((tx) => nameVersion(tx, place, version.number, parsed.value.name));
  return x.redirect(`${open.path}/history/${place.component}/${version.number}`, 'The name is kept.');
}

async function restore(x: Asked): Promise<Response> {
  const found = await openVersion(x);
  if (!found) return x.missing();
  const { place, version, open } = found;
  await x.transaction(async (tx) => {
    await holdSection(tx, place.portfolioId, place.slot);
    await writePart(tx, place, {
      authorId: x.viewer.personId,
      text: version.text,
      restoredFrom: version.number,
    });
  });
  return x.redirect(
    open.path,
    `Version ${version.number} was put back. The text before it is in the history.`,
  );
}

function readInstant(text: string | null): Temporal.Instant | undefined {
  try {
    return text ? Temporal.Instant.from(text) : undefined;
  } catch {
    return undefined;
  }
}

const HISTORY = '/portfolio/:portfolioId/sections/:slot/history';
const VERSION = `${HISTORY}/:component/:number`;

export const versionRoutes = [
  get(HISTORY, signedIn, showHistory),
  get(VERSION, signedIn, showVersion),
  post(`${VERSION}/name`, signedIn, name),
  post(`${VERSION}/restore`, signedIn, restore),
];
