import { z } from 'zod';
import { DECEIVING } from './file-name.ts';

/** What a person typed, field by field, before anything is believed. */
export type Fields = {
  /** The first value of a field, or ''. */
  one(name: string): string;
  all(name: string): readonly string[];
  /** Every field as typed, for showing a form again. */
  readonly typed: Readonly<Record<string, string>>;
  readonly names: readonly string[];
};

export type FieldError = { readonly field: string; readonly message: string };
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Raised by the reader when a body is too large (413) or no form at all (422). */
export class FormProblem extends Error {
  readonly status: 413 | 422;
  constructor(status: 413 | 422, message: string) {
    super(message);
    this.status = status;
  }
}

/** Most bytes of an ordinary form: far above a 200,000-word section. */
export const MOST_FORM_BYTES = 4 * 1024 * 1024;
const MOST_FIELDS = 1000;

/** Reads a urlencoded or multipart form without files, within bounds. NUL characters, which no database keeps, become U+FFFD. */
export async function readForm(request: Request, limit = MOST_FORM_BYTES): Promise<Fields> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  const bytes = await readBounded(request, limit);
  if (type === 'application/x-www-form-urlencoded' || (type === '' && bytes.length === 0)) {
    return toFields([...new URLSearchParams(new TextDecoder().decode(bytes))]);
  }
  if (type === 'multipart/form-data') return toFields(await readMultipart(request, bytes));
  throw new FormProblem(422, 'This is not a form.');
}

async function readMultipart(request: Request, bytes: Uint8Array<ArrayBuffer>): Promise<[string, string][]> {
  try {
    const form = await new Response(bytes, {
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
    }).formData();
    return [...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  } catch {
    throw new FormProblem(422, 'The form did not arrive whole.');
  }
}

async function readBounded(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > limit)
    throw new FormProblem(413, 'This is more than a form may hold.');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > limit) throw new FormProblem(413, 'This is more than a form may hold.');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Fields from pairs; `readForm` and tests use it. */
export function toFields(pairs: readonly (readonly [string, string])[]): Fields {
  if (pairs.length > MOST_FIELDS) throw new FormProblem(422, 'This form has more fields than any of ours.');
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const clean = value.replaceAll('\0', '\uFFFD').replaceAll('\r\n', '\n');
    values.set(name, [...(values.get(name) ?? []), clean]);
  }
  return {
    one: (name) => values.get(name)?.[0] ?? '',
    all: (name) => values.get(name) ?? [],
    typed: Object.fromEntries([...values].map(([name, all]) => [name, all[0] ?? ''])),
    names: [...values.keys()],
  };
}

/**
 * Parses fields by a schema of the makers below. A field given twice where one value is meant is a fault; a field
 * of `many` may come any number of times. Errors come in the schema's order, one a field.
 */
export function parseForm<Shape extends z.ZodRawShape>(
  fields: Fields,
  shape: Shape,
): Parsed<z.output<z.ZodObject<Shape>>> {
  const input = Object.fromEntries(Object.keys(shape).map((name) => [name, fields.all(name)]));
  const result = z.object(shape).safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  const seen = new Set<string>();
  const errors = result.error.issues.flatMap((issue) => {
    const field = String(issue.path[0] ?? '');
    if (seen.has(field)) return [];
    seen.add(field);
    return [{ field, message: issue.message }];
  });
  return { ok: false, errors };
}

const once = z
  .array(z.string())
  .max(1, 'Give one answer only')
  .transform((all) => all[0] ?? '');

/** A text that must be there. `label` starts the error: "Your role is missing". */
export function text(label: string, { max = 500, min = 1 }: { max?: number; min?: number } = {}) {
  return once
    .transform((value) => value.trim())
    .pipe(
      z
        .string()
        .min(min, min === 1 ? `${label} is missing` : `${label} must be at least ${min} characters`)
        .max(max, `${label} must be ${max.toLocaleString('en-GB')} characters or fewer`),
    );
}

/** A text that may be left out; '' when it was. */
export function optionalText(label: string, { max = 500 }: { max?: number } = {}) {
  return once
    .transform((value) => value.trim())
    .pipe(z.string().max(max, `${label} must be ${max.toLocaleString('en-GB')} characters or fewer`));
}

