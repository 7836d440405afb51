import { expect, test } from 'vitest';
import { formContent } from '../form/form.ts';
import { reviseForm } from '../form/revise.ts';
import { firstForm, latestForm, openRevision, lastStep, type FormContent } from '#form';
import { samplePersonWith } from '../programme/samples.ts';
import { draftOf } from './draft.sql.ts';
import { beginIn, fieldsOf, fillIn, sampleApplying } from './samples.ts';

const { house, run, someone, browser } = sampleApplying();

/** The form of 2024 with its years moved to the section of reasons, and a bound on the motivation. */
function changed(bound: number, more: string): FormContent {
  const content = firstForm();
  const work = content.sections[0]!;
  const years = work.questions.find(({ id }) => id === 'years')!;
  return formContent.parse({
    ...content,
    sections: content.sections.map((section) => {
      if (section.id === 'work')
        return { ...section, questions: section.questions.filter((one) => one !== years) };
      if (section.id !== 'reasons') return section;
      const questions = section.questions.map((one) =>
        one.id === 'motivation' ? { ...one, label: `Why? ${more}`, words: { min: 1, max: bound } } : one,
      );
      return { ...section, questions: [...questions, years] };
    }),
  });
}

async function revise(content: FormContent, by: string): Promise<number> {
  const change = { by, says: 'changed it', change: () => content };
  await house().write((tx) => reviseForm(tx, run().id, change));
  return lastStep((await openRevision(house().db, run().id))!);
}

test('S2.9: before publishing a coordinator reads how many drafts come over and why others stay, and none loses a word', async () => {
  const farida = await samplePersonWith(house(), run(), 'Farida Underhill', 'coordinator');
  const [whole, short, sent] = [browser(await someone()), browser(await someone()), browser(await someone())];
  const homes = [await beginIn(whole), await beginIn(short), await beginIn(sent)];
  await fillIn(whole, homes[0]!);
  await short.submit(`${homes[1]!}/answers/work`, fieldsOf('work'));
  await fillIn(sent, homes[2]!);
  await sent.submit(`${homes[2]!}/submit`);
  const seen = await revise(changed(20, ''), farida.id);
  const path = `/desk/${run().id}/form/publish`;
  const page = (await house().visit(path, farida)).text;
  expect(page).toContain('<strong>One draft</strong> comes over');
  expect(page).toContain('“Why do you want to take part?” has other bounds (1)');
  expect(page).toContain('<strong>One application</strong> was sent');
  const published = await house().submit(path, { seen: String(seen) }, farida);
  expect(published.location).toBe(`/desk/${run().id}/form`);
  const version = async (home: string) => {
    const id = home.split('/').at(-1)!;
    const { rows } = await house().pool.query<{ version: number }>(
      `select version from form.form join application.application on form.id = form_id where application.id = $1`,
      [id],
    );
    return rows[0]?.version;
  };
  expect([await version(homes[0]!), await version(homes[1]!), await version(homes[2]!)]).toEqual([1, 2, 1]);
  const moved = await draftOf(house().db, homes[1]!.split('/').at(-1)!);
  expect(moved.find(({ section }) => section === 'reasons')?.answers).toEqual({ years: '6' });
  expect(moved.find(({ section }) => section === 'work')?.answers).not.toHaveProperty('years');
  expect((await short.visit(`${homes[1]!}/answers/reasons`)).text).toContain('value="6"');
  expect((await whole.visit(`${homes[0]!}/answers/reasons`)).text).toContain('Why do you want to take part?');
});

test('publishing what somebody changed meanwhile, or what contradicts itself, is refused with words', async () => {
  const farida = await samplePersonWith(house(), run(), 'Farida Underhill', 'coordinator');
  const path = `/desk/${run().id}/form/publish`;
  const { version } = (await latestForm(house().db, run().id))!;
  const seen = await revise(changed(30, 'a'), farida.id);
  const late = await revise(changed(40, 'b'), farida.id);
  const stale = await house().submit(path, { seen: String(seen) }, farida);
  expect([stale.status, stale.text.includes('Somebody changed the form meanwhile')]).toEqual([409, true]);
  const weak = changed(50, 'c');
  const questions = weak.sections[1]!.questions.map((one) =>
    one.id === 'motivation' ? { ...one, words: { min: 90, max: 50 } } : one,
  );
  const contradicting = { ...weak, sections: weak.sections.with(1, { ...weak.sections[1]!, questions }) };
  const last = await revise(contradicting, farida.id);
  expect((await house().visit(path, farida)).text).toContain('asks for at least 90 words and at most 50.');
  const refused = await house().submit(path, { seen: String(last) }, farida);
  expect([refused.status, refused.text.includes('cannot be published as it stands')]).toEqual([409, true]);
  expect(last).toBeGreaterThan(late);
  expect((await latestForm(house().db, run().id))?.version).toBe(version);
  const amara = await someone();
  expect((await house().visit(path, amara)).status).toBe(404);
});
