import { afterEach, expect, test } from 'vitest';
import { BASE, openHouse } from '#test/house.ts';
import { samplePersonWith } from '../programme/samples.ts';
import { partsOf, sectionFactsOf, setAsideIn, versionsOf } from '#portfolio';
import { samplePortfolio, sampleSection } from '../portfolio/samples.ts';

const house = await openHouse();
const { portfolio, person, run } = await samplePortfolio(house);
const at = (slot: string) => `/portfolio/${portfolio.id}/sections/${slot}`;

afterEach(async () => {
  expect(await house.broken()).toEqual([]);
});

const versionIn = (html: string) => /name="version" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** A window in which the section was opened: what it posts carries what it was opened on. */
async function openWindow(slot: string) {
  let version = versionIn((await house.visit(at(slot), person)).text);
  const fields = { title: '', topicType: '', mark: 'drafting' };
  return {
    save: (texts: Record<string, string>, more: Record<string, string> = {}) =>
      house.submit(at(slot), { ...fields, ...more, version, ...texts }, person),
    autosave: async (texts: Record<string, string>, more: Record<string, string> = {}) => {
      const response = await house.ask(
        new Request(BASE + at(slot), {
          method: 'POST',
          headers: {
            accept: 'application/json',
            'sec-fetch-site': 'same-origin',
            cookie: await house.cookieOf(person),
          },
          body: new URLSearchParams({ ...fields, ...more, version, ...texts }),
        }),
      );
      const said = (await response.json()) as {
        version?: string;
        conflict?: string;
        savedAt?: string;
        message?: string;
      };
      version = said.version ?? version;
      return { status: response.status, ...said };
    },
  };
}

const textOf = async (slot: string, component: string) =>
  (await partsOf(house.db, portfolio.id, slot)).find((part) => part.component === component)?.text;

test('the map, the desk, the history and the reading page open', async () => {
  const paths = [
    '',
    '/read',
    '/parked',
    '/sections/c1a',
    '/sections/context',
    '/sections/specialist.1',
    '/sections/c1a/history',
  ];
  for (const path of paths) {
    expect((await house.visit(`/portfolio/${portfolio.id}${path}`, person)).status, path).toBe(200);
  }
});

test('a stranger and another candidate find no portfolio, and a stranger is asked to sign in', async () => {
  const other = await samplePersonWith(house, run, 'Ola Other', 'mentor', 'coordinator');
  for (const path of ['', '/read', '/sections/c1a', '/sections/c1a/history', '/sections/c1a/both']) {
    expect((await house.visit(`/portfolio/${portfolio.id}${path}`, other)).status, path).toBe(404);
    expect((await house.visit(`/portfolio/${portfolio.id}${path}`)).status, path).toBe(303);
  }
  const posted = await house.submit(at('c1a'), { version: '' }, other);
  expect(posted.status).toBe(404);
});

test('a slot that the pathway does not have is not there', async () => {
  for (const slot of ['advanced.1', 'nonsense', 'specialist.9', 'specialist.1000000', 'c1a.2', '__proto__']) {
    expect((await house.visit(at(slot), person)).status, slot).toBe(404);
  }
});

test('what is typed is saved to the character, leading lines and spaces included', async () => {
  const window = await openWindow('c1a');
  const typed = '\n  I chose *one* of\tthree. \n\n\u00a0End ';
  const saved = await window.save({ 'text-description': typed, 'text-reflection': '' });
  expect([saved.status, saved.location]).toEqual([303, at('c1a')]);
  expect(await textOf('c1a', 'description')).toBe(typed);
  expect(await textOf('c1a', 'reflection')).toBeUndefined();
});

test('an autosave answers the time and the version that the next one is made on', async () => {
  const window = await openWindow('c1b');
  const first = await window.autosave({ 'text-description': 'I built', 'text-reflection': '' });
  expect(first).toMatchObject({
    status: 200,
    savedAt: expect.stringMatching(/^\d+(\.\d\d)?[ap]m$|noon|midnight/) as unknown,
  });
  const second = await window.autosave({ 'text-description': 'I built it.', 'text-reflection': '' });
  expect(second.status).toBe(200);
  expect((await house.visit(at('c1b'), person)).text).toMatch(/Saved \d+(\.\d\d)?[ap]m|Saved 12 noon/);
});

test('two windows on two parts of a section both save', async () => {
  const [one, other] = [await openWindow('c1c'), await openWindow('c1c')];
  expect((await one.autosave({ 'text-description': 'Mine', 'text-reflection': '' })).status).toBe(200);
  expect((await other.autosave({ 'text-description': '', 'text-reflection': 'Also mine' })).status).toBe(200);
  expect(await textOf('c1c', 'description')).toBe('Mine');
  expect(await textOf('c1c', 'reflection')).toBe('Also mine');
});

