import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { equalityAnswersFor } from '#form';
import { stopClockAt } from '#platform/clock.ts';
import { samplePersonWith, ukTime } from '../programme/samples.ts';
import { beginIn as begin, fieldsOf, fillIn as fill, sampleApplying } from './samples.ts';
import { sweeps } from './upkeep.ts';

const { house, run, someone, browser } = sampleApplying();

/** Every place in the database, outside the one table, where a text stands. */
async function placesOf(text: string): Promise<string[]> {
  const { rows } = await sql<{ place: string; schema: string; name: string; column: string }>`
    select table_schema || '.' || columns.table_name || '.' || column_name as place, table_schema as schema,
      columns.table_name as name, column_name as column
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
      and columns.table_name <> 'equality_answer' and (data_type in ('text', 'jsonb', 'json', 'character varying')
        or data_type = 'ARRAY')`.execute(house().db);
  const found: string[] = [];
  for (const { place, schema, name, column } of rows) {
    const hit = await sql`select 1 from ${sql.table(`${schema}.${name}`)}
      where ${sql.ref(column)}::text like ${`%${text}%`} limit 1`.execute(house().db);
    if (hit.rows.length > 0) found.push(place);
  }
  return found;
}

const answered = () =>
  sql<{ writer: string | null; answers: Record<string, string> }>`
  select writer, answers from form.equality_answer where run_id = ${run().id}`.execute(house().db);

test('S2.14: words sent after the session ended are not set aside from where nobody reads', async () => {
  const person = await someone();
  const own = browser(person);
  const home = await begin(own);
  const visitor = browser();
  const anonymous = await begin(visitor);
  await visitor.submit(`${anonymous}/answers/equality`, { ...fieldsOf('equality'), age: 'under-30' });
  visitor.signIn(person);
  expect((await visitor.visit(anonymous)).status).toBe(303);
  expect((await visitor.visit(`${home}/answers/equality`)).text).toMatch(
    /value="under-30"[^>]* checked|checked[^>]* value="under-30"/,
  );
  await visitor.submit(`${anonymous}/answers/equality`, { ...fieldsOf('equality'), age: 'from-50' });
  const { rows } = await sql`select 1 from application.set_aside`.execute(house().db);
  expect(rows).toEqual([]);
});

test('S2.8: a question that the answer brings is shown before going on, and without scripts too', async () => {
  const writer = browser(await someone());
  const home = await begin(writer);
  const page = await writer.visit(`${home}/answers/access`);
  expect(page.text).toMatch(/data-question="access"[^>]* hidden/);
  const more = await writer.submit(`${home}/answers/access`, {
    version: '0',
    shown: 'needs',
    needs: 'yes',
    access: '',
  });
  expect(more.text).toContain('What should we do?');
  expect(more.text).not.toMatch(/data-question="access"[^>]* hidden/);
  const words = { version: '1', shown: 'needs access', needs: 'yes', access: 'Captions.' };
  expect((await writer.submit(`${home}/answers/access`, words)).status).toBe(303);
  const no = { version: '2', shown: 'needs access', needs: 'no', access: 'Captions.' };
  expect((await writer.submit(`${home}/answers/access`, no)).status).toBe(303);
  const check = await writer.visit(`${home}/check`);
  expect(check.text).not.toContain('Captions.');
  expect((await writer.visit(`${home}/answers/access`)).text).toContain('Captions.');
});

test('S2.14: what is said where nobody reads stands in no other table, page or letter, and leads to nobody after the deadline', async () => {
  const person = await someone();
  const writer = browser(person);
  const home = await begin(writer);
  await fill(writer, home);
  const said = { ...fieldsOf('equality'), age: 'from-40', ethnicity: 'mixed', gender: '', disability: '' };
  expect((await writer.submit(`${home}/answers/equality`, said)).status).toBe(303);
  expect((await writer.visit(`${home}/answers/equality`)).text).toMatch(
    /value="from-40"[^>]* checked|checked[^>]* value="from-40"/,
  );
  await writer.submit(`${home}/submit`);
  await house().drain();
  // The form itself offers the answer; nothing else may hold it.
  expect(await placesOf('from-40')).toEqual(['form.form.content']);
  const selector = await samplePersonWith(house(), run(), 'Ursula Selects Apart', 'selector');
  const coordinator = await samplePersonWith(house(), run(), 'Farida Coordinates Apart', 'coordinator');
  const id = home.split('/').at(-1) ?? '';
  for (const [path, as] of [
    [`/selecting/${run().id}`, selector],
    [`/selecting/${run().id}/${id}`, selector],
    [`/desk/${run().id}/decisions`, coordinator],
    [`/desk/${run().id}/equality`, coordinator],
  ] as const) {
    const { text } = await house().visit(path, as);
    expect(text, path).not.toContain('from-40');
    expect(text, path).not.toContain('40 to 49');
  }
  const unsent = browser(await someone());
  const other = await begin(unsent);
  await unsent.submit(`${other}/answers/equality`, said);
  expect((await answered()).rows.every((row) => row.writer !== null)).toBe(true);
  stopClockAt(ukTime('2024-01-09T03:50'));
  const close = sweeps.find(({ name }) => name === 'close-equality-answers');
  await close?.run(house().db, {});
  await close?.run(house().db, {});
  expect((await answered()).rows).toEqual([
    { writer: null, answers: expect.objectContaining({ age: 'from-40' }) as object },
  ]);
  expect(await equalityAnswersFor(house().db, id)).toBeUndefined();
  const later = await samplePersonWith(house(), run(), 'Farida Counts Later', 'coordinator');
  const counts = await house().visit(`/desk/${run().id}/equality`, later);
  expect(counts.text).toContain('Not shown');
  const reads = await samplePersonWith(house(), run(), 'Ursula Selects Later', 'selector');
  expect((await house().visit(`/desk/${run().id}/equality`, reads)).status).toBe(404);
});
