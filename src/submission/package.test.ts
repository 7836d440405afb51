import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { closePdf, renderPdf } from '#platform/pdf.ts';
import { fileStore } from '#platform/file-store.ts';
import { openHouse, type TestHouse } from '#test/house.ts';
import { addEvidence, evidenceOf, removeEvidence } from '#portfolio';
import { sweepFiles } from './file-sweep.ts';
import { pdfData, PDF_TEMPLATE } from './package-pdf.ts';
import { samplePortfolio, sampleSection } from '../portfolio/samples.ts';
import { sampleWhole } from './samples.ts';
import { contentOf, findSubmissionFile, submissionOf } from './submission.sql.ts';
import { readSnapshot } from './snapshot.ts';
import { serveSnapshotFile } from './submission-file.ts';
import { submitPortfolio } from './submit.ts';

const has = (...programs: string[]): boolean =>
  programs.every((program) => {
    try {
      return execFileSync('which', [program]).length > 0;
    } catch {
      return false;
    }
  });

/** Reads a ZIP by its central directory, as the format's specification has it, so that nothing of ours checks itself. */
function unpack(bytes: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [packed, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(start, start + packed);
    const name = String(bytes.subarray(at + 46, at + 46 + nameLength));
    found.set(name, bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(body) : body);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return found;
}

let house: TestHouse;
let packed: Buffer;
let files: Map<string, Buffer>;
let folder: string;
let submissionId: string;
let evidenceId: string;
let base: string;
let person: { id: string };

const HOSTILE = '"><script>alert(1)</script> #set page(width: 1pt) $x$ @import "/etc/passwd" ‮evil';
const FILE = Buffer.from('The notes, as they were.\n');

beforeAll(async () => {
  house = await openHouse();
  const sample = await samplePortfolio(house, { name: 'Amara <b>Udeh</b>' });
  person = sample.person;
  const { portfolio } = sample;
  await sampleWhole(house, portfolio);
  await sampleSection(house, portfolio, 'c1a', {
    description: `# One\n###### Six\n\n${HOSTILE}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. x\n   > y\n\n\`code\``,
  });
  const stored = await (
    await fileStore()
  ).put([FILE] as unknown as AsyncIterable<Uint8Array>, { limitBytes: 1000 });
  const file = {
    sha256: stored.sha256,
    name: 'no/tes "& <b>.txt',
    type: 'text/plain',
    kind: 'text' as const,
    bytes: stored.size,
  };
  evidenceId = await house.write((tx) =>
    addEvidence(tx, portfolio, {
      title: HOSTILE.slice(0, 150),
      shows: HOSTILE,
      file,
      permission: 'own-work',
      peopleShown: '',
      access: 'assessors',
      usedIn: ['c1a'],
    }),
  );
  const answers = { accepted: 'Yes', name: HOSTILE, 'signed-on': 'today' };
  ({ submissionId } = await house.write((tx) =>
    submitPortfolio(tx, { portfolioId: portfolio.id, personId: person.id, answers }),
  ));
  base = `/portfolio/${portfolio.id}/submissions/${submissionId}`;
  const { response } = await house.visit(`${base}/package.zip`, person);
  packed = Buffer.from(await response.arrayBuffer());
  files = unpack(packed);
  folder = mkdtempSync(join(tmpdir(), 'waymark-package-'));
  writeFileSync(join(folder, 'portfolio.pdf'), read('portfolio.pdf'));
  return async () => {
    rmSync(folder, { recursive: true });
    await closePdf();
  };
});

const read = (name: string): Buffer => files.get(name) ?? Buffer.alloc(0);

test('every file of the package is as its manifest says, and the manifest names every file', () => {
  const manifest = JSON.parse(read('manifest.json').toString()) as {
    sha256: string;
    files: { path: string; bytes: number; sha256: string }[];
  };
  for (const { path, bytes, sha256 } of manifest.files) {
    const content = read(path);
    expect(content.length, path).toBe(bytes);
    expect(createHash('sha256').update(content).digest('hex'), path).toBe(sha256);
  }
  const names = [...files.keys()].filter((name) => name !== 'manifest.json');
  expect(manifest.files.map(({ path }) => path)).toEqual(names);
  expect(manifest.files.find(({ path }) => path === 'submission.json')?.sha256).toBe(manifest.sha256);
});

test('the page of the package needs no connection and no script, and links to files that are there', () => {
  const page = read('index.html').toString();
  expect(page).not.toMatch(/<script|\ssrc=|<link|onload=/i);
  expect(page).toContain("default-src 'none'");
  const links = [...page.matchAll(/href="(evidence\/[^"]+)"/g)].map(([, href = '']) =>
    decodeURIComponent(href),
  );
  expect(links).toHaveLength(1);
  expect(read(links[0] ?? '').equals(FILE)).toBe(true);
  const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(anchors.length).toBeGreaterThan(8);
  for (const id of anchors) expect(page).toContain(`id="${id}"`);
});

