import { codewordsOf, sizeFor, type QrSize } from './qr-codewords.ts';

/** A square of dark (true) and light modules, without its quiet margin. */
export type QrCode = readonly (readonly boolean[])[];

type Grid = { readonly dark: boolean[][]; readonly fixed: boolean[][] };

/**
 * A text as a QR code (ISO/IEC 18004) in byte mode with error correction level M, the same for the same text. Nothing for a
 * text of more than 180 characters or beyond ASCII, which readers guess at: then it has to be typed.
 */
export function qrOf(text: string): QrCode | undefined {
  const bytes = new TextEncoder().encode(text);
  const size = sizeFor(bytes.length);
  if (!size || bytes.some((byte) => byte > 126)) return undefined;
  const words = codewordsOf(bytes, size);
  const tried = MASKS.map((_, mask) => drawn(size, words, mask));
  const faults = tried.map(faultsOf);
  return tried[faults.indexOf(Math.min(...faults))];
}

function drawn(size: QrSize, words: readonly number[], mask: number): boolean[][] {
  const grid = blank(size.version * 4 + 17);
  drawPatterns(grid, size);
  drawFormat(grid, mask);
  if (size.version >= 7) drawVersion(grid, size.version);
  drawWords(grid, words);
  return grid.dark.map((row, y) =>
    row.map((dark, x) => dark !== (!at(grid.fixed, x, y) && (MASKS[mask]?.(x, y) ?? false))),
  );
}

function blank(width: number): Grid {
  const square = () => Array.from({ length: width }, () => Array.from({ length: width }, () => false));
  return { dark: square(), fixed: square() };
}

function at(square: readonly (readonly boolean[])[], x: number, y: number): boolean {
  return square[y]?.[x] ?? false;
}

function set({ dark, fixed }: Grid, x: number, y: number, isDark: boolean): void {
  const [row, fixedRow] = [dark[y], fixed[y]];
  if (!row || !fixedRow || x < 0 || x >= row.length) return;
  row[x] = isDark;
  fixedRow[x] = true;
}

function drawPatterns(grid: Grid, { alignment }: QrSize): void {
  const width = grid.dark.length;
  for (let place = 0; place < width; place += 1) {
    set(grid, 6, place, place % 2 === 0);
    set(grid, place, 6, place % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [width - 4, 3],
    [3, width - 4],
  ] as const)
    drawSquare(grid, x, y, 4);
  const last = alignment.length - 1;
  alignment.forEach((x, column) =>
    alignment.forEach((y, row) => {
      const atFinder =
        (column === 0 && row === 0) || (column === 0 && row === last) || (column === last && row === 0);
      if (!atFinder) drawSquare(grid, x, y, 2);
    }),
  );
}

/** Rings round a centre: a finder reaches 4 (its light border included), an alignment pattern 2. */
function drawSquare(grid: Grid, centreX: number, centreY: number, reach: 2 | 4): void {
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      const isDark = reach === 2 ? ring !== 1 : ring !== 2 && ring !== 4;
      set(grid, centreX + dx, centreY + dy, isDark);
    }
  }
}

/** Level M is 00; ten bits of BCH code follow, and the whole is masked so that it is never all light. */
function drawFormat(grid: Grid, mask: number): void {
  const bits = ((mask << 10) | bchOf(mask, 10, 0x537)) ^ 0x5412;
  const bit = (place: number): boolean => ((bits >> place) & 1) === 1;
  const width = grid.dark.length;
  for (let place = 0; place <= 5; place += 1) set(grid, 8, place, bit(place));
  set(grid, 8, 7, bit(6));
  set(grid, 8, 8, bit(7));
  set(grid, 7, 8, bit(8));
  for (let place = 9; place < 15; place += 1) set(grid, 14 - place, 8, bit(place));
  for (let place = 0; place < 8; place += 1) set(grid, width - 1 - place, 8, bit(place));
  for (let place = 8; place < 15; place += 1) set(grid, 8, width - 15 + place, bit(place));
  set(grid, 8, width - 8, true);
}

function drawVersion(grid: Grid, version: number): void {
  const bits = (version << 12) | bchOf(version, 12, 0x1f25);
  const edge = grid.dark.length - 11;
  for (let place = 0; place < 18; place += 1) {
    const isDark = ((bits >> place) & 1) === 1;
    const [far, near] = [edge + (place % 3), Math.floor(place / 3)];
    set(grid, far, near, isDark);
    set(grid, near, far, isDark);
  }
}

function bchOf(value: number, bits: number, generator: number): number {
  let remainder = value;
  for (let step = 0; step < bits; step += 1)
    remainder = (remainder << 1) ^ ((remainder >> (bits - 1)) * generator);
  return remainder;
}

/** Up and down in columns of two from the right, past the column of the timing pattern. */
function drawWords(grid: Grid, words: readonly number[]): void {
  const width = grid.dark.length;
  let bit = 0;
  for (let right = width - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upwards = ((right + 1) & 2) === 0;
    for (let step = 0; step < width; step += 1) {
      const y = upwards ? width - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = grid.dark[y];
        if (!row || at(grid.fixed, x, y)) continue;
        row[x] = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        bit += 1;
      }
    }
  }
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** How hard a reader finds it: long runs, even patches, what looks like a finder, and too much of one shade. */
function faultsOf(code: QrCode): number {
  const turned = code.map((_, x) => code.map((row) => row[x] ?? false));
  const lines = [...code, ...turned].map((line) => line.map((dark) => (dark ? '1' : '0')).join(''));
  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []).map((run) => run.length - 2);
  const finders = lines.flatMap((line) => line.match(/(?=00001011101|10111010000)/g) ?? []).length * 40;
  const all = code.flat();
  const share = all.filter(Boolean).length / all.length;
  return sum(runs) + finders + patchesOf(code) * 3 + Math.floor(Math.abs(share - 0.5) * 20) * 10;
}

function patchesOf(code: QrCode): number {
  return sum(
    code.map((row, y) =>
      sum(
        row.map((dark, x) => {
          const others = [at(code, x + 1, y), at(code, x, y + 1), at(code, x + 1, y + 1)];
          const inside = x + 1 < row.length && y + 1 < code.length;
          return inside && others.every((other) => other === dark) ? 1 : 0;
        }),
      ),
    ),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
