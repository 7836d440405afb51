import { expect, test } from 'vitest';
import { openHouse, type TestHouse } from '#test/house.ts';
import type { Person } from '#people';
import { samplePersonWith, sampleRun } from '../programme/samples.ts';
import { copyRun, PIECES } from '../programme/copy-run.ts';
import { questionsOf } from './form.ts';
import { latestForm } from './form.sql.ts';
import { openRevision } from './revision.sql.ts';
import { publishRevision } from './revise.ts';

async function open() {
  const house = await openHouse();
  const run = await sampleRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Underhill', 'coordinator');
  const benedict = await samplePersonWith(house, run, 'Benedict Osei', 'coordinator');
  const amara = await samplePersonWith(house, run, 'Amara Udeh');
  return { house, run, farida, benedict, amara, path: `/desk/${run.id}/form` };
}

const markIn = (text: string): string => /name="mark" value="([^"]+)"/.exec(text)?.[1] ?? '';

async function arrange(
  house: TestHouse,
  by: Person,
  path: string,
  fields: { what: string; id: string; act: string },
) {
  const page = (await house.visit(path, by)).text;
  const form = page.split('<form').find((one) => one.includes(`name="id" value="${fields.id}"`)) ?? '';
  return house.submit(`${path}/arrange`, { ...fields, mark: markIn(form) }, by);
}

const TEXT = { kind: 'text', section: 'reasons', label: 'What would you change?', intent: 'save' };

test('S2.9: a coordinator adds, changes, moves and removes questions beside a preview by the applicant’s own controls', async () => {
  const { house, run, farida, path } = await open();
  const added = await house.submit(
    `${path}/add-question`,
    { ...TEXT, wordsMin: '10', wordsMax: '50', hint: 'A guess is fine.' },
    farida,
  );
  expect(added.location).toBe(path);
  const page = (await house.visit(path, farida)).text;
  expect(page).toContain('<textarea id="field-preview-whatWouldYouChange"');
  expect(page).toContain('Long text, 10 to 50 words');
  const own = `${path}/questions/whatWouldYouChange`;
  const mark = markIn((await house.visit(own, farida)).text);
  const change = { ...TEXT, label: 'What would you do?', mark };
  const shown = await house.submit(own, { ...change, intent: 'preview' }, farida);
  expect(shown.status).toBe(200);
  expect(shown.text).toContain('>What would you do?</label>');
  expect((await house.visit(own, farida)).text).not.toContain('What would you do?');
  expect((await house.submit(own, change, farida)).status).toBe(303);
  await arrange(house, farida, path, { what: 'question', id: 'whatWouldYouChange', act: 'up' });
  await arrange(house, farida, path, { what: 'question', id: 'hopes', act: 'remove' });
  await arrange(house, farida, path, { what: 'section', id: 'dates', act: 'up' });
  const revision = await openRevision(house.db, run.id);
  expect(revision?.content.sections.slice(0, 3).map(({ id }) => id)).toEqual(['work', 'dates', 'reasons']);
  expect(revision?.content.sections[2]?.questions.map(({ label }) => label)).toEqual([
    'Why do you want to take part?',
    'What would you do?',
  ]);
  expect((await latestForm(house.db, run.id))?.version).toBe(1);
  expect(await house.broken()).toEqual([]);
});

test('a section comes with its first question, and what nobody reads is a choice', async () => {
  const { house, run, farida, path } = await open();
  const head = { title: 'Your tools', lede: '', audience: 'nobody' };
  const onward = (await house.submit(`${path}/add-section`, head, farida)).location ?? '';
  expect(onward).toContain('title=Your+tools');
  expect((await house.visit(onward, farida)).text).toContain('“Prefer not to say” is always added');
  const question = {
    ...head,
    section: '',
    kind: 'choice',
    label: 'Which one?',
    choices: 'Pen\nChalk',
    intent: 'save',
  };
  expect((await house.submit(`${path}/add-question`, question, farida)).status).toBe(303);
  const section = (await openRevision(house.db, run.id))?.content.sections.at(-1);
  expect(section).toMatchObject({ id: 'your-tools', audience: 'nobody' });
  const [first] = section?.questions ?? [];
  expect(first?.kind === 'choice' && first.choices.map(({ label }) => label)).toEqual([
    'Pen',
    'Chalk',
    'Prefer not to say',
  ]);
  const refused = await house.submit(`${path}/add-question`, { ...question, kind: 'url' }, farida);
  expect([refused.status, refused.text.includes('what nobody reads is only counted')]).toEqual([422, true]);
});

