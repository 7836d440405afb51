/** The sizes of a QR code at error correction level M (ISO/IEC 18004, table 9): a seventh of it may be unreadable. */
export type QrSize = {
  readonly version: number;
  readonly codewords: number;
  readonly eccPerBlock: number;
  readonly blocks: number;
  /** Centres of the alignment patterns, on both axes. */
  readonly alignment: readonly number[];
};

const SIZES: readonly QrSize[] = [
  { version: 1, codewords: 26, eccPerBlock: 10, blocks: 1, alignment: [] },
  { version: 2, codewords: 44, eccPerBlock: 16, blocks: 1, alignment: [6, 18] },
  { version: 3, codewords: 70, eccPerBlock: 26, blocks: 1, alignment: [6, 22] },
  { version: 4, codewords: 100, eccPerBlock: 18, blocks: 2, alignment: [6, 26] },
  { version: 5, codewords: 134, eccPerBlock: 24, blocks: 2, alignment: [6, 30] },
  { version: 6, codewords: 172, eccPerBlock: 16, blocks: 4, alignment: [6, 34] },
  { version: 7, codewords: 196, eccPerBlock: 18, blocks: 4, alignment: [6, 22, 38] },
  { version: 8, codewords: 242, eccPerBlock: 22, blocks: 4, alignment: [6, 24, 42] },
  { version: 9, codewords: 292, eccPerBlock: 22, blocks: 5, alignment: [6, 26, 46] },
];

/** The smallest size that holds so many bytes; nothing for more than 180. */
export function sizeFor(bytes: number): QrSize | undefined {
  // Four bits name the mode and eight count the bytes.
  return SIZES.find((size) => bytes + 2 <= dataCodewords(size));
}

/** All codewords of a text in the order in which they are drawn: data of the blocks in turn, then their correction. */
export function codewordsOf(bytes: Uint8Array, size: QrSize): number[] {
  const blocks = intoBlocks(dataOf(bytes, size), size);
  const ecc = blocks.map((block) => remainderOf(block, generatorOf(size.eccPerBlock)));
  return [...inTurn(blocks), ...inTurn(ecc)];
}

function dataCodewords(size: QrSize): number {
  return size.codewords - size.eccPerBlock * size.blocks;
}

/** Mode "byte" (0100), the count, the bytes, an end of four zeros, then the two padding words in turn. */
function dataOf(bytes: Uint8Array, size: QrSize): number[] {
  const nibbles = [4, bytes.length >> 4, bytes.length & 15];
  for (const byte of bytes) nibbles.push(byte >> 4, byte & 15);
  nibbles.push(0);
  const words: number[] = [];
  for (let index = 0; index < nibbles.length; index += 2)
    words.push(((nibbles[index] ?? 0) << 4) | (nibbles[index + 1] ?? 0));
  for (let pad = 0; words.length < dataCodewords(size); pad += 1) words.push(pad % 2 === 0 ? 0xec : 0x11);
  return words;
}

/** The first blocks are a word shorter where the words do not divide evenly. */
function intoBlocks(data: readonly number[], { codewords, blocks, eccPerBlock }: QrSize): number[][] {
  const short = blocks - (codewords % blocks);
  const length = Math.floor(codewords / blocks) - eccPerBlock;
  let from = 0;
  return Array.from({ length: blocks }, (_, index) => {
    const to = from + length + (index < short ? 0 : 1);
    const block = data.slice(from, to);
    from = to;
    return block;
  });
}

function inTurn(blocks: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: longest }, (_, index) => blocks.flatMap((block) => block[index] ?? [])).flat();
}

/** The product of two elements of the field of 256 by x^8 + x^4 + x^3 + x^2 + 1. */
export function times(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((other >> bit) & 1) * one;
  }
  return product;
}

function generatorOf(degree: number): number[] {
  const generator = [...Array.from({ length: degree - 1 }, () => 0), 1];
  let root = 1;
  for (let step = 0; step < degree; step += 1) {
    for (let place = 0; place < degree; place += 1)
      generator[place] = times(generator[place] ?? 0, root) ^ (generator[place + 1] ?? 0);
    root = times(root, 2);
  }
  return generator;
}

function remainderOf(data: readonly number[], generator: readonly number[]): number[] {
  const remainder = generator.map(() => 0);
  for (const word of data) {
    const factor = word ^ (remainder.shift() ?? 0);
    remainder.push(0);
    generator.forEach((coefficient, place) => {
      remainder[place] = (remainder[place] ?? 0) ^ times(coefficient, factor);
    });
  }
  return remainder;
}
