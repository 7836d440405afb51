import { Schema, type Mark, type Node } from 'prosemirror-model';
import { mayLinkTo, readProse, type Block, type Inline } from '#platform/prose.ts';
import { joinedRuns, runsOf, type Run } from './prose-runs.ts';
import { writeProse } from './prose-write.ts';

/** Headings in the editor stand below the page's own: the first level is an h3. */
const BELOW = 2;

/**
 * What the editor can hold: exactly the blocks that `readProse` knows. What is pasted loses everything else, pictures and
 * colours among it; a table is held as its Markdown, to be edited as it is written.
 */
export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { content: 'inline*', group: 'block', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
    heading: {
      content: 'text*',
      group: 'block',
      defining: true,
      attrs: { level: { default: 1, validate: 'number' } },
      parseDOM: [
        { tag: '[data-level]', getAttrs: (dom) => ({ level: Number(dom.dataset.level) || 1 }) },
        ...['h1', 'h2', 'h3'].map((tag) => ({ tag, attrs: { level: 1 } })),
        ...['h4', 'h5', 'h6'].map((tag, at) => ({ tag, attrs: { level: at + 2 } })),
      ],
      toDOM: ({ attrs }) => {
        const level = Number(attrs.level);
        return [`h${Math.min(6, level + BELOW)}`, { 'data-level': String(level) }, 0];
      },
    },
    blockquote: {
      content: 'block+',
      group: 'block',
      defining: true,
      parseDOM: [{ tag: 'blockquote' }],
      toDOM: () => ['blockquote', 0],
    },
    bullet_list: {
      content: 'list_item+',
      group: 'block',
      parseDOM: [{ tag: 'ul' }],
      toDOM: () => ['ul', 0],
    },
    ordered_list: {
      content: 'list_item+',
      group: 'block',
      attrs: { order: { default: 1, validate: 'number' } },
      parseDOM: [{ tag: 'ol', getAttrs: (dom) => ({ order: Number(dom.getAttribute('start') ?? 1) || 1 }) }],
      toDOM: ({ attrs }) => ['ol', attrs.order === 1 ? {} : { start: String(attrs.order) }, 0],
    },
    list_item: {
      content: 'block+',
      defining: true,
      // Word writes its lists as paragraphs.
      parseDOM: [{ tag: 'li' }, { tag: 'p[class^="MsoList"]', priority: 60 }],
      toDOM: () => ['li', 0],
    },
    code_block: {
      content: 'text*',
      group: 'block',
      code: true,
      defining: true,
      marks: '',
      parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
      toDOM: () => ['pre', ['code', 0]],
    },
    table: {
      content: 'text*',
      group: 'block',
      code: true,
      defining: true,
      marks: '',
      parseDOM: [{ tag: 'pre[data-table]', preserveWhitespace: 'full', priority: 60 }],
      toDOM: () => ['pre', { 'data-table': '' }, ['code', 0]],
    },
    horizontal_rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
    text: { group: 'inline' },
    hard_break: {
      inline: true,
      group: 'inline',
      selectable: false,
      parseDOM: [{ tag: 'br' }],
      toDOM: () => ['br'],
    },
  },
  marks: {
    link: {
      attrs: { href: { validate: 'string' } },
      inclusive: false,
      parseDOM: [
        {
          tag: 'a[href]',
          getAttrs: (dom) => {
            const href = dom.getAttribute('href') ?? '';
            return mayLinkTo(href) ? { href } : false;
          },
        },
      ],
      toDOM: ({ attrs }) => ['a', { href: String(attrs.href), rel: 'noopener nofollow' }, 0],
    },
    // The policy of our pages keeps pasted styles from being read as styles, so they are read as text.
    strong: {
      parseDOM: [
        { tag: 'strong' },
        { tag: 'b', getAttrs: (dom) => !/font-weight:\s*(normal|400)/.test(styleOf(dom)) && null },
        { tag: 'span[style]', getAttrs: (dom) => /font-weight:\s*(bold|[6-9]00)/.test(styleOf(dom)) && null },
      ],
      toDOM: () => ['strong', 0],
    },
    emphasis: {
      parseDOM: [
        { tag: 'em' },
        { tag: 'i' },
        { tag: 'span[style]', getAttrs: (dom) => /font-style:\s*italic/.test(styleOf(dom)) && null },
      ],
      toDOM: () => ['em', 0],
    },
    code: { code: true, parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
  },
});

function styleOf(dom: HTMLElement): string {
  return dom.getAttribute('style') ?? '';
}

// The glyph that Word puts before each point of a list is no text.
export const IGNORED_ON_PASTE = [
  { tag: 'span[style*="mso-list"]', ignore: true },
  { tag: 'style, script, title, img, o\\:p', ignore: true },
];

/** A document of the editor from Markdown. Any text is one. */
export function documentFrom(markdown: string): Node {
  return schema.node('doc', null, filled(readProse(markdown).map(nodeFrom)));
}

/** The Markdown of a document: `readProse` reads out of it what the editor shows. */
export function markdownFrom(document: Node): string {
  return writeProse(blocksFrom(document));
}

function filled(nodes: readonly Node[]): readonly Node[] {
  return nodes.length > 0 ? nodes : [schema.node('paragraph')];
}

