import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { useSettings } from '#platform/config.ts';
import { testSettings } from '#test/house.ts';
import { compose } from './compose.ts';
import { printLetter } from './print.ts';
import { offerText, offerValues } from './samples.ts';
import { namesIn, readTemplate } from './template.ts';

beforeAll(() => useSettings(testSettings({ WAYMARK_URL: 'https://waymark.example' })));

const LINK = '/applications/x/offer';
const say = (change: Record<string, unknown> = {}, text = offerText) => {
  const composed = compose(text, { ...offerValues, ...change }, LINK);
  return { ...printLetter(composed), missing: composed.missing };
};

test('plain text and HTML say the same, with one link, the facts, and only the words that hold', () => {
  const letter = say();
  expect(letter.subject).toBe('[CMALT] A place on the CMALT 2024 programme');
  expect(letter.text).toBe(
    `Dear Amara Udeh,

We are glad to offer you a place.

It is held until Wed 17 January 2024, 12 noon (UK time).

Workshop 1: Is this for me?
Thu 18 January 2024

Answer the offer:
https://waymark.example/applications/x/offer

The CMALT team
`,
  );
  expect(letter.html).toContain('<strong>Wed 17 January 2024, 12 noon (UK time)</strong>');
  expect(letter.html.match(/<a /g)).toHaveLength(1);
  expect(letter.html).toContain('<th scope="row"');
  expect(letter.html).toContain('lang="en-GB"');
  expect(letter.missing).toEqual([]);
});

test('words for those from the reserve list are for them alone, and a remark only where there is one', () => {
  const letter = say({ 'from-reserve': true, remark: 'Bring a laptop.' });
  expect(letter.text).toContain('A place has become free.');
  expect(letter.text).not.toContain('glad to offer');
  expect(letter.text).toContain('One thing more: Bring a laptop.');
});

test('a value that is missing or blank is named, and no letter pretends that it is there', () => {
  expect(say({ 'reply-by': undefined }).missing).toEqual(['reply-by']);
  expect(say({ 'reply-by': '  ' }).missing).toEqual(['reply-by']);
  expect(say({ workshops: [] }).missing).toEqual(['workshops']);
  expect(say({ 'reply-by': undefined }).text).toContain('{reply-by}');
  expect(compose(offerText, offerValues, undefined).missing).toEqual(['link']);
  const unused = { ...offerText, body: offerText.body.replace('**{reply-by}**', 'soon') };
  expect(say({ 'reply-by': undefined }, unused).missing).toEqual([]);
});

test('nothing that people wrote is markup: not Markdown, not HTML, not a placeholder, not a heading of a mail', () => {
  const hostile = '**Amara** <b>Udeh</b> [here](https://evil.example) {reply-by}\r\nBcc: x@y.example';
  const letter = say({ name: hostile, run: hostile });
  expect(letter.text).toContain('Dear **Amara** <b>Udeh</b> [here](https://evil.example) {reply-by}');
  expect(letter.html).not.toContain('<b>');
  expect(letter.html.match(/<a /g)).toHaveLength(1);
  expect(letter.html).not.toContain('<strong>Amara');
  expect(letter.subject).not.toMatch(/[\r\n]/);
  expect(letter.missing).toEqual([]);
});

test('any value at all stands in the plain text as it was typed, and adds no tag to the HTML', () => {
  const tags = (html: string): number => html.match(/<(?!br>)[^>]+>/g)?.length ?? 0;
  const usual = tags(say({ name: 'Amara' }).html);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      fc.pre(name.trim() !== '');
      const letter = say({ name });
      expect(letter.text.startsWith(`Dear ${name.trim()},`)).toBe(true);
      expect(tags(letter.html)).toBe(usual);
    }),
  );
});

test('what somebody wrote in paragraphs keeps them, also inside a quotation', () => {
  const text = { subject: 's', body: '> {remark}\n\n{remark}', linkLabel: '' };
  const { text: plain, html } = say({ remark: 'One.\n\nTwo\nlines.' }, text);
  expect(plain).toBe('> One.\n>\n> Two\n> lines.\n\nOne.\n\nTwo\nlines.\n');
  expect(html.match(/<p /g)).toHaveLength(4);
});

test('a template is read back whole: every name once, braces before other signs are braces', () => {
  expect(readTemplate('a {b} { c } {d? e {f}} {no d? g}')).toEqual([
    { kind: 'words', words: 'a ' },
    { kind: 'placeholder', name: 'b' },
    { kind: 'words', words: ' { c } ' },
    {
      kind: 'condition',
      name: 'd',
      not: false,
      of: [
        { kind: 'words', words: 'e ' },
        { kind: 'placeholder', name: 'f' },
      ],
    },
    { kind: 'words', words: ' ' },
    { kind: 'condition', name: 'd', not: true, of: [{ kind: 'words', words: 'g' }] },
  ]);
  expect(readTemplate('x {name? never closed')).toMatchObject({ near: '{name? never closed' });
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('{', '}', 'a', '?', ' ', 'no ', '-') }), (text) => {
      const parts = readTemplate(text);
      if (!('near' in parts)) expect(new Set(namesIn(parts)).size).toBe(namesIn(parts).length);
    }),
  );
});