/**
 * A text of one line that must be there: a name, a title, a number. What a one-line field of a browser never sends is
 * set right: line breaks become spaces, so that a name cannot add lines to a letter, and characters that are unseen or
 * turn the direction of writing go, so that it cannot look empty or like another.
 */
export function line(label: string, { max = 500 }: { max?: number } = {}) {
  return once.transform(onOneLine).pipe(
    z
      .string()
      .min(1, `${label} is missing`)
      .max(max, `${label} must be ${max.toLocaleString('en-GB')} characters or fewer`),
  );
}

/** A text of one line that may be left out; '' when it was. */
export function optionalLine(label: string, { max = 500 }: { max?: number } = {}) {
  return once
    .transform(onOneLine)
    .pipe(z.string().max(max, `${label} must be ${max.toLocaleString('en-GB')} characters or fewer`));
}

/** The text on one line, without what is unseen. Joiners between letters stay: Persian, Hindi and emoji need them. */
export function onOneLine(value: string): string {
  const seen = value
    .replace(/\s+/gu, ' ')
    .replace(DECEIVING, (sign) => (sign === '\u200c' || sign === '\u200d' ? sign : ''));
  return /[^\s\u200c\u200d]/u.test(seen) ? seen.trim() : '';
}

/** One of the given values. */
export function choice<const Value extends string>(label: string, values: readonly Value[]) {
  return once.pipe(z.enum(values as unknown as [Value, ...Value[]], { error: () => `Choose ${label}` }));
}

/** Any number of the given values, each once. */
export function many<const Value extends string>(label: string, values: readonly Value[]) {
  return z
    .array(z.enum(values as unknown as [Value, ...Value[]], { error: () => `Choose ${label} from the list` }))
    .transform((all) => [...new Set(all)]);
}

/** A tick box: true when ticked. */
export function ticked() {
  return once.transform((value) => value !== '');
}

/** A whole number within bounds. */
export function whole(label: string, { min = 0, max = 1_000_000 }: { min?: number; max?: number } = {}) {
  const message = `${label} must be a whole number from ${min} to ${max.toLocaleString('en-GB')}`;
  return once
    .transform((value) => value.trim())
    .refine((value) => /^-?\d{1,9}$/.test(value), message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

/** A calendar date as the browser's date field sends it: 'YYYY-MM-DD', answered as that text. */
export function date(label: string) {
  return once
    .transform((value) => value.trim())
    .refine(isDate, `${label} must be a date, such as 2027-01-11`);
}

/** A date that may be left out; '' when it was. */
export function optionalDate(label: string) {
  return once
    .transform((value) => value.trim())
    .refine((value) => value === '' || isDate(value), `${label} must be a date, such as 2027-01-11`);
}

/** A time of day as the browser's time field sends it: 'HH:MM'. */
export function time(label: string) {
  return once
    .transform((value) => value.trim().slice(0, 5))
    .refine((value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value), `${label} must be a time, such as 09:30`);
}

/** An e-mail address in a shape that post can be sent to; lower case. */
export function email(label: string) {
  return once
    .transform((value) => value.trim().toLowerCase())
    .refine(
      (value) =>
        value.length <= 254 &&
        /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]+$/.test(value),
      `${label} must be an e-mail address, such as name@example.org`,
    );
}

/** A web address (http or https). */
export function webAddress(label: string) {
  return once
    .transform((value) => value.trim())
    .refine(isWebAddress, `${label} must be a web address that begins with https:// or http://`);
}

/** A web address that may be left out; '' when it was. */
export function optionalWebAddress(label: string) {
  return once
    .transform((value) => value.trim())
    .refine(
      (value) => value === '' || isWebAddress(value),
      `${label} must be a web address that begins with https:// or http://`,
    );
}

function isWebAddress(value: string): boolean {
  return value.length <= 2000 && URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const parsed = new Date(`${value}T00:00:00Z`);
  return (
    !Number.isNaN(parsed.getTime()) &&
    parsed.toISOString().startsWith(value) &&
    parsed.getUTCFullYear() >= 1900
  );
}