test('two windows on one text: the second is told, and both texts are there to choose from', async () => {
  const [one, other] = [await openWindow('c2a'), await openWindow('c2a')];
  await one.autosave({ 'text-description': 'Same.\n\nFrom one.', 'text-reflection': '' });
  const met = await other.autosave({
    'text-description': 'Same.\n\nFrom the other.',
    'text-reflection': 'New',
  });
  expect(met).toMatchObject({ status: 409, conflict: `${at('c2a')}/both` });
  expect(await textOf('c2a', 'description')).toBe('Same.\n\nFrom one.');
  expect(await textOf('c2a', 'reflection')).toBe('New');
  const both = await house.visit(`${at('c2a')}/both`, person);
  expect(both.text).toContain('From one.');
  expect(both.text).toContain('other');
  expect((await house.visit(at('c2a'), person)).text).toContain('See both and choose');
  const [waiting] = await setAsideIn(house.db, portfolio.id, 'c2a');
  const chosen = await house.submit(
    `${at('c2a')}/both`,
    {
      waiting: waiting?.id ?? '',
      version: versionIn(both.text),
      which: 'chosen',
      chosen: 'Same.\n\nFrom both.',
    },
    person,
  );
  expect(chosen.location).toBe(at('c2a'));
  expect(await textOf('c2a', 'description')).toBe('Same.\n\nFrom both.');
  expect(await setAsideIn(house.db, portfolio.id, 'c2a')).toEqual([]);
});

test('without scripts an old form meets the page with both texts, and no word is lost', async () => {
  const [one, other] = [await openWindow('c2b'), await openWindow('c2b')];
  await one.save({ 'text-description': 'First window', 'text-reflection': '' });
  const met = await other.save({ 'text-description': 'Second window', 'text-reflection': '' });
  expect(met.status).toBe(409);
  expect(met.text).toContain('First');
  expect(met.text).toContain('Second');
  const [waiting] = await setAsideIn(house.db, portfolio.id, 'c2b');
  const fields = { waiting: waiting?.id ?? '', version: versionIn(met.text), chosen: 'x' };
  await house.submit(`${at('c2b')}/both`, { ...fields, which: 'waits' }, person);
  expect(await textOf('c2b', 'description')).toBe('Second window');
  const versions = await versionsOf(house.db, { portfolioId: portfolio.id, slot: 'c2b' }, { most: 9 });
  expect(versions.length).toBeGreaterThan(0);
});

test('a choice between two texts that meets a third text is asked again, with what was chosen kept', async () => {
  const [one, other] = [await openWindow('c3a'), await openWindow('c3a')];
  await one.save({ 'text-description': 'One', 'text-reflection': '' });
  const met = await other.save({ 'text-description': 'Two', 'text-reflection': '' });
  const third = await openWindow('c3a');
  await third.save({ 'text-description': 'Three', 'text-reflection': '' });
  const [waiting] = await setAsideIn(house.db, portfolio.id, 'c3a');
  const fields = {
    waiting: waiting?.id ?? '',
    version: versionIn(met.text),
    which: 'chosen',
    chosen: 'One and two',
  };
  const again = await house.submit(`${at('c3a')}/both`, fields, person);
  expect(again.status).toBe(409);
  expect(again.text).toContain('One and two');
  expect(await textOf('c3a', 'description')).toBe('Three');
});