test('hostile text is text in the page, the Markdown, the PDF and on our own page', async () => {
  expect(read('index.html').toString()).toContain('&lt;script>alert(1)&lt;/script>');
  expect(read('portfolio.md').toString()).not.toMatch(/^- \[[^\]]*\]\(<javascript:/m);
  const mine = await house.visit(base, person);
  expect(mine.status).toBe(200);
  expect(mine.text).not.toContain('<script>alert(1)');
  if (!has('pdftotext')) return;
  const words = execFileSync('pdftotext', ['-layout', 'portfolio.pdf', '-'], { cwd: folder }).toString();
  expect(words).toContain('#set page(width: 1pt)');
  expect(words).toContain('<script>alert(1)</script>');
});

test.skipIf(!has('pdfinfo', 'pdftotext'))(
  'the PDF is tagged, titled, has headings in order, and names the submission on each page',
  () => {
    const info = execFileSync('pdfinfo', ['portfolio.pdf'], { cwd: folder }).toString();
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/Title:\s+CMALT portfolio of Amara/);
    const structure = execFileSync('pdfinfo', ['-struct-text', 'portfolio.pdf'], {
      cwd: folder,
    }).toString();
    for (const level of ['H1', 'H2', 'H3']) expect(structure).toContain(level);
    const words = execFileSync('pdftotext', ['portfolio.pdf', '-'], { cwd: folder }).toString();
    expect(words).toMatch(/S-\d{4}-0001 · [0-9a-f]{16}/);
  },
);

test('the same submission gives the same package, whenever it is asked for', async () => {
  const { response } = await house.visit(`${base}/package.zip`, person);
  const again = Buffer.from(await response.arrayBuffer());
  expect(again.equals(packed)).toBe(true);
});

test('evidence removed afterwards stays with the copy, its file too, through the nightly sweep', async () => {
  const submission = await submissionOf(house.db, submissionId);
  const { portfolioId = '' } = submission ?? {};
  await house.write((tx) => removeEvidence(tx, { id: portfolioId } as never, evidenceId));
  expect((await evidenceOf(house.db, portfolioId)).some(({ id }) => id === evidenceId)).toBe(false);
  await sweepFiles.run(house.db, {});
  const { response } = await house.visit(`${base}/files/${evidenceId}`, person);
  expect(Buffer.from(await response.arrayBuffer()).equals(FILE)).toBe(true);
  expect(await serveSnapshotFile(house.db, submissionId, submissionId)).toBeUndefined();
  expect(await findSubmissionFile(house.db, submissionId, evidenceId)).toBeDefined();
});

test('the list of a copy’s files never changes either', async () => {
  for (const statement of [
    'delete from submission.file',
    "update submission.file set file_name = 'x'",
    'truncate submission.file',
  ])
    await expect(house.pool.query(statement), statement).rejects.toThrow(/never changes/);
});

test('every section of every pathway can be set, however deep its headings and lists are', async () => {
  const submission = await submissionOf(house.db, submissionId);
  const copy = readSnapshot((await contentOf(house.db, submissionId)) ?? '');
  const deep = [
    '# a',
    '## b',
    '### c',
    '#### d',
    '##### e',
    '###### f',
    '- a\n  - b\n    - c\n      - d',
    '> > > quote',
  ].join('\n\n');
  const sections = copy.sections.map((section) => ({
    ...section,
    parts: section.parts.map((part) => ({ ...part, text: deep })),
  }));
  const pdf = await renderPdf(PDF_TEMPLATE, pdfData(submission!, { ...copy, sections }));
  expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
});
