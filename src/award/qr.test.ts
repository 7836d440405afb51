import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { times } from './qr-codewords.ts';
import { qrOf, type QrCode } from './qr.ts';

const TEXTS = [
  'https://waymark.example.org/verify/7KQ2-M9XD-7KQ2-M9XD-7KQ2-M9XD-7KQ2',
  'a',
  'x'.repeat(60),
  'y'.repeat(100),
  'z'.repeat(120),
  'w'.repeat(150),
  'v'.repeat(180),
];

/** A picture as PBM, three dots a module, with the quiet margin that the standard asks. */
function toPicture(code: QrCode): string {
  const margin = 4;
  const width = code.length + 2 * margin;
  const rows = Array.from({ length: width * 3 }, (_, y) =>
    Array.from({ length: width * 3 }, (_, x) =>
      code[Math.floor(y / 3) - margin]?.[Math.floor(x / 3) - margin] ? 1 : 0,
    ).join(' '),
  );
  return `P1\n${width * 3} ${width * 3}\n${rows.join('\n')}\n`;
}

function hasReader(): boolean {
  try {
    execFileSync('zbarimg', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.runIf(hasReader())('another program reads every text back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-qr-'));
  for (const text of TEXTS) {
    const file = join(folder, 'code.pbm');
    writeFileSync(file, toPicture(qrOf(text) ?? []));
    const read = execFileSync('zbarimg', ['--quiet', '--raw', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(read.trimEnd()).toBe(text);
  }
  rmSync(folder, { recursive: true });
});

test('it is square, four modules wider with each version, with a finder in three corners', () => {
  for (const text of TEXTS) {
    const code = qrOf(text) ?? [];
    expect((code.length - 17) % 4).toBe(0);
    expect(code.every((row) => row.length === code.length)).toBe(true);
    const line = (row: readonly boolean[] = []) =>
      row
        .slice(0, 8)
        .map((dark) => (dark ? '#' : '.'))
        .join('');
    expect([line(code[0]), line(code[1]), line(code[2])]).toEqual(['#######.', '#.....#.', '#.###.#.']);
  }
});

test('it is the same for the same text', () => {
  expect(qrOf('https://waymark.example.org')).toEqual(qrOf('https://waymark.example.org'));
});

test('a text of 181 characters, or of more than plain letters, is not drawn', () => {
  expect(qrOf('Größe')).toBeUndefined();
  expect(qrOf('x'.repeat(181))).toBeUndefined();
});

test('multiplication in the field is that of its definition', () => {
  expect([times(2, 0x80), times(0x53, 1), times(0, 9), times(2, 2)]).toEqual([0x1d, 0x53, 0, 4]);
});
