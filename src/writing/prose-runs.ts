import type { Inline } from '#platform/prose.ts';

/** A stretch of writing with all that is said of its form: what an editor holds, and what Markdown is written from. */
export type Run = {
  readonly text: string;
  readonly kind: 'text' | 'code' | 'break';
  readonly strong: boolean;
  readonly emphasis: boolean;
  /** Where it leads; undefined where it is no link. */
  readonly to: string | undefined;
};

/** Inline writing as runs, neighbours of one form joined. */
export function runsOf(inlines: readonly Inline[]): readonly Run[] {
  return joinedRuns(flatten(inlines, PLAIN));
}

const PLAIN: Run = { text: '', kind: 'text', strong: false, emphasis: false, to: undefined };

function flatten(inlines: readonly Inline[], form: Run): Run[] {
  return inlines.flatMap((inline): Run[] => {
    switch (inline.kind) {
      case 'text':
        return inline.text === '' ? [] : [{ ...form, text: inline.text }];
      case 'code':
        return [{ ...form, kind: 'code', text: inline.text }];
      case 'break':
        return [{ ...PLAIN, kind: 'break' }];
      case 'strong':
        return flatten(inline.of, { ...form, strong: true });
      case 'emphasis':
        return flatten(inline.of, { ...form, emphasis: true });
      case 'link':
        return flatten(inline.of, { ...form, to: inline.to });
    }
  });
}

/** Neighbouring runs of one form become one. */
export function joinedRuns(runs: readonly Run[]): readonly Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last && run.kind !== 'break' && last.kind === run.kind && sameForm(last, run)) {
      joined[joined.length - 1] = { ...last, text: last.text + run.text };
    } else joined.push(run);
  }
  return joined;
}

function sameForm(one: Run, other: Run): boolean {
  return one.strong === other.strong && one.emphasis === other.emphasis && one.to === other.to;
}

type Mark = 'strong' | 'emphasis';
type Opened = { readonly mark: Mark; readonly sign: string };

/** Writes runs as Markdown with the fewest signs: the form that lasts longest is opened first, links outside of both. */
export function writeRuns(runs: readonly Run[]): string {
  const pieces: Piece[] = [];
  let open: Opened[] = [];
  runs.forEach((run, at) => {
    const before = runs[at - 1];
    const leavesLink = before?.to !== run.to;
    const keep = leavesLink ? 0 : stillOpen(open, run);
    close(pieces, open.splice(keep));
    if (before?.to !== undefined && leavesLink) pieces.push({ link: `](${destination(before.to)})` });
    if (run.to !== undefined && leavesLink) pieces.push({ link: '[' });
    for (const mark of wanted(run, open, runs.slice(at))) {
      const opened = { mark, sign: signFor(mark, pieces) };
      open = [...open, opened];
      pieces.push({ sign: opened.sign, opens: true });
    }
    pieces.push(contentOf(run));
  });
  close(pieces, open);
  const last = runs.at(-1)?.to;
  if (last !== undefined) pieces.push({ link: `](${destination(last)})` });
  return assemble(pieces);
}

type Piece =
  | { readonly link: string }
  | { readonly sign: string; readonly opens: boolean }
  | { readonly text: string }
  | { readonly code: string }
  | { readonly isBreak: true };

function contentOf(run: Run): Piece {
  if (run.kind === 'break') return { isBreak: true };
  return run.kind === 'code' ? { code: run.text } : { text: run.text };
}

function stillOpen(open: readonly Opened[], run: Run): number {
  const gone = open.findIndex(({ mark }) => !run[mark]);
  return gone < 0 ? open.length : gone;
}

function wanted(run: Run, open: readonly Opened[], ahead: readonly Run[]): readonly Mark[] {
  const lasts = (mark: Mark) => {
    const end = ahead.findIndex((one) => !one[mark] || one.to !== run.to);
    return end < 0 ? ahead.length : end;
  };
  return (['strong', 'emphasis'] as const)
    .filter((mark) => run[mark] && !open.some((one) => one.mark === mark))
    .sort((one, other) => lasts(other) - lasts(one));
}

function close(pieces: Piece[], open: readonly Opened[]): void {
  for (const { sign } of [...open].reverse()) pieces.push({ sign, opens: false });
}

/** The other sign where one of the same kind stands right before: "**" and "*" in a row would be read as one run. */
function signFor(mark: Mark, pieces: readonly Piece[]): string {
  const last = pieces.at(-1);
  const next = last && 'sign' in last && last.sign.startsWith('*') ? '_' : '*';
  return mark === 'strong' ? next + next : next;
}

