import createMarkdown, { type MarkdownIt, type Token } from 'markdown-it';

/** A run of writing inside a block. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'emphasis'; of: Inline[] }
  | { kind: 'link'; to: string; of: Inline[] };

/** A block of writing. Heading levels start at 1 and never skip one on the way down. */
export type Block =
  | { kind: 'heading'; level: number; of: Inline[] }
  | { kind: 'paragraph'; of: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'quote'; of: Block[] }
  | { kind: 'code'; text: string }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'rule' };

// Lists in quotes in lists: deeper than anyone writes by hand, shallower than a page, a PDF or a stack can bear.
const DEEPEST = 8;
// More signs of Markdown than any section holds: reading costs time with each, and the reader holds up everybody else.
const MOST_SIGNS = 20_000;
const markdown = openMarkdown();

/**
 * Reads what a person wrote in Markdown (CommonMark without HTML and images, with tables and bare addresses as
 * links) into blocks, the one tree from which page, plain text and PDF are printed. Any text is Markdown: it never
 * fails. HTML in it is text; a link to anything but http, https or mailto stays the characters that were typed; a
 * picture becomes a link to it. Headings are renumbered so that none is skipped, as readers of structure need. Lists
 * and quotes below the eighth level are set as the eighth; those below the 50th, which nobody writes, are dropped. A
 * text with more than 20,000 signs of Markdown is not read as such: its paragraphs stay the characters that were typed.
 */
export function readProse(written: string): Block[] {
  if (countSigns(written) > MOST_SIGNS) return paragraphsAsTyped(written);
  return evenHeadings(blocksOf(nest(markdown.parse(written, {}))));
}