function nodeFrom(block: Block): Node {
  switch (block.kind) {
    case 'heading':
      return schema.node('heading', { level: block.level }, inlineNodes(block.of, false));
    case 'paragraph':
      return schema.node('paragraph', null, inlineNodes(block.of, true));
    case 'list': {
      const items = block.items.map((item) => schema.node('list_item', null, filled(item.map(nodeFrom))));
      if (!block.ordered) return schema.node('bullet_list', null, items);
      return schema.node('ordered_list', { order: block.start }, items);
    }
    case 'quote':
      return schema.node('blockquote', null, filled(block.of.map(nodeFrom)));
    case 'code':
      return schema.node('code_block', null, textNodes(block.text));
    case 'table':
      return schema.node('table', null, textNodes(writeProse([block])));
    case 'rule':
      return schema.node('horizontal_rule');
  }
}

function textNodes(text: string): Node[] {
  return text === '' ? [] : [schema.text(text)];
}

function inlineNodes(inlines: readonly Inline[], mayBreak: boolean): Node[] {
  return runsOf(inlines).flatMap((run): Node[] => {
    if (run.kind === 'break') return [mayBreak ? schema.node('hard_break') : schema.text(' ')];
    return run.text === '' ? [] : [schema.text(run.text, marksOf(run))];
  });
}

function marksOf({ kind, strong, emphasis, to }: Run): Mark[] {
  return [
    ...(to === undefined ? [] : [schema.mark('link', { href: to })]),
    ...(strong ? [schema.mark('strong')] : []),
    ...(emphasis ? [schema.mark('emphasis')] : []),
    ...(kind === 'code' ? [schema.mark('code')] : []),
  ];
}

function blocksFrom(parent: Node): Block[] {
  return childrenOf(parent).flatMap(blockFrom);
}

function childrenOf(parent: Node): Node[] {
  return Array.from({ length: parent.childCount }, (_, at) => parent.child(at));
}

// An empty paragraph is where somebody is about to write: no text yet.
function blockFrom(node: Node): Block[] {
  switch (node.type.name) {
    case 'paragraph': {
      const of = inlinesFrom(node);
      return of.length > 0 ? [{ kind: 'paragraph', of }] : [];
    }
    case 'heading': {
      const of = inlinesFrom(node);
      return of.length > 0 ? [{ kind: 'heading', level: Number(node.attrs.level), of }] : [];
    }
    case 'bullet_list':
      return [{ kind: 'list', ordered: false, start: 1, items: childrenOf(node).map(blocksFrom) }];
    case 'ordered_list': {
      const start = Number(node.attrs.order);
      return [{ kind: 'list', ordered: true, start, items: childrenOf(node).map(blocksFrom) }];
    }
    case 'blockquote': {
      const of = blocksFrom(node);
      return of.length > 0 ? [{ kind: 'quote', of }] : [];
    }
    case 'code_block':
      return [{ kind: 'code', text: node.textContent }];
    case 'table':
      return readProse(node.textContent);
    default:
      return [{ kind: 'rule' }];
  }
}

function inlinesFrom(parent: Node): Inline[] {
  const runs = childrenOf(parent).map((node): Run => {
    const has = (name: string) => node.marks.find(({ type }) => type.name === name);
    const to: unknown = has('link')?.attrs.href;
    return {
      text: node.text ?? '',
      kind: node.type.name === 'hard_break' ? 'break' : has('code') ? 'code' : 'text',
      strong: has('strong') !== undefined,
      emphasis: has('emphasis') !== undefined,
      to: typeof to === 'string' ? to : undefined,
    };
  });
  return trimmed(withSpacesOutside(joinedRuns(runs))).map(inlineFrom);
}

function inlineFrom(run: Run): Inline {
  if (run.kind === 'break') return { kind: 'break' };
  const words: Inline = { kind: run.kind, text: run.text };
  const leaning: Inline = run.emphasis ? { kind: 'emphasis', of: [words] } : words;
  const weighty: Inline = run.strong ? { kind: 'strong', of: [leaning] } : leaning;
  return run.to === undefined ? weighty : { kind: 'link', to: run.to, of: [weighty] };
}

/** A space at the edge of bold words is not bold: Markdown has no sign for it. */
function withSpacesOutside(runs: readonly Run[]): readonly Run[] {
  const parts = runs.flatMap((run): Run[] => {
    if (run.kind !== 'text' || !(run.strong || run.emphasis)) return [run];
    const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(run.text) ?? [];
    const plain = { ...run, strong: false, emphasis: false };
    return [
      { ...plain, text: before },
      { ...run, text: words },
      { ...plain, text: after },
    ].filter(({ text }) => text !== '');
  });
  return joinedRuns(
    parts.map((part, at) => (isBlank(part) ? between(part, parts[at - 1], parts[at + 1]) : part)),
  );
}

function isBlank(run: Run): boolean {
  return run.kind === 'text' && run.text.trim() === '';
}

function between(space: Run, before: Run | undefined, after: Run | undefined): Run {
  const both = (mark: 'strong' | 'emphasis') => before?.[mark] === true && after?.[mark] === true;
  return { ...space, strong: both('strong'), emphasis: both('emphasis') };
}

/** Without the spaces and breaks at the ends, which nobody sees. */
function trimmed(runs: readonly Run[]): readonly Run[] {
  const kept = [...runs];
  const isEdge = (run: Run | undefined) => run !== undefined && (run.kind === 'break' || isBlank(run));
  while (isEdge(kept[0])) kept.shift();
  while (isEdge(kept.at(-1))) kept.pop();
  const trim = (at: number, cut: (text: string) => string) => {
    const run = kept.at(at);
    if (run?.kind === 'text') kept.splice(at, 1, { ...run, text: cut(run.text) });
  };
  trim(0, (text) => text.trimStart());
  trim(-1, (text) => text.trimEnd());
  return kept;
}