function destination(to: string): string {
  return /^[^\s<>()\\]+$/.test(to)
    ? to.replace(/[&*_`]/g, plainInAddress)
    : `<${to.replace(/[\\<>]/g, '\\$&')}>`;
}

function plainInAddress(sign: string): string {
  return sign === '&' ? '&amp;' : `\\${sign}`;
}

const isSpace = (character: string | undefined) => character === undefined || /\s/.test(character);
const isSign = (character: string | undefined) => character !== undefined && /[\p{P}\p{S}]/u.test(character);

/** Puts the pieces together; a letter or space that would keep a sign from being read as one is written as its number. */
function assemble(pieces: readonly Piece[]): string {
  const written = pieces.map((piece, at) => {
    if ('text' in piece) return escapeText(piece.text, at === 0 || isBreak(pieces[at - 1]));
    if ('code' in piece) return writeCodeSpan(piece.code);
    if ('isBreak' in piece) return at === pieces.length - 1 ? '' : '\\\n';
    return 'link' in piece ? piece.link : piece.sign;
  });
  // A number put in for one sign stands beside another: once more, until nothing changes.
  for (let before = ''; before !== written.join('');) {
    before = written.join('');
    pieces.forEach((piece, at) => {
      if ('sign' in piece) guard(written, pieces, at, piece.opens);
    });
  }
  return guardEdges(written.join(''));
}

function isBreak(piece: Piece | undefined): boolean {
  return piece !== undefined && 'isBreak' in piece;
}

/**
 * CommonMark reads a sign as an opening one only if what follows it is neither space nor, unless a space or sign stands before
 * it, a sign itself; closing ones the other way round, and "_" nothing within a word.
 */
function guard(written: string[], pieces: readonly Piece[], at: number, opens: boolean): void {
  const [inward, outward] = opens ? [1, -1] : [-1, 1];
  const inside = neighbour(written, at, inward);
  if (inside && isSpace(inside.character)) numberAt(written, inside);
  const then = neighbour(written, at, inward);
  const outside = neighbour(written, at, outward);
  if (!outside || isSpace(outside.character) || isSign(outside.character)) return;
  const piece = pieces[at];
  const isUnderscore = piece !== undefined && 'sign' in piece && piece.sign.startsWith('_');
  if (isUnderscore || isSign(then?.character)) numberAt(written, outside);
}

type Place = { readonly piece: number; readonly index: number; readonly character: string };

function neighbour(written: readonly string[], at: number, way: number): Place | undefined {
  for (let piece = at + way; piece >= 0 && piece < written.length; piece += way) {
    const characters = [...(written[piece] ?? '')];
    if (characters.length === 0) continue;
    const index = way > 0 ? 0 : characters.length - 1;
    return { piece, index, character: characters[index] ?? '' };
  }
  return undefined;
}

function numberAt(written: string[], { piece, index, character }: Place): void {
  const characters = [...(written[piece] ?? '')];
  if (/[\\\n`*_[\]]/.test(character)) return;
  characters[index] = asNumber(character);
  // An underscore beside it stood within a word, and does no more.
  if (characters[index + 1] === '_') characters[index + 1] = '\\_';
  if (characters[index - 1] === '_' && characters[index - 2] !== '\\') characters[index - 1] = '\\_';
  written[piece] = characters.join('');
}

function asNumber(character: string): string {
  return `&#${character.codePointAt(0) ?? 32};`;
}

// A paragraph is read without the spaces at its ends and at the ends of its lines.
function guardEdges(text: string): string {
  return text
    .replace(/^\s+|(?<!\\)\s+$/g, (spaces) => [...spaces].map(asNumber).join(''))
    .replace(/^[ \t]+|[ \t]+(?=\\?\n)/gm, (spaces) => [...spaces].map(asNumber).join(''));
}

function writeCodeSpan(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([ticks]) => ticks.length);
  let length = 1;
  while (runs.includes(length)) length++;
  const ticks = '`'.repeat(length);
  const pad = /^`|`$|^ .* $/s.test(text) && text.trim() !== '' ? ' ' : '';
  return ticks + pad + text + pad + ticks;
}

function escapeText(text: string, atLineStart: boolean): string {
  const inner = text
    .replace(/[\\`*[\]]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/<(?=[A-Za-z/!?])/g, '\\<')
    .replace(/&(?=#?[A-Za-z0-9]+;)/g, '\\&')
    .replace(/~~~/g, '\\~~~')
    .replace(/!$/, '\\!')
    .replace(/\n/g, ' ');
  return atLineStart ? escapeStart(inner) : inner;
}

// What would make a block of the line that it begins.
function escapeStart(text: string): string {
  return text
    .replace(/^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+(?=\s*$)|-(?=[-\s]*$)|\|)/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(\s*)(:?-[-:|\s]*)$/, '$1\\$2');
}
