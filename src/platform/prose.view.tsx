import type { VNode } from 'preact';
import type { Block, Inline } from './prose.ts';

/**
 * Prints blocks as elements. `headingBase` is the level of the first heading (3 gives h3), deeper ones follow down
 * to h6. Every piece of writing is a text node: Preact escapes it, and there is nothing here that could be markup.
 * Paragraphs take their direction from their own words. Links lead out without lending our weight or our window.
 */
export function proseView(
  blocks: readonly Block[],
  { headingBase = 3 }: { headingBase?: number } = {},
): VNode {
  return <>{blocks.map((block) => blockView(block, headingBase))}</>;
}

function blockView(block: Block, headingBase: number): VNode {
  switch (block.kind) {
    case 'heading':
      return headingView(Math.min(6, headingBase + block.level - 1), block.of);
    case 'paragraph':
      return <p dir="auto">{inlineView(block.of)}</p>;
    case 'list':
      return listView(block, headingBase);
    case 'quote':
      return <blockquote>{proseView(block.of, { headingBase })}</blockquote>;
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case 'table':
      return tableView(block);
    case 'rule':
      return <hr />;
  }
}

function headingView(level: number, of: readonly Inline[]): VNode {
  const Heading = `h${level}` as 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6';
  return <Heading dir="auto">{inlineView(of)}</Heading>;
}

function listView(list: Block & { kind: 'list' }, headingBase: number): VNode {
  const items = list.items.map((item) => <li>{itemView(item, headingBase)}</li>);
  if (!list.ordered) return <ul>{items}</ul>;
  return list.start === 1 ? <ol>{items}</ol> : <ol start={list.start}>{items}</ol>;
}

// An item of one paragraph is set without the paragraph's space around it.
function itemView(item: readonly Block[], headingBase: number) {
  const [first, ...rest] = item;
  if (first?.kind !== 'paragraph' || rest.some((block) => block.kind !== 'list')) {
    return proseView(item, { headingBase });
  }
  return (
    <>
      <span dir="auto">{inlineView(first.of)}</span>
      {proseView(rest, { headingBase })}
    </>
  );
}

// A wide table scrolls in its own place, and can be reached there without a mouse. A group and no region: a page may hold many.
function tableView(table: Block & { kind: 'table' }): VNode {
  return (
    <div class="prose-table" role="group" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.head.map((cell) => (
              <th scope="col">{inlineView(cell)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td dir="auto">{inlineView(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inlineView(inlines: readonly Inline[]): (VNode | string)[] {
  return inlines.map(oneInlineView);
}

function oneInlineView(inline: Inline): VNode | string {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'code':
      return <code>{inline.text}</code>;
    case 'break':
      return <br />;
    case 'strong':
      return <strong>{inlineView(inline.of)}</strong>;
    case 'emphasis':
      return <em>{inlineView(inline.of)}</em>;
    case 'link':
      return (
        <a href={inline.to} rel="noopener nofollow">
          {inlineView(inline.of)}
        </a>
      );
  }
}
