import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closePdf, openPress, PdfProblem, renderPdf, type PdfPress } from './pdf.ts';
import { proseForTypst, readProse } from './prose.ts';

const SAMPLE = 'platform/pdf-sample.typ';

function has(program: string): boolean {
  try {
    execFileSync('which', [program]);
    return true;
  } catch {
    return false;
  }
}
const poppler = has('pdfinfo') && has('pdftotext');
const qpdf = has('qpdf');

let folder: string;
let templates: string;
let press: PdfPress;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waymark-pdf-'));
  templates = await mkdtemp(path.join(tmpdir(), 'waymark-templates-'));
  press = openPress({ templates });
});
afterAll(async () => {
  await closePdf();
  await press.close();
  await rm(folder, { recursive: true });
  await rm(templates, { recursive: true });
});

const sample = (over: Record<string, unknown> = {}) => ({
  title: 'Certificate of a “sample”',
  name: 'Zoë Ångström-Łukasz',
  date: '2026-02-03',
  mark: 'WM-0001',
  text: proseForTypst(
    readProse(
      '## Part\n\nWords *and* [more](https://example.org).\n\n- one\n- two\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n> said\n\n---\n\n`code`',
    ),
  ),
  ...over,
});

async function onDisk(pdf: Uint8Array): Promise<string> {
  const file = path.join(folder, 'a.pdf');
  await writeFile(file, pdf);
  return file;
}

const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

async function template(name: string, source: string): Promise<string> {
  await writeFile(path.join(templates, name), source);
  return name;
}

test('a document is a PDF that says it is tagged, its language and that it keeps to PDF/UA-1', async () => {
  const pdf = Buffer.from(await renderPdf(SAMPLE, sample())).toString('latin1');
  expect(pdf.startsWith('%PDF-1.7')).toBe(true);
  expect(pdf).toContain('/MarkInfo');
  expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>');
  expect(pdf).toMatch(/\/Lang ?\(en-GB\)/);
});

test.runIf(poppler && qpdf)(
  'independent readers find its title, its date, its headings, list, table and quotation',
  async () => {
    const file = await onDisk(await renderPdf(SAMPLE, sample()));
    const info = run('pdfinfo', file);
    expect(info).toMatch(/Title: +Certificate of a “sample”/);
    expect(info).toMatch(/CreationDate: +Tue Feb {2}3/);
    expect(info).toMatch(/Tagged: +yes/);
    expect(run('qpdf', '--check', file)).toContain('No syntax or stream encoding errors');
    const structure = run('pdfinfo', '-struct-text', file);
    for (const tag of ['H1', 'H2', 'Link', 'L ', 'LI', 'Table', 'TH', 'TD', 'BlockQuote', 'Code'])
      expect(structure).toContain(tag);
  },
);

const HOSTILE = [
  '#read("/etc/passwd")',
  '#import "/etc/passwd"',
  '#import "@preview/cetz:0.2.0"',
  '"] #panic() [',
  '\\u{41} \\" $x^2$ `raw` *strong* _emph_ @ref <label> = heading',
  '// comment /* more */',
  '#sys.version',
];

test.runIf(poppler)('whatever a person wrote comes out as the words they wrote', async () => {
  const text = [
    { kind: 'paragraph', of: HOSTILE.flatMap((words) => [{ kind: 'text', text: words }, { kind: 'break' }]) },
  ];
  const file = await onDisk(await renderPdf(SAMPLE, sample({ text, title: HOSTILE[0], name: HOSTILE[4] })));
  const words = run('pdftotext', '-layout', file, '-');
  for (const hostile of HOSTILE) expect(words).toContain(hostile);
  expect(run('pdfinfo', file)).toContain('#read("/etc/passwd")');
  expect(words).not.toContain('root:');
});

test.runIf(poppler)(
  'right-to-left, combining and astral writing is kept, and what no font draws stands as its code',
  async () => {
    const name = 'שלום Ελλάδα привет e\u0301 \u{10FFFD} \u{1F9D1}\u200D\u{1F680}';
    const file = await onDisk(await renderPdf(SAMPLE, sample({ name })));
    const words = run('pdftotext', file, '-');
    expect(words).toContain('Ελλάδα');
    expect(words).toContain('привет');
    expect(words).toMatch(/שלום|םולש/);
    expect(words).toContain('[U+10FFFD]');
    expect(words).not.toContain('U+200D');
  },
);

