import { choice, optionalText, parseForm } from '#platform/forms.ts';
import { get, post, signedIn, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { sayInstant } from '#calendar';
import { editionOf, type Portfolio, type SetAside, setAsideIn, settle, writtenIn } from '#portfolio';
import type { SectionSlot } from '#framework';
import { BothView, type TwoTexts } from './section-both.view.tsx';
import { longText, textField } from './section.form.ts';
import { markOf, saveSection, versionOf, wordsIn, writingOf, type SectionWriting } from './section-save.ts';
import { openSection, type OpenSection } from './section-open.ts';
import { bothInOne, compareTexts } from './version-diff.ts';

type Asked = Exchange<Viewer>;

/** The page that shows what stands beside what another window wrote, and lets their writer choose. */
export async function bothPage(
  x: Asked,
  open: OpenSection,
  status: 200 | 409,
  kept?: { text: string; waitingId: string },
): Promise<Response> {
  const { portfolio, slot, path } = open;
  const [waiting] = await setAsideIn(x.db, portfolio.id, slot.key);
  if (!waiting) return x.redirect(path, 'Nothing waits here any more.');
  const writing = await writingOf(x.db, portfolio, slot);
  const two = twoTexts(portfolio, slot, writing, waiting);
  return x.page(
    {
      title: 'Two texts met',
      section: 'portfolio',
      width: 'wide',
      status,
      scripts: ['writing/editor.js', 'writing/settles.js'],
    },
    <BothView
      path={path}
      slot={slot}
      two={two}
      version={versionOf(writing)}
      personId={x.viewer.personId}
      chosen={kept?.waitingId === waiting.id ? kept.text : two.joined}
      again={kept !== undefined}
    />,
  );
}

function twoTexts(
  portfolio: Portfolio,
  slot: SectionSlot,
  writing: SectionWriting,
  waiting: SetAside,
): TwoTexts {
  const stands = wordsIn(writing, waiting.field);
  const { timeZone } = editionOf(portfolio);
  const component = writtenIn(slot).find(({ id }) => id === waiting.field);
  return {
    id: waiting.id,
    part: waiting.field === 'title' ? 'Title' : (component?.title ?? 'Text'),
    field: waiting.field === 'title' ? 'title' : textField(waiting.field),
    mark: markOf(waiting.text),
    stands,
    waits: waiting.text,
    when: { iso: waiting.at.toString(), words: sayInstant(waiting.at, timeZone) },
    stretches: compareTexts(stands, waiting.text),
    joined: waiting.field === 'title' ? waiting.text : bothInOne(stands, waiting.text),
  };
}

async function showBoth(x: Asked): Promise<Response> {
  const open = await openSection(x);
  return open ? bothPage(x, open, 200) : x.missing();
}

async function choose(x: Asked): Promise<Response> {
  const fields = await x.form();
  const open = await openSection(x);
  if (!open) return x.missing();
  const parsed = parseForm(fields, {
    waiting: optionalText('The text', { max: 36 }),
    version: optionalText('The version', { max: 1000 }),
    which: choice('which text to keep', ['stands', 'waits', 'chosen']),
    chosen: longText('Your text'),
  });
  const { portfolio, slot, path } = open;
  const waiting = (await setAsideIn(x.db, portfolio.id, slot.key)).find(
    ({ id }) => id === fields.one('waiting'),
  );
  if (!waiting) return x.redirect(path, 'That was chosen already.');
  if (!parsed.ok) return bothPage(x, open, 409, { text: fields.one('chosen'), waitingId: waiting.id });
  const { which, version, chosen } = parsed.value;
  const text = which === 'waits' ? waiting.text : chosen;
  const isTaken = await x.transaction(async (tx) => {
    if (which !== 'stands') {
      const before = await writingOf(tx, portfolio, slot);
      const writing = withField(before, waiting.field, text);
      const base = baseFor(version, before, waiting.field);
      const saved = await saveSection(tx, portfolio, slot, { writing, base, authorId: x.viewer.personId });
      if (saved.conflicts.length > 0) return false;
    }
    await settle(tx, [waiting.id]);
    return true;
  });
  if (!isTaken) return bothPage(x, open, 409, { text, waitingId: waiting.id });
  const more = (await setAsideIn(x.db, portfolio.id, slot.key)).length > 0;
  return x.redirect(
    more ? `${path}/both` : path,
    which === 'stands' ? 'The text stays as it was.' : 'Saved.',
  );
}

function withField(writing: SectionWriting, field: string, text: string): SectionWriting {
  if (field === 'title') return { ...writing, title: text.trim().slice(0, 200) };
  return { ...writing, texts: { ...writing.texts, [field]: text } };
}

/** What the page was opened on, for the one field that is chosen; the other fields are as they stand. */
function baseFor(version: string, before: SectionWriting, field: string): string {
  const mine = version.split(',').filter((pair) => pair.startsWith(`${field}:`));
  const others = versionOf(before)
    .split(',')
    .filter((pair) => !pair.startsWith(`${field}:`));
  return [...mine, ...others].join(',');
}

const AT = '/portfolio/:portfolioId/sections/:slot/both';

export const bothRoutes = [get(AT, signedIn, showBoth), post(AT, signedIn, choose)];