test('undo goes back change by change, and any change can be gone back to', async () => {
  const { house, run, farida, path } = await open();
  const content = async () => (await openRevision(house.db, run.id))?.content;
  const count = async () => questionsOf((await content())!).length;
  await arrange(house, farida, path, { what: 'question', id: 'hopes', act: 'remove' });
  await arrange(house, farida, path, { what: 'question', id: 'payer', act: 'remove' });
  const before = await count();
  const undo = async () => {
    const page = (await house.visit(path, farida)).text;
    const form = page.split('<form').find((one) => one.includes('Undo the last change')) ?? '';
    const [to, seen] = ['to', 'seen'].map(
      (name) => new RegExp(`name="${name}" value="(\\d+)"`).exec(form)?.[1],
    );
    return house.submit(`${path}/back`, { to: to ?? '', seen: seen ?? '' }, farida);
  };
  await undo();
  expect(await count()).toBe(before + 1);
  await undo();
  expect(await count()).toBe(before + 2);
  expect((await house.visit(path, farida)).text).not.toContain('Undo the last change');
  await house.submit(`${path}/back`, { to: '3', seen: '5' }, farida);
  expect(await count()).toBe(before);
  const late = await house.submit(`${path}/back`, { to: '1', seen: '5' }, farida);
  expect([late.status, late.text.includes('Somebody changed the form meanwhile')]).toEqual([409, true]);
  await house.submit(`${path}/give-up`, { seen: '6' }, farida);
  expect(await openRevision(house.db, run.id)).toBeUndefined();
});

test('of two who write one question at once the second is told, loses no word, and may save over it knowingly', async () => {
  const { house, run, farida, benedict, path } = await open();
  const own = `${path}/questions/hopes`;
  const mark = markIn((await house.visit(own, farida)).text);
  const by = (label: string) => ({ ...TEXT, label, mark });
  const answers = await Promise.all([
    house.submit(own, by('From Farida'), farida),
    house.submit(own, by('From Benedict'), benedict),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  const late = answers.find(({ status }) => status === 409);
  expect(late?.text).toContain('Somebody changed this question while you wrote.');
  expect(late?.text).toContain('From Farida');
  expect(late?.text).toContain('From Benedict');
  await house.submit(own, { ...by('Mine after all'), mark: markIn(late?.text ?? '') }, benedict);
  const labels = questionsOf((await openRevision(house.db, run.id))!.content).map(
    ({ question }) => question.label,
  );
  expect(labels).toContain('Mine after all');
});

test('two who change different questions at once both keep their changes', async () => {
  const { house, run, farida, benedict, path } = await open();
  const both = ['hopes', 'motivation'].map((id) => `${path}/questions/${id}`);
  const pages = await Promise.all(both.map((one) => house.visit(one, farida)));
  const saved = await Promise.all(
    both.map((one, at) =>
      house.submit(
        one,
        { ...TEXT, label: `Changed ${at}`, mark: markIn(pages[at]?.text ?? '') },
        at === 0 ? farida : benedict,
      ),
    ),
  );
  expect(saved.map(({ status }) => status)).toEqual([303, 303]);
  const revision = await openRevision(house.db, run.id);
  const labels = questionsOf(revision!.content).map(({ question }) => question.label);
  expect(labels).toEqual(expect.arrayContaining(['Changed 0', 'Changed 1']));
  expect(revision?.steps.map(({ number }) => number)).toEqual([1, 2, 3]);
});

test('a question that was removed while it was written is put back only when its writer says so', async () => {
  const { house, run, farida, benedict, path } = await open();
  const own = `${path}/questions/hopes`;
  const mark = markIn((await house.visit(own, farida)).text);
  await arrange(house, benedict, path, { what: 'question', id: 'hopes', act: 'remove' });
  const told = await house.submit(own, { ...TEXT, label: 'Still here?', mark }, farida);
  expect([told.status, told.text.includes('Put it back as I wrote it')]).toEqual([409, true]);
  await house.submit(own, { ...TEXT, label: 'Still here?', mark: markIn(told.text) }, farida);
  expect(
    questionsOf((await openRevision(house.db, run.id))!.content).map(({ question }) => question.label),
  ).toContain('Still here?');
});

test('S1.1: a form that contradicts itself is not published, and why is said', async () => {
  const { house, run, farida, path } = await open();
  const own = `${path}/questions/motivation`;
  const mark = markIn((await house.visit(own, farida)).text);
  await house.submit(own, { ...TEXT, label: 'Why?', wordsMin: '90', wordsMax: '80', mark }, farida);
  expect((await house.visit(path, farida)).text).toContain('asks for at least 90 words and at most 80.');
  const publish = house.write((tx) => publishRevision(tx, run.id, { seen: 2, by: farida.id }));
  await expect(publish).rejects.toMatchObject({
    refusal: { says: expect.stringContaining('“Why?” asks for at least 90 words and at most 80.') as string },
  });
});

test('of two who publish at once one does, and the version says who made it', async () => {
  const { house, run, farida, benedict, path } = await open();
  await arrange(house, farida, path, { what: 'question', id: 'hopes', act: 'remove' });
  const done = await Promise.allSettled(
    [farida, benedict].map((by) => house.write((tx) => publishRevision(tx, run.id, { seen: 2, by: by.id }))),
  );
  expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await latestForm(house.db, run.id))?.version).toBe(2);
});