test('the same data give the same bytes, also from another thread', async () => {
  const first = await renderPdf(SAMPLE, sample());
  expect(Buffer.from(await renderPdf(SAMPLE, sample())).equals(first)).toBe(true);
  await closePdf();
  expect(Buffer.from(await renderPdf(SAMPLE, sample())).equals(first)).toBe(true);
  expect(Buffer.from(await renderPdf(SAMPLE, sample({ mark: 'WM-0002' }))).equals(first)).toBe(false);
});

test('a document without a date of its own has none of today either', async () => {
  const name = await template('undated.typ', '#set document(title: "t")\n= Undated');
  const pdf = Buffer.from(await press.render(name, {})).toString('latin1');
  expect(pdf).not.toContain('/CreationDate (D:20');
});

test('twenty documents asked for at once come back each with its own words', async () => {
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, n) => renderPdf(SAMPLE, sample({ title: `Number ${n}` }))),
  );
  for (const [n, pdf] of all.entries()) expect(Buffer.from(pdf).toString('latin1')).toContain(`Number ${n}<`);
});

test('a template reads no file outside its folder, even one of ours', async () => {
  for (const file of ['/etc/passwd', '../../../../../../etc/passwd', '/../etc/passwd']) {
    const name = await template('outside.typ', `#read("${file}")`);
    await expect(press.render(name, {})).rejects.toThrow(/not found|denied|outside/);
  }
});

test('a template that would break PDF/UA-1 is refused, not printed', async () => {
  const untitled = await template('untitled.typ', '= No title in the document');
  await expect(press.render(untitled, {})).rejects.toThrow(PdfProblem);
  const picture = await template(
    'picture.typ',
    '#set document(title: "t")\n#image(bytes("<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\"/>"), format: "svg")',
  );
  await expect(press.render(picture, {})).rejects.toThrow(/alt/);
});

test('a fault of a template names it and what is wrong, and the next document is set all the same', async () => {
  const bad = await template('bad.typ', '#json("/data.json").missing');
  await expect(press.render(bad, { there: 1 })).rejects.toThrow(/bad\.typ.*missing/s);
  const good = await template('good.typ', '#set document(title: json("/data.json").there)\n= Fine');
  expect((await press.render(good, { there: 'x' })).length).toBeGreaterThan(500);
});

test('a changed template is seen at once', async () => {
  const name = await template('changing.typ', '#set document(title: "before")\n= A');
  expect(Buffer.from(await press.render(name, {})).toString('latin1')).toContain('before');
  await template('changing.typ', '#set document(title: "afterwards")\n= A');
  expect(Buffer.from(await press.render(name, {})).toString('latin1')).toContain('afterwards');
});

test('a name that is no template of ours is refused before anything is read', async () => {
  for (const name of ['../secrets.typ', '/etc/passwd', 'a.ts', 'a//b.typ', 'A.typ']) {
    await expect(press.render(name, {})).rejects.toThrow('not the name of a template');
  }
});

test('a document that takes too long is given up, and those waiting behind it are set by a new thread', async () => {
  const slow = await template(
    'slow.typ',
    '#set document(title: "t")\n#for i in range(4500) { for j in range(4500) { i += j } }',
  );
  const good = await template('good.typ', '#set document(title: "t")\n= Fine');
  const hasty = openPress({ templates, timeoutMs: 1500 });
  const [late, behind] = await Promise.allSettled([hasty.render(slow, {}), hasty.render(good, {})]);
  await hasty.close();
  expect(late).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringContaining('not ready after 1500 ms') as string },
  });
  expect(behind.status).toBe('fulfilled');
});

test('closing refuses those who wait, and the press opens again when asked', async () => {
  const own = openPress();
  const [first, second] = [own.render(SAMPLE, sample()), own.render(SAMPLE, sample())];
  const both = Promise.allSettled([first, second]);
  await own.close();
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await own.render(SAMPLE, sample())).length).toBeGreaterThan(1000);
  await own.close();
});

test.runIf(poppler)(
  'the portable engine sets the same templates, tagged, with the same words',
  { timeout: 60_000 },
  async () => {
    const web = openPress({ engine: 'web', timeoutMs: 50_000 });
    const file = await onDisk(await web.render(SAMPLE, sample({ name: HOSTILE[0] })));
    await web.close();
    expect(run('pdfinfo', file)).toMatch(/Tagged: +yes/);
    const words = run('pdftotext', file, '-');
    expect(words).toContain('Certificate of a “sample”');
    expect(words).toContain('#read("/etc/passwd")');
  },
);
