import { readProse, type Block, type Inline } from '#platform/prose.ts';
import { mark, marksIn } from './marks.ts';
import { placeholdersOf, type LetterKind } from './kind.ts';
import type { LetterText } from './letter-text.ts';
import { namesIn, readTemplate, valuesIn, type Part } from './template.ts';

export type TextField = 'subject' | 'body' | 'linkLabel';
export type TextFault = { readonly field: TextField; readonly says: string };

/**
 * Why a text may not be that of a kind: a placeholder that is not known (with the nearest that is), a needed one left
 * out, one that stands where it cannot, or a brace that is not closed. Answers every fault, none when all is well.
 */
export function faultsOf(kind: LetterKind, text: LetterText): TextFault[] {
  return [
    ...fieldFaults(kind, 'subject', text.subject),
    ...fieldFaults(kind, 'body', text.body),
    ...(kind.link ? fieldFaults(kind, 'linkLabel', text.linkLabel) : []),
    ...leftOut(kind, text),
    ...(kind.link && text.linkLabel.trim() === ''
      ? [{ field: 'linkLabel', says: 'The words on the link are missing.' } as const]
      : []),
  ];
}

function fieldFaults(kind: LetterKind, field: TextField, words: string): TextFault[] {
  const parts = readTemplate(words);
  if ('near' in parts) return [{ field, says: `A brace is opened and not closed at “${parts.near}”.` }];
  const strange = strangeNames(kind, parts).map((says) => ({ field, says }));
  if (strange.length > 0) return strange;
  const wrong = wrongSorts(kind, field, parts);
  if (wrong.length > 0) return wrong.map((says) => ({ field, says }));
  return field === 'body' ? wrongPlaces(kind, parts).map((says) => ({ field, says })) : [];
}

function knownNames(kind: LetterKind): string[] {
  return [...Object.keys(placeholdersOf(kind)), ...(kind.link ? ['link'] : [])];
}

function strangeNames(kind: LetterKind, parts: readonly Part[]): string[] {
  const known = knownNames(kind);
  return namesIn(parts)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      const hint = near
        ? ` Did you mean {${near}}?`
        : ` This letter knows ${known.map((one) => `{${one}}`).join(', ')}.`;
      return `There is no placeholder {${name}} in this letter.${hint}`;
    });
}

function wrongSorts(kind: LetterKind, field: TextField, parts: readonly Part[]): string[] {
  const all = placeholdersOf(kind);
  return valuesIn(parts).flatMap((name) => {
    const example = all[name]?.example;
    if (typeof example === 'boolean')
      return [`{${name}} is yes or no: write {${name}? words} for the words that it brings.`];
    const standsAlone = name === 'link' || typeof example === 'object';
    return standsAlone && field !== 'body' ? [`{${name}} can stand in the letter itself only.`] : [];
  });
}

/** Facts and the link are paragraphs of their own; nothing may stand in an address or in code. */
function wrongPlaces(kind: LetterKind, parts: readonly Part[]): string[] {
  const all = placeholdersOf(kind);
  const names = valuesIn(parts);
  const blocks = readProse(everyWord(parts, (name) => mark(names.indexOf(name))));
  const inAddress = addressesIn(blocks).flatMap(marksIn);
  const alone = blocks.flatMap(onlyMarkIn);
  const anywhere = marksIn(JSON.stringify(blocks));
  return names.flatMap((name, index) => {
    if (inAddress.includes(index))
      return [`{${name}} stands in an address of a link, where it cannot be trusted.`];
    const standsAlone = name === 'link' || typeof all[name]?.example === 'object';
    const count = (list: readonly number[]): number => list.filter((one) => one === index).length;
    return standsAlone && count(alone) < count(anywhere)
      ? [`{${name}} needs a paragraph of its own: leave a blank line before and after it.`]
      : [];
  });
}

/** A text with every condition's words in it, whatever holds. */
function everyWord(parts: readonly Part[], say: (name: string) => string): string {
  return parts
    .map((part) => {
      if (part.kind === 'words') return part.words;
      return part.kind === 'placeholder' ? say(part.name) : everyWord(part.of, say);
    })
    .join('');
}

function onlyMarkIn(block: Block): number[] {
  if (block.kind !== 'paragraph') return [];
  const [only, ...rest] = block.of;
  const marks = only?.kind === 'text' && rest.length === 0 ? marksIn(only.text) : [];
  return marks.length === 1 && only?.kind === 'text' && only.text.trim() === mark(marks[0] ?? 0) ? marks : [];
}

function addressesIn(blocks: readonly Block[]): string[] {
  const links: string[] = [];
  JSON.stringify(blocks, (_key, value: Inline) => {
    if (typeof value === 'object' && value !== null && value.kind === 'link') links.push(value.to);
    return value;
  });
  return links.map(decoded);
}

/** An address writes what is no ASCII in per cent. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function leftOut(kind: LetterKind, text: LetterText): TextFault[] {
  const parts = [text.subject, text.body].map(readTemplate);
  const used = parts.flatMap((one) => ('near' in one ? [] : valuesIn(one)));
  const needed = [
    ...Object.entries(kind.placeholders)
      .filter(([, { needed: isNeeded }]) => isNeeded)
      .map(([name, { means }]) => [name, means] as const),
    ...(kind.link ? [['link', kind.link.means] as const] : []),
  ];
  return needed
    .filter(([name]) => !used.includes(name))
    .map(([name, means]) => ({
      field: 'body',
      says: `{${name}} is left out, and this letter needs it: ${means}.`,
    }));
}

/** The known name that is nearest to a mistyped one, if one is near: at most a third of its letters away. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const plain = (words: string): string => words.toLowerCase().replaceAll(/[ _-]+/g, '-');
  const [best] = known
    .map((one) => ({ one, apart: distance(plain(name), plain(one)) }))
    .sort((one, other) => one.apart - other.apart);
  return best && best.apart <= Math.max(1, Math.floor(name.length / 3)) ? best.one : undefined;
}

/** How many letters have to be changed, added or taken away to make one word of another. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let down = 1; down <= from.length; down++) {
    const next = [down];
    for (let along = 1; along <= to.length; along++) {
      const same = from[down - 1] === to[along - 1] ? 0 : 1;
      next.push(Math.min((row[along] ?? 0) + 1, (next[along - 1] ?? 0) + 1, (row[along - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