test('a run takes the form of another, and a run made from another has its form without a word typed', async () => {
  const { house, run, farida, path } = await open();
  await arrange(house, farida, path, { what: 'question', id: 'hopes', act: 'remove' });
  const { to } = await house.write((tx) => publishRevision(tx, run.id, { seen: 2, by: farida.id }));
  const copied = await house.write((tx) =>
    copyRun(tx, run, { slug: '2025', name: '2025 programme', years: 1, by: farida.id, pieces: PIECES }),
  );
  await house.drain();
  expect((await latestForm(house.db, copied.id))?.content).toEqual(to.content);
  const other = await sampleRun(house, { slug: 'other' });
  const list = `/desk/${other.id}/form/copy`;
  expect((await house.visit(list, farida)).text).toContain(`value="${run.id}"`);
  expect((await house.submit(list, { from: run.id }, farida)).status).toBe(303);
  const taken = (await openRevision(house.db, other.id))!.content;
  expect(questionsOf(taken).map(({ question }) => question.id)).not.toContain('hopes');
  expect((await house.submit(list, { from: other.id }, farida)).status).toBe(422);
});

test('for anyone but its coordinators a form to edit does not exist, and hostile fields are refused with words', async () => {
  const { house, amara, farida, path } = await open();
  for (const page of [
    '',
    '/copy',
    '/add-section',
    '/questions/hopes',
    '/sections/work',
    '/add-question?section=work',
  ])
    expect((await house.visit(path + page, amara)).status).toBe(404);
  const hostile = `"><script>alert(1)</script> \u0000 \u202E`;
  for (const [page, fields] of [
    ['/arrange', { what: hostile, id: hostile, act: 'up', mark: '' }],
    ['/arrange', { what: 'question', id: hostile, act: 'up', mark: '' }],
    ['/place', { id: 'hopes', section: hostile, at: '-1' }],
    ['/back', { to: '9'.repeat(40), seen: '1' }],
    ['/add-question', { ...TEXT, label: hostile.repeat(40) }],
    ['/add-question', { ...TEXT, label: 'A', onlyIf: ['needs=yes', 'payer=self'] }],
    ['/add-question', { ...TEXT, label: 'A', kind: 'number', min: '1e9', max: '-', unit: hostile }],
    ['/add-question', { ...TEXT, section: hostile }],
    ['/add-section', { title: '', audience: 'everyone' }],
    ['/questions/hopes', { ...TEXT, mark: hostile }],
    ['/copy', { from: hostile }],
  ] as const) {
    const { status } = await house.submit(path + page, fields, farida);
    expect([404, 409, 422], `${page} ${JSON.stringify(fields)}`).toContain(status);
  }
});
