import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { addForm, formOfRun, openForms, weaknessesOf, type FormContent } from '#form';
import { openFrameworks } from '#framework';
import { releaseClock, stopClockAt } from '#platform/clock.ts';
import { addPreparation } from '#workshop';
import { openHouse, type TestHouse } from '#test/house.ts';
import { planStamp } from './change-run.ts';
import { PIECES, type Piece } from './copy-run.ts';
import type { Run } from './programme.ts';
import { findRun } from './run.sql.ts';
import { samplePersonWith, sampleRun, ukTime } from './samples.ts';
import { textsOf, writeText } from './section-text.sql.ts';
import { workshopsOf } from './workshop.sql.ts';
import { preparationFor } from '../workshop/preparation.sql.ts';
import { materialsOf } from '../material/material.sql.ts';
import { addMaterial } from '../material/write-material.ts';

beforeAll(() => {
  openFrameworks('frameworks');
  openForms('forms');
});
beforeEach(() => stopClockAt('2026-09-01T10:00:00Z'));
afterEach(releaseClock);

/** The run of 2024 with something in every piece. */
async function fullRun(house: TestHouse): Promise<Run> {
  const run = await sampleRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  const [first] = await workshopsOf(house.db, run.id);
  const workshopId = first!.id;
  await house.write(async (tx) => {
    await writeText(tx, { programmeId: run.programme.id, runId: run.id, section: 'who', words: 'For you.' });
    await addForm(tx, run.id, changed((await formOfRun(tx, run.id)).content));
    const dueAt = ukTime('2024-01-16T17:00');
    await addPreparation(tx, { workshopId, what: 'Read the guidelines', minutes: 20, dueAt });
    for (const stands of ['before', 'recording'] as const)
      await addMaterial(tx, { workshopId, stands, title: stands, link: '/x', words: '', by: farida.id });
  });
  return run;
}

function changed(content: FormContent): FormContent {
  const [one, ...others] = content.sections;
  const own: FormContent['sections'][number] = {
    ...one!,
    title: 'Who you are and when',
    questions: [
      { id: 'free', kind: 'date', label: 'When are you free?', name: 'The day', from: '2024-01-18' },
      ...one!.questions,
    ],
  };
  const criteria = [{ id: 'need', label: 'How much it would help' }];
  return { sections: [own, ...others], selection: { ...content.selection, criteria } };
}

async function copy(house: TestHouse, run: Run, pieces: readonly Piece[], slug: string): Promise<Run> {
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  const fields = { name: `${slug} programme`, slug, years: '3', pieces };
  expect((await house.submit(`/desk/${run.id}/copy`, fields, farida)).status).toBe(303);
  await house.drain();
  const made = await findRun(house.db, 'cmalt', slug);
  if (!made) throw new Error('No copy was made.');
  return made;
}

async function inside(house: TestHouse, run: Run) {
  const workshops = await workshopsOf(house.db, run.id);
  const form = await house.write((tx) => formOfRun(tx, run.id));
  const ids = workshops.map(({ id }) => id);
  return {
    texts: (await textsOf(house.db, { programmeId: run.programme.id, runId: run.id })).has('who'),
    workshops: workshops.length === 5,
    preparation: (await preparationFor(house.db, ids)).length === 1,
    form: form.content.sections[0]?.title === 'Who you are and when',
    criteria: form.content.selection.criteria.length === 1,
  };
}

test('S1.4: each piece of a run is copied where it was chosen, and only there', async () => {
  const house = await openHouse();
  const run = await fullRun(house);
  const chosen: readonly (readonly Piece[])[] = [
    PIECES,
    [],
    ['texts'],
    ['workshops'],
    ['workshops', 'preparation'],
    ['form'],
    ['criteria'],
  ];
  for (const [index, pieces] of chosen.entries()) {
    const made = await copy(house, run, pieces, `2027-${index}`);
    const all = Object.fromEntries(PIECES.map((piece) => [piece, pieces.includes(piece)]));
    expect(await inside(house, made)).toEqual(all);
    expect(made.capacity).toBe(run.capacity);
  }
  expect(await house.broken()).toEqual([]);
});

test('S1.4: what is prepared for a workshop, its materials and the days of a form move with the run', async () => {
  const house = await openHouse();
  const run = await fullRun(house);
  const made = await copy(house, run, PIECES, '2027');
  const workshops = await workshopsOf(house.db, made.id);
  const ids = workshops.map(({ id }) => id);
  const [prepared] = await preparationFor(house.db, ids);
  expect(prepared?.dueAt).toEqual(ukTime('2027-01-19T17:00'));
  expect((await materialsOf(house.db, ids[0]!)).map(({ stands }) => stands)).toEqual(['before']);
  const { content } = await house.write((tx) => formOfRun(tx, made.id));
  expect(content.sections[0]?.questions[0]).toMatchObject({ from: '2027-01-21' });
  expect(weaknessesOf(content, { zone: made.zone, workshops })).toEqual([]);
});

test('S1.4: days that a copied form names wait to be confirmed with all the others', async () => {
  const house = await openHouse();
  const run = await fullRun(house);
  const made = await copy(house, run, PIECES, '2027');
  expect(made.unconfirmed).toContain('form-days');
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  const path = `/desk/${made.id}/dates`;
  expect((await house.visit(path, farida)).text).toContain('Days that the form names');
  const seen = planStamp(made, await workshopsOf(house.db, made.id));
  expect((await house.submit(`${path}/confirm`, { what: 'form-days', seen }, farida)).status).toBe(303);
  const after = await findRun(house.db, 'cmalt', '2027');
  expect(after?.unconfirmed).not.toContain('form-days');
  expect(after?.unconfirmed).toContain('deadline');
  expect((await copy(house, run, ['texts', 'criteria'], '2028')).unconfirmed).not.toContain('form-days');
});

test('S1.4: a form that somebody changed before the copying was heard of is left as they made it', async () => {
  const house = await openHouse();
  const run = await fullRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  const fields = { name: '2027 programme', slug: '2027', years: '3', pieces: ['form', 'criteria'] };
  await house.submit(`/desk/${run.id}/copy`, fields, farida);
  const made = await findRun(house.db, 'cmalt', '2027');
  await house.write(async (tx) => {
    const { content } = await formOfRun(tx, made!.id);
    const [one, ...others] = content.sections;
    await addForm(tx, made!.id, { ...content, sections: [{ ...one!, title: 'Mine' }, ...others] });
  });
  await house.drain();
  const { content } = await house.write((tx) => formOfRun(tx, made!.id));
  expect(content.sections[0]?.title).toBe('Mine');
});

test('S1.4: preparation without its workshops, and a piece that there is not, are refused with what was typed', async () => {
  const house = await openHouse();
  const run = await sampleRun(house);
  const farida = await samplePersonWith(house, run, 'Farida Rahmani', 'coordinator');
  const fields = { name: 'The next programme', slug: '2027', years: '3' };
  for (const pieces of [['preparation'], ['everything'], ['texts', '../form']]) {
    const answer = await house.submit(`/desk/${run.id}/copy`, { ...fields, pieces }, farida);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('The next programme');
  }
  expect(await findRun(house.db, 'cmalt', '2027')).toBeUndefined();
});