test('fifty saves of one form at once write one text and set nothing aside', async () => {
  const window = await openWindow('c4a');
  const saves = await Promise.all(
    Array.from({ length: 50 }, () => window.autosave({ 'text-description': 'Once', 'text-reflection': '' })),
  );
  expect(new Set(saves.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await setAsideIn(house.db, portfolio.id, 'c4a')).toEqual([]);
  expect(await versionsOf(house.db, { portfolioId: portfolio.id, slot: 'c4a' }, { most: 9 })).toHaveLength(1);
});

test('twenty windows with twenty texts lose none of them', async () => {
  const windows = await Promise.all(Array.from({ length: 20 }, () => openWindow('future')));
  const saves = await Promise.all(windows.map((window, n) => window.autosave({ 'text-text': `Text ${n}` })));
  expect(saves.filter(({ status }) => status === 200)).toHaveLength(1);
  const waiting = await setAsideIn(house.db, portfolio.id, 'future');
  expect(new Set([await textOf('future', 'text'), ...waiting.map(({ text }) => text)]).size).toBe(20);
});

test('a form cut short on its way removes nothing', async () => {
  await sampleSection(house, portfolio, 'context', { text: 'Who I am' });
  const window = await openWindow('context');
  const cut = await window.save({});
  expect(cut.status).toBe(422);
  expect(cut.text).toContain('did not arrive');
  expect(await textOf('context', 'text')).toBe('Who I am');
});

test('a part of more than 1.5 MB is refused in words, and the words stay in the form', async () => {
  const window = await openWindow('c3b');
  const long = 'word '.repeat(310_000);
  const refused = await window.save({ 'text-description': long, 'text-reflection': 'short' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('1.5 MB');
  expect(refused.text.length).toBeGreaterThan(long.length);
  const quiet = await window.autosave({ 'text-description': long, 'text-reflection': '' });
  expect(quiet).toMatchObject({ status: 422, message: expect.stringContaining('1.5 MB') as unknown });
});

test('a section of 200,000 words saves and opens, is compared and read', async () => {
  const window = await openWindow('c3b');
  const long = Array.from(
    { length: 20_000 },
    (_, n) => `One two three four five six seven eight nine ${n}.`,
  ).join('\n\n');
  expect((await window.autosave({ 'text-description': long, 'text-reflection': '' })).status).toBe(200);
  const [part] = await partsOf(house.db, portfolio.id, 'c3b');
  expect(part?.words).toBe(200_000);
  expect((await house.visit(at('c3b'), person)).text).toContain('200,000 words');
  expect((await house.visit(`${at('c3b')}/history/description/1`, person)).status).toBe(200);
  await window.autosave({ 'text-description': 'Short again', 'text-reflection': '' });
  expect((await house.visit(`${at('c3b')}/history/description/2`, person)).status).toBe(200);
});

test('a title of one’s own, principles and the state are kept and shown on the map', async () => {
  const window = await openWindow('specialist.1');
  await window.save(
    { 'text-description': 'My field', 'text-reflection': '' },
    { title: ' Designing for older learners ', mark: 'ready-for-feedback', tags: 'p2' },
  );
  const [facts] = await sectionFactsOf(house.db, portfolio.id, 'specialist.1');
  expect(facts).toMatchObject({
    title: 'Designing for older learners',
    tags: ['p2'],
    mark: 'ready-for-feedback',
  });
  const map = await house.visit(`/portfolio/${portfolio.id}`, person);
  expect(map.text).toContain('Designing for older learners');
  expect(map.text).toContain('Ready for feedback');
});

test('a further copy is added, written, and taken out only while it is empty', async () => {
  const add = () => house.submit(`/portfolio/${portfolio.id}/copies`, { section: 'specialist' }, person);
  expect((await add()).location).toBe(at('specialist.2'));
  expect((await house.visit(at('specialist.2'), person)).status).toBe(200);
  const removed = await house.submit(`${at('specialist.2')}/remove`, {}, person);
  expect(removed.location).toBe(`/portfolio/${portfolio.id}`);
  expect((await house.visit(at('specialist.2'), person)).status).toBe(404);
  await add();
  await (await openWindow('specialist.2')).save({ 'text-description': 'Words', 'text-reflection': '' });
  expect((await house.submit(`${at('specialist.2')}/remove`, {}, person)).location).toBe(at('specialist.2'));
  expect((await house.submit(`${at('specialist.1')}/remove`, {}, person)).status).toBe(404);
  const none = await house.submit(`/portfolio/${portfolio.id}/copies`, { section: 'advanced' }, person);
  expect(none.location).toBe(`/portfolio/${portfolio.id}`);
});

test('hostile values in every field of the form are refused or kept as text, never an error of ours', async () => {
  const odd = ['', '\0', '💥'.repeat(3000), '{}', '-1', "'; drop table x", '\ud800'];
  for (const value of odd) {
    for (const field of ['version', 'title', 'topicType', 'tags', 'mark', 'text-description']) {
      const fields = {
        version: '',
        title: '',
        topicType: '',
        mark: 'drafting',
        'text-description': 'a',
        'text-reflection': '',
      };
      const { status } = await house.submit(at('c3b'), { ...fields, [field]: value }, person);
      expect([303, 409, 422], `${field}=${value.slice(0, 9)}`).toContain(status);
      const twice = await house.submit(at('c3b'), { ...fields, [field]: [value, 'b'] }, person);
      expect([303, 409, 422], `${field} twice`).toContain(twice.status);
    }
  }
});
