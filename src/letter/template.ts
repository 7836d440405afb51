/** A piece of a letter's text: words, a placeholder, or words that stand only if (or only if not) a placeholder holds. */
export type Part =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'placeholder'; readonly name: string }
  | {
      readonly kind: 'condition';
      readonly name: string;
      readonly not: boolean;
      readonly of: readonly Part[];
    };

/** Text that cannot be read as a template, with the words at which it goes wrong. */
export type Unclosed = { readonly near: string };

const OPENING = /\{(no )?([A-Za-z][A-Za-z0-9 _-]{0,40}?)(\}|\?\s*)/y;
const DEEPEST = 5;

/**
 * Reads a letter's text: {name} is a placeholder, {name? words} are words for those for whom it holds, {no name? words}
 * for the others; both may hold placeholders again. A brace before anything but a letter is a brace. Answers what is
 * unclosed where a placeholder does not end.
 */
export function readTemplate(text: string): readonly Part[] | Unclosed {
  const reader = { text, at: 0 };
  const parts = readParts(reader, 0);
  return parts ?? { near: text.slice(reader.at, reader.at + 30).split('\n')[0] ?? '' };
}

type Reader = { readonly text: string; at: number };

/** The parts up to the end, or up to the brace that closes the condition around them. */
function readParts(reader: Reader, depth: number): Part[] | undefined {
  const parts: Part[] = [];
  let words = '';
  const keepWords = (): void => {
    if (words !== '') parts.push({ kind: 'words', words });
    words = '';
  };
  while (reader.at < reader.text.length) {
    const sign = reader.text[reader.at] ?? '';
    if (sign === '}' && depth > 0) {
      keepWords();
      return parts;
    }
    if (sign === '{' && /[A-Za-z]/.test(reader.text[reader.at + 1] ?? '')) {
      keepWords();
      const part = readOpened(reader, depth);
      if (!part) return undefined;
      parts.push(part);
    } else {
      words += sign;
      reader.at += 1;
    }
  }
  keepWords();
  return depth === 0 ? parts : undefined;
}

function readOpened(reader: Reader, depth: number): Part | undefined {
  OPENING.lastIndex = reader.at;
  const [whole = '', no, name = '', end = ''] = OPENING.exec(reader.text) ?? [];
  if (whole === '') return undefined;
  if (end === '}') {
    reader.at += whole.length;
    return { kind: 'placeholder', name: (no ?? '') + name };
  }
  if (depth >= DEEPEST) return undefined;
  const began = reader.at;
  reader.at += whole.length;
  const of = readParts(reader, depth + 1);
  if (of === undefined || reader.text[reader.at] !== '}') {
    reader.at = began;
    return undefined;
  }
  reader.at += 1;
  return { kind: 'condition', name, not: no !== undefined, of };
}

/** Every name in a text, conditions among them, each once. */
export function namesIn(parts: readonly Part[]): readonly string[] {
  const names = parts.flatMap((part) => {
    if (part.kind === 'words') return [];
    return part.kind === 'placeholder' ? [part.name] : [part.name, ...namesIn(part.of)];
  });
  return [...new Set(names)];
}

/** The names that stand for a value, conditions left out. */
export function valuesIn(parts: readonly Part[]): readonly string[] {
  const names = parts.flatMap((part) => {
    if (part.kind === 'words') return [];
    return part.kind === 'placeholder' ? [part.name] : valuesIn(part.of);
  });
  return [...new Set(names)];
}
