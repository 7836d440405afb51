import { settings } from '#platform/config.ts';
import { actionLink, escapeHtml, factTable, letterSheet } from '#platform/letter-words.ts';
import type { PrintedLetter } from '#platform/letters.ts';
import { proseText, type Block, type Inline } from '#platform/prose.ts';
import type { Composed, LetterBlock } from './compose.ts';

/** A letter as plain text and as HTML, both from the same blocks. */
export function printLetter({ subject, blocks }: Composed): PrintedLetter {
  return {
    subject,
    text: `${blocks.map(blockText).join('\n\n')}\n`,
    html: letterSheet(subject, letterBody(blocks)),
  };
}

/** Blocks as the HTML that stands on a letter's sheet. */
export function letterBody(blocks: readonly LetterBlock[]): string {
  return blocks.map(blockHtml).join('\n');
}

/** A block as plain text, lines left unbroken for the reader's program to wrap. */
export function blockText(block: LetterBlock): string {
  if (block.kind === 'facts') return block.facts.map(([name, value]) => `${name}: ${value}`).join('\n');
  if (block.kind === 'action') return `${block.label}:\n${settings().url}${block.path}`;
  return proseText([block]);
}

/**
 * The words of a usual letter, as plain text, in whose place another, the same but for that, says `stand`: what stands before
 * and after is the same in both. Nothing where `stand` is no paragraph of the other.
 */
export function wordsInPlaceOf(
  stand: string,
  usual: Pick<Composed, 'blocks'>,
  other: Pick<Composed, 'blocks'>,
): string {
  const at = other.blocks.findIndex((block) => blockText(block) === stand);
  const after = other.blocks.length - at - 1;
  if (at < 0) return '';
  return usual.blocks
    .slice(at, usual.blocks.length - after)
    .map(blockText)
    .join('\n\n');
}

const SPACE = 'margin:0 0 1rem';

function blockHtml(block: LetterBlock): string {
  switch (block.kind) {
    case 'facts':
      return factTable(block.facts);
    case 'action':
      return actionLink(block.label, `${settings().url}${block.path}`);
    case 'heading': {
      const level = Math.min(6, block.level + 1);
      return `<h${level} style="margin:1.5rem 0 .5rem;font-size:1.15rem;line-height:1.3">${inlineHtml(block.of)}</h${level}>`;
    }
    case 'paragraph':
      return `<p style="${SPACE}">${inlineHtml(block.of)}</p>`;
    case 'list':
      return listHtml(block);
    case 'quote':
      return `<blockquote style="${SPACE};padding:0 0 0 1rem;border-left:3px solid #c9c3b4">${letterBody(block.of)}</blockquote>`;
    case 'code':
      return `<pre style="${SPACE};white-space:pre-wrap">${escapeHtml(block.text)}</pre>`;
    case 'table':
      return tableHtml(block);
    case 'rule':
      return '<hr style="border:0;border-top:1px solid #c9c3b4;margin:1.5rem 0">';
  }
}

function listHtml({ ordered, start, items }: Block & { kind: 'list' }): string {
  const tag = ordered ? 'ol' : 'ul';
  const from = ordered && start !== 1 ? ` start="${start}"` : '';
  const inside = items.map((item) => `<li style="margin:0 0 .3rem">${itemHtml(item)}</li>`).join('');
  return `<${tag}${from} style="${SPACE};padding-left:1.5rem">${inside}</${tag}>`;
}

/** An item of one paragraph is set without the paragraph's space around it. */
function itemHtml(item: readonly Block[]): string {
  const [first, ...rest] = item;
  return first?.kind === 'paragraph' ? inlineHtml(first.of) + letterBody(rest) : letterBody(item);
}

const CELL = 'text-align:start;vertical-align:top;padding:.3rem 1rem .3rem 0';

function tableHtml({ head, rows }: Block & { kind: 'table' }): string {
  const heads = head.map((cell) => `<th scope="col" style="${CELL}">${inlineHtml(cell)}</th>`).join('');
  const lines = rows.map(
    (row) => `<tr>${row.map((cell) => `<td style="${CELL}">${inlineHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<table style="border-collapse:collapse;${SPACE}"><thead><tr>${heads}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
}

function inlineHtml(inlines: readonly Inline[]): string {
  return inlines
    .map((one) => {
      switch (one.kind) {
        case 'text':
          return escapeHtml(one.text);
        case 'code':
          return `<code>${escapeHtml(one.text)}</code>`;
        case 'break':
          return '<br>';
        case 'strong':
          return `<strong>${inlineHtml(one.of)}</strong>`;
        case 'emphasis':
          return `<em>${inlineHtml(one.of)}</em>`;
        case 'link':
          return `<a href="${escapeHtml(one.to)}" style="color:#1d5142">${inlineHtml(one.of)}</a>`;
      }
    })
    .join('');
}