function countSigns(written: string): number {
  return written.match(/[[\]!*_`<&|:\\]/g)?.length ?? 0;
}

function paragraphsAsTyped(written: string): Block[] {
  const paragraphs = written.split(/\n{2,}/).filter((words) => words.trim() !== '');
  return paragraphs.map((words) => ({ kind: 'paragraph', of: [{ kind: 'text', text: words }] }));
}

/** True of an absolute address of the web or of mail: the only ones that people's writing may link to. */
export function mayLinkTo(address: string): boolean {
  if (!/^(https?:\/\/|mailto:)/i.test(address.trim()) || !URL.canParse(address)) return false;
  return ['http:', 'https:', 'mailto:'].includes(new URL(address).protocol);
}

/**
 * Blocks as data for a PDF template, which prints them with `prose` of /platform/prose.typ. The tree is the same:
 * this is the place where it would differ.
 */
export function proseForTypst(blocks: readonly Block[]): readonly Block[] {
  return blocks;
}

/** The words of inline writing without their form. */
export function inlineText(inlines: readonly Inline[]): string {
  return inlines.map(oneInlineText).join('');
}

/** Prints blocks as plain text: for letters, searching, quoting and comparing. Links show their address. */
export function proseText(blocks: readonly Block[]): string {
  return blocks.map(blockText).join('\n\n');
}

function openMarkdown(): MarkdownIt {
  const reader = createMarkdown('commonmark', { html: false, linkify: true, maxNesting: 100 });
  reader.enable(['table', 'linkify']).disable(['html_block', 'html_inline']);
  reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  reader.validateLink = mayLinkTo;
  return reader;
}

type Node = { token: Token; of: Node[] };
type Open = { of: Node[]; kept: boolean; depth: number };

const CONTAINERS = new Set([
  'blockquote_open',
  'bullet_list_open',
  'ordered_list_open',
  'strong_open',
  'em_open',
  'link_open',
]);

// markdown-it gives a flat run of opening and closing tokens; a tree is what the printers want. A container below the
// deepest level is left out and its content kept. It walks without calling itself, since text can nest by the thousand.
function nest(tokens: readonly Token[]): Node[] {
  const root: Node[] = [];
  const open: Open[] = [{ of: root, kept: true, depth: 0 }];
  for (const token of tokens) {
    if (token.nesting === -1) {
      open.pop();
      continue;
    }
    const around = open.at(-1) ?? { of: root, kept: true, depth: 0 };
    const opened = opening(token, around);
    if (opened.kept) around.of.push({ token, of: opened.of });
    if (token.nesting === 1) open.push(opened);
  }
  return root;
}

function opening(token: Token, around: Open): Open {
  if (token.type === 'inline') return { ...around, of: nest(token.children ?? []), kept: true };
  const isContainer = CONTAINERS.has(token.type);
  const leftOut = isContainer ? around.depth >= DEEPEST : token.type === 'list_item_open' && !around.kept;
  if (leftOut) return { of: around.of, kept: false, depth: around.depth };
  return { of: [], kept: true, depth: around.depth + (isContainer ? 1 : 0) };
}

function blocksOf(nodes: readonly Node[]): Block[] {
  return nodes.flatMap(blockOf);
}

function blockOf({ token, of }: Node): Block[] {
  switch (token.type) {
    case 'heading_open':
      return [{ kind: 'heading', level: Number(token.tag.slice(1)), of: inlinesIn(of) }];
    case 'paragraph_open':
      return [{ kind: 'paragraph', of: inlinesIn(of) }];
    case 'bullet_list_open':
    case 'ordered_list_open':
      return [listOf(token, of)];
    case 'blockquote_open':
      return [{ kind: 'quote', of: blocksOf(of) }];
    case 'fence':
    case 'code_block':
      return [{ kind: 'code', text: token.content.replace(/\n$/, '') }];
    case 'table_open':
      return [tableOf(of)];
    case 'hr':
      return [{ kind: 'rule' }];
    default:
      return token.content === '' ? [] : [{ kind: 'paragraph', of: [{ kind: 'text', text: token.content }] }];
  }
}

function listOf(token: Token, items: readonly Node[]): Block {
  return {
    kind: 'list',
    ordered: token.type === 'ordered_list_open',
    start: Number(token.attrGet('start') ?? 1),
    items: items.map((item) => blocksOf(item.of)),
  };
}

function tableOf(parts: readonly Node[]): Block {
  const rowsOf = (type: string) =>
    parts
      .filter(({ token }) => token.type === type)
      .flatMap(({ of }) => of)
      .map((row) => row.of.map((cell) => inlinesIn(cell.of)));
  return { kind: 'table', head: rowsOf('thead_open')[0] ?? [], rows: rowsOf('tbody_open') };
}

function inlinesIn(nodes: readonly Node[]): Inline[] {
  return inlinesOf(nodes.flatMap(({ of }) => of));
}

// Neighbouring texts are one text: a quotation is found in it whole.
function inlinesOf(nodes: readonly Node[]): Inline[] {
  const joined: Inline[] = [];
  for (const one of nodes.flatMap(inlineOf)) {
    const before = joined.at(-1);
    if (before?.kind === 'text' && one.kind === 'text')
      joined[joined.length - 1] = text(before.text + one.text);
    else joined.push(one);
  }
  return joined;
}

function inlineOf({ token, of }: Node): Inline[] {
  switch (token.type) {
    case 'strong_open':
      return [{ kind: 'strong', of: inlinesOf(of) }];
    case 'em_open':
      return [{ kind: 'emphasis', of: inlinesOf(of) }];
    case 'link_open':
      return linkOf(attribute(token, 'href'), inlinesOf(of));
    case 'image':
      return linkOf(attribute(token, 'src'), [text(token.content || attribute(token, 'src'))]);
    case 'code_inline':
      return [{ kind: 'code', text: token.content }];
    case 'hardbreak':
      return [{ kind: 'break' }];
    case 'softbreak':
      return [text(' ')];
    default:
      return token.content === '' ? [] : [text(token.content)];
  }
}

// Asked a second time, so that no way through the parser leads round the rule.
function linkOf(to: string, of: Inline[]): Inline[] {
  return mayLinkTo(to) ? [{ kind: 'link', to, of }] : of;
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '');
}

function text(words: string): Inline {
  return { kind: 'text', text: words };
}

function evenHeadings(blocks: readonly Block[]): Block[] {
  const open: number[] = [];
  return blocks.map((block) => {
    if (block.kind === 'quote') return { ...block, of: withoutHeadings(block.of) };
    if (block.kind === 'list') return { ...block, items: block.items.map(withoutHeadings) };
    if (block.kind !== 'heading') return block;
    while (open.length > 0 && (open.at(-1) ?? 0) >= block.level) open.pop();
    open.push(block.level);
    return { ...block, level: open.length };
  });
}

// Inside a list or a quote a heading would tear the page's outline: there it is a strong line.
function withoutHeadings(blocks: readonly Block[]): Block[] {
  return evenHeadings(blocks).map((block) =>
    block.kind === 'heading' ? { kind: 'paragraph', of: [{ kind: 'strong', of: block.of }] } : block,
  );
}

function oneInlineText(inline: Inline): string {
  switch (inline.kind) {
    case 'break':
      return '\n';
    case 'text':
    case 'code':
      return inline.text;
    case 'link':
      return linkText(inlineText(inline.of), inline.to);
    default:
      return inlineText(inline.of);
  }
}

function linkText(shown: string, to: string): string {
  const address = to.replace(/^mailto:/i, '');
  return shown === to || shown === address ? shown : `${shown} (${address})`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return inlineText(block.of);
    case 'list':
      return block.items
        .map((item, index) => itemText(item, block.ordered ? `${block.start + index}. ` : '- '))
        .join('\n');
    case 'quote':
      return indented(proseText(block.of), '> ');
    case 'code':
      return block.text;
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(inlineText).join(' | ')).join('\n');
    case 'rule':
      return '---';
  }
}

function itemText(item: readonly Block[], mark: string): string {
  const [first = '', ...rest] = indented(proseText(item), ' '.repeat(mark.length)).split('\n');
  return [mark + first.slice(mark.length), ...rest].join('\n');
}

function indented(words: string, by: string): string {
  return words
    .split('\n')
    .map((line) => (line === '' ? by.trimEnd() : by + line))
    .join('\n');
}
