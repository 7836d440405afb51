import type { FormOnPage } from './forms.ts';

/** What nobody means to type: each once broke some house somewhere. */
export const HOSTILE: readonly string[] = [
  '',
  ' ',
  'a\0b',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; drop table people.person; --",
  '\u202etxt.exe\u202c',
  '\u200b',
  '\uffff',
  'e\u0301'.repeat(400),
  '𝕏'.repeat(5000),
  'x'.repeat(30_000),
  '-1',
  '0',
  '1e999',
  '99999999999999999999',
  'NaN',
  '2024-02-30',
  '0001-01-01',
  '9999-12-31',
  '+275760-09-13',
  '25:61',
  '00000000-0000-4000-8000-000000000000',
  'not-an-id',
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  'https://[::',
  'javascript:alert(1)',
  'https://example.org/%zz?a=b#c',
  'a@b.example\r\nBcc: everyone@b.example',
  '%',
  '\\',
];

/** One thing to send, and what is wrong with it. */
export type Attempt = {
  readonly what: string;
  readonly type: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
};

type Pair = readonly [name: string, value: string];

const ALL_AT_ONCE = 12;
const NO_FORMS_AT_ONCE = 3;

/**
 * What is sent in place of a form: every field with one hostile value, each field missing, doubled, and hostile alone, and
 * bodies that are no form. By `turn` other values and bodies are taken, so that over many forms each meets each.
 */
export function* attemptsOn({ fields }: Pick<FormOnPage, 'fields'>, { turn = 0 } = {}): Generator<Attempt> {
  const pairs = [...fields].flatMap(([name, values]) => values.map((value): Pair => [name, value]));
  const names = [...fields.keys()];
  const others = (name: string): Pair[] => pairs.filter(([one]) => one !== name);
  yield sending('as the page offers it', pairs);
  yield sending('nothing', []);
  for (let index = 0; index < ALL_AT_ONCE; index += 1) {
    const value = hostileBy(turn * ALL_AT_ONCE + index);
    yield sending(
      `every field ${show(value)}`,
      names.map((name): Pair => [name, value]),
    );
  }
  for (const [index, name] of names.entries()) {
    yield sending(`no ${name}`, others(name));
    yield sending(`${name} twice`, [...pairs, [name, hostileBy(index + turn)]]);
    const alone = hostileBy(index * 7 + turn + 11);
    yield sending(`${name} ${show(alone)}`, [...others(name), [name, alone]]);
  }
  yield* noForms(turn);
}

/** The same in short, for an act whose fields are not known: names of which it may ask, each with another hostile value. */
export function attemptWith(names: readonly string[], { turn = 0 } = {}): Attempt {
  return sending(
    `hostile values by turn ${turn}`,
    names.map((name, index): Pair => [name, hostileBy(index * 3 + turn)]),
  );
}

function hostileBy(index: number): string {
  return HOSTILE[index % HOSTILE.length] ?? '';
}

function sending(what: string, pairs: readonly Pair[]): Attempt {
  const body = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  return { what, type: 'application/x-www-form-urlencoded', body };
}

/** Some of the bodies that no form of the house sends. */
export function noForms(turn: number): Attempt[] {
  return Array.from(
    { length: NO_FORMS_AT_ONCE },
    (_, index) => NO_FORMS[(turn * NO_FORMS_AT_ONCE + index) % NO_FORMS.length],
  ).flatMap((one) => one ?? []);
}

const NO_FORMS: readonly Attempt[] = [
  { what: 'JSON', type: 'application/json', body: '{"__proto__":{"admin":true}}' },
  { what: 'plain text', type: 'text/plain', body: 'a=b' },
  { what: 'no type', type: '', body: 'a=b' },
  { what: 'multipart without a boundary', type: 'multipart/form-data', body: '--x\r\n' },
  {
    what: 'multipart cut short',
    type: 'multipart/form-data; boundary=x',
    body: '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nhalf',
  },
  {
    what: 'bytes that are no text',
    type: 'application/x-www-form-urlencoded',
    body: new Uint8Array([0x61, 0x3d, 0xed, 0xa0, 0x80, 0xff, 0x26, 0x62, 0x3d, 0x25, 0x45]),
  },
  {
    what: 'three thousand fields',
    type: 'application/x-www-form-urlencoded',
    body: Array.from({ length: 3000 }, (_, index) => `f${index}=1`).join('&'),
  },
  {
    what: 'five megabytes',
    type: 'application/x-www-form-urlencoded',
    body: `a=${'x'.repeat(5_000_000)}`,
  },
];

function show(value: string): string {
  return JSON.stringify(value.length > 30 ? `${value.slice(0, 20)}… (${value.length})` : value);
}
