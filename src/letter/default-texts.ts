import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { settings } from '#platform/config.ts';
import { faultsOf } from './faults.ts';
import { letterKinds, type LetterKind } from './kind.ts';
import type { LetterText } from './letter-text.ts';

const textSchema = z.strictObject({
  subject: z.string().trim().min(1).max(200),
  /** Markdown with placeholders. */
  body: z.string().trim().min(1).max(20_000),
  link: z.string().trim().min(1).max(100).optional(),
});

const fileSchema = z.record(z.string(), textSchema);

/** A file of texts that cannot be used. The message names the file and, for each fault, its path and the reason. */
export class LetterTextProblems extends Error {
  override name = 'LetterTextProblems';
}

type Defaults = ReadonlyMap<string, LetterText>;

/**
 * Reads every `.yaml` file of a folder, each holding the default texts of one room by the names of its kinds, and holds
 * them against the kinds: a text for each, none for any other, and no placeholder that the kind does not know. Throws
 * LetterTextProblems that lists file, path and reason of every fault.
 */
export function loadDefaultTexts(folder: string, kinds: readonly LetterKind[]): Defaults {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
  const read = files.map((file) => readDefaultTexts(file, readFileSync(file, 'utf8'), kinds));
  const texts = new Map(read.flatMap((one) => [...one.texts]));
  const faults = read.flatMap((one) => one.faults);
  const without = kinds.filter(({ kind }) => !texts.has(kind) && faults.length === 0);
  faults.push(
    ...without.map(({ kind }) => `${folder}: ${kind}: this kind of letter has no text in any file`),
  );
  if (faults.length > 0) throw new LetterTextProblems(faults.join('\n'));
  return texts;
}

type ReadFile = { readonly texts: Defaults; readonly faults: readonly string[] };

/** One file's texts, and what is wrong with it: "letters/place.yaml: place.offered.body: ...". */
export function readDefaultTexts(file: string, yaml: string, kinds: readonly LetterKind[]): ReadFile {
  const none: Defaults = new Map();
  let parsed: unknown;
  try {
    parsed = parse(yaml);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    return { texts: none, faults: [`${file}: ${error.message}`] };
  }
  const checked = fileSchema.safeParse(parsed);
  if (!checked.success) {
    const faults = checked.error.issues.map(
      ({ path, message }) => `${file}: ${path.join('.') || 'the whole file'}: ${message}`,
    );
    return { texts: none, faults };
  }
  const texts = Object.entries(checked.data).map(
    ([kind, { subject, body, link }]) => [kind, { subject, body, linkLabel: link ?? '' }] as const,
  );
  return {
    texts: new Map(texts),
    faults: texts.flatMap(([kind, text]) => wrongText(file, kind, text, kinds)),
  };
}

function wrongText(file: string, name: string, text: LetterText, kinds: readonly LetterKind[]): string[] {
  const kind = kinds.find((one) => one.kind === name);
  if (!kind) return [`${file}: ${name}: no room declares this kind of letter`];
  const faults = faultsOf(kind, text).map(
    ({ field, says }) => `${file}: ${name}.${field === 'linkLabel' ? 'link' : field}: ${says}`,
  );
  return !kind.link && text.linkLabel ? [...faults, `${file}: ${name}.link: this kind has no link`] : faults;
}

let onFile: { readonly kinds: readonly LetterKind[]; readonly texts: Defaults } | undefined;

/** Reads the folder's texts and keeps them. Throws LetterTextProblems; so the house does this as it starts. */
export function openDefaultTexts(folder: string): Defaults {
  const kinds = letterKinds();
  onFile = { kinds, texts: loadDefaultTexts(folder, kinds) };
  return onFile.texts;
}

/** The house's text of a kind: from the files that were opened, else from the folder `letters` below the project's root. */
export function defaultText(kind: Pick<LetterKind, 'kind'>): LetterText {
  const texts = onFile?.texts ?? openDefaultTexts(join(settings().root, 'letters'));
  const text = texts.get(kind.kind);
  if (!text) throw new Error(`The kind of letter ${kind.kind} has no text: is it among its room’s letters?`);
  return text;
}
