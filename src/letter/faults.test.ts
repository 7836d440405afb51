import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { corridor } from '#house';
import { loadDefaultTexts, readDefaultTexts } from './default-texts.ts';
import { faultsOf, nearest } from './faults.ts';
import { offerKind, offerText } from './samples.ts';

const faults = (change: Partial<typeof offerText>) =>
  faultsOf(offerKind, { ...offerText, ...change }).map(({ field, says }) => `${field}: ${says}`);
const withBody = (more: string) => faults({ body: `${offerText.body}\n\n${more}` });

test('a text that says everything it must has no fault', () => {
  expect(faults({})).toEqual([]);
});

describe('a text is refused, with the reason', () => {
  test.each([
    ['{replyby}', 'body: There is no placeholder {replyby} in this letter. Did you mean {reply-by}?'],
    ['{Reply by}', 'body: There is no placeholder {Reply by} in this letter. Did you mean {reply-by}?'],
    ['{workshop? x}', 'body: There is no placeholder {workshop} in this letter. Did you mean {workshops}?'],
    [
      '{from-reserve}',
      'body: {from-reserve} is yes or no: write {from-reserve? words} for the words that it brings.',
    ],
    [
      'These: {workshops}',
      'body: {workshops} needs a paragraph of its own: leave a blank line before and after it.',
    ],
    ['- {link}', 'body: {link} needs a paragraph of its own: leave a blank line before and after it.'],
    [
      '[here](https://ox.example/{name})',
      'body: {name} stands in an address of a link, where it cannot be trusted.',
    ],
    ['https://ox.example/{name}', 'body: {name} stands in an address of a link, where it cannot be trusted.'],
    ['Hello {name', 'body: A brace is opened and not closed at “{name”.'],
  ])('%s', (more, reason) => {
    expect(withBody(more)).toContain(reason);
  });

  test('a name that is like none is answered with those that there are', () => {
    expect(withBody('{banana}')[0]).toContain('This letter knows {name}, {programme}');
  });

  test('a needed placeholder, the link or its words left out', () => {
    expect(faults({ body: offerText.body.replace('{link}', '') })).toEqual([
      'body: {link} is left out, and this letter needs it: the page of the offer.',
    ]);
    expect(faults({ body: offerText.body.replace('**{reply-by}**', 'soon') })).toEqual([
      'body: {reply-by} is left out, and this letter needs it: by when to answer.',
    ]);
    expect(faults({ linkLabel: ' ' })).toEqual(['linkLabel: The words on the link are missing.']);
  });

  test('what is a paragraph of its own cannot stand in a subject', () => {
    expect(faults({ subject: '{workshops}' })).toEqual([
      'subject: {workshops} can stand in the letter itself only.',
    ]);
  });
});

test('the nearest name is one that is near', () => {
  expect(nearest('progamme', ['programme', 'name'])).toBe('programme');
  expect(nearest('xyz', ['programme', 'name'])).toBeUndefined();
});

test('every kind of letter that a room declares has a default text without a fault, and no file a text too many', () => {
  const kinds = corridor.flatMap((room) => room.letters ?? []);
  expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(kinds.length);
  expect(loadDefaultTexts('letters', kinds).size).toBe(kinds.length);
});

describe('a file of texts is refused with file, path and reason', () => {
  const read = (yaml: string) => readDefaultTexts('letters/test.yaml', yaml, [offerKind]).faults;
  test.each([
    ['test.offer:\n  subject: x\n', 'letters/test.yaml: test.offer.body: '],
    [
      'test.offer:\n  subject: x\n  body: y\n  lnk: z\n',
      'letters/test.yaml: test.offer: Unrecognized key: "lnk"',
    ],
    [
      'test.other:\n  subject: x\n  body: y\n',
      'letters/test.yaml: test.other: no room declares this kind of letter',
    ],
    [
      'test.offer:\n  subject: x\n  body: "{replyby}\\n\\n{link}"\n  link: z\n',
      'letters/test.yaml: test.offer.body: There is no placeholder {replyby} in this letter. Did you mean {reply-by}?',
    ],
    ['a: [', 'letters/test.yaml: '],
  ])('%j', (yaml, reason) => {
    expect(read(yaml)[0]).toContain(reason);
  });

  test('a kind without any text', () => {
    const folder = mkdtempSync(join(tmpdir(), 'waymark-letters-'));
    writeFileSync(join(folder, 'README.md'), 'no texts');
    expect(() => loadDefaultTexts(folder, [offerKind])).toThrow(
      'test.offer: this kind of letter has no text in any file',
    );
  });
});
