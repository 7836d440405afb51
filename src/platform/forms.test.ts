import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  choice,
  date,
  email,
  FormProblem,
  line,
  many,
  optionalLine,
  parseForm,
  readForm,
  text,
  time,
  toFields,
  webAddress,
  whole,
} from './forms.ts';

const post = (body: BodyInit, type = 'application/x-www-form-urlencoded'): Request =>
  new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': type } });

test('a form over its bound is refused before it is held in memory', async () => {
  await expect(readForm(post(`a=${'x'.repeat(2000)}`), 1000)).rejects.toMatchObject({ status: 413 });
});

test('a body that is no form is refused with 422', async () => {
  await expect(readForm(post('{}', 'application/json'))).rejects.toBeInstanceOf(FormProblem);
  await expect(readForm(post('broken', 'multipart/form-data; boundary=x'))).rejects.toMatchObject({
    status: 422,
  });
});

test('characters that no database keeps never reach it', async () => {
  const fields = await readForm(post('a=one%00two'));
  expect(fields.one('a')).toBe('one\uFFFDtwo');
});

test('a field given twice where one is meant is refused', () => {
  const parsed = parseForm(
    toFields([
      ['name', 'a'],
      ['name', 'b'],
    ]),
    { name: text('Your name') },
  );
  expect(parsed).toEqual({ ok: false, errors: [{ field: 'name', message: 'Give one answer only' }] });
});

test('each kind of field says in words what is wrong with it', () => {
  const shape = {
    name: text('Your name', { max: 5 }),
    size: whole('Places', { min: 1, max: 99 }),
    day: date('The day'),
    hour: time('The time'),
    address: email('Your address'),
    link: webAddress('The link'),
    way: choice('a pathway', ['a', 'b']),
    hats: many('hats', ['x', 'y']),
  };
  const typed: [string, string][] = [
    ['name', 'too long'],
    ['size', '1.5'],
    ['day', '2024-02-30'],
    ['hour', '25:00'],
    ['address', 'a@b'],
    ['link', 'javascript:alert(1)'],
    ['way', 'c'],
    ['hats', 'z'],
  ];
  const parsed = parseForm(toFields(typed), shape);
  expect(parsed.ok ? [] : parsed.errors.map((error) => error.field)).toEqual(Object.keys(shape));
});

test('whatever is typed, parsing answers and never throws', () => {
  const shape = {
    name: text('Name'),
    day: date('Day'),
    address: email('Address'),
    link: webAddress('Link'),
    size: whole('Size'),
  };
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...Object.keys(shape), 'other'), fc.string({ unit: 'binary' }))),
      (pairs) => {
        const parsed = parseForm(toFields(pairs), shape);
        expect(typeof parsed.ok).toBe('boolean');
      },
    ),
  );
});

test('a line holds no line break, nothing unseen and nothing that turns the writing round', () => {
  const read = (value: string) => parseForm(toFields([['name', value]]), { name: line('Your name') });
  expect(read('Eve\r\n\r\nBcc: all@example.org')).toEqual({
    ok: true,
    value: { name: 'Eve Bcc: all@example.org' },
  });
  expect(read('\u202eevE\u2066')).toEqual({ ok: true, value: { name: 'evE' } });
  for (const blank of ['\u200b\u2060', '\u200d', ' \n ', '\u202e'])
    expect(read(blank)).toMatchObject({ ok: false, errors: [{ message: 'Your name is missing' }] });
  const kept = ['Zoë Ó Dálaigh', 'می\u200cخواهم', '👩\u200d🏫 Ann'];
  for (const name of kept) expect(read(name)).toEqual({ ok: true, value: { name } });
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
      const read = parseForm(toFields([['a', typed]]), { a: optionalLine('A') });
      expect(read.ok && /[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u.test(read.value.a)).toBe(false);
    }),
  );
});
