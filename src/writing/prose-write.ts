import type { Block, Inline } from '#platform/prose.ts';
import { joinedRuns, runsOf, writeRuns, type Run } from './prose-runs.ts';

/**
 * Writes blocks as Markdown: `readProse` reads the same blocks out of it again. The one inverse of the one reader, so that
 * an editor and a page can never differ about what a text says.
 */
export function writeProse(blocks: readonly Block[]): string {
  return writeBlocks(blocks).join('\n\n');
}

function writeBlocks(blocks: readonly Block[], firstSign = 0): string[] {
  let sign = firstSign;
  return blocks.map((block, at) => {
    const before = blocks[at - 1];
    const again = block.kind === 'list' && before?.kind === 'list' && before.ordered === block.ordered;
    // Two lists in a row would be read as one, unless their signs differ.
    sign = again ? 1 - sign : at === 0 ? firstSign : 0;
    return writeBlock(block, sign);
  });
}

function writeBlock(block: Block, sign: number): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${writeLine(runsOf(block.of)).replace(/(^|[ \t])(#+)$/, '$1\\$2')}`.trimEnd();
    case 'paragraph':
      return writeRuns(runsOf(block.of));
    case 'list':
      return writeList(block, sign);
    case 'quote':
      return indent(writeProse(block.of), '> ', '> ');
    case 'code':
      return writeCode(block.text);
    case 'table':
      return writeTable(block);
    case 'rule':
      return '___';
  }
}

function writeList(list: Block & { kind: 'list' }, sign: number): string {
  const signs = list.ordered ? ['.', ')'] : ['-', '*'];
  const isLoose = list.items.some((item) => !isTight(item));
  return list.items
    .map((item, at) => {
      const mark = list.ordered ? `${list.start + at}${signs[sign] ?? '.'} ` : `${signs[sign] ?? '-'} `;
      // "- - -" would be a rule.
      const inside = writeBlocks(item, 1 - sign).join(isLoose ? '\n\n' : '\n');
      return indent(inside, mark, ' '.repeat(mark.length));
    })
    .join(isLoose ? '\n\n' : '\n');
}

/** A paragraph, and perhaps a list below it that may follow without a blank line. */
function isTight(item: readonly Block[]): boolean {
  const [first, second, ...more] = item;
  if (item.length === 0) return true;
  const follows = second === undefined || (second.kind === 'list' && mayInterrupt(second));
  return first?.kind === 'paragraph' && follows && more.length === 0;
}

function mayInterrupt({ ordered, start, items: [first] }: Block & { kind: 'list' }): boolean {
  const begins = first !== undefined && writeBlocks(first).join('').trim() !== '';
  return begins && (!ordered || start === 1);
}

function writeCode(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text === '' ? '' : `${text}\n`}${fence}`;
}

function writeTable({ head, rows }: Block & { kind: 'table' }): string {
  const line = (cells: readonly (readonly Inline[])[]) =>
    `| ${cells.map((cell) => writeLine(runsOf(cell)).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

function indent(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, at) => (at === 0 ? first : line === '' ? others.trimEnd() : others) + line)
    .map((line) => (line.trim() === '' ? '' : line))
    .join('\n');
}

/** Runs on one line, for headings and cells: a break is a space there. */
function writeLine(runs: readonly Run[]): string {
  return writeRuns(
    joinedRuns(runs.map((run) => (run.kind === 'break' ? { ...run, kind: 'text', text: ' ' } : run))),
  );
}
