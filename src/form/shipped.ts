import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { settings } from '#platform/config.ts';
import { formContent, type FormContent } from './form.ts';

/** A form that comes with the house, for a run to begin with. */
export type ShippedForm = {
  readonly id: string;
  readonly title: string;
  /** A run that has no form begins with this one; it is so of one file. */
  readonly first: boolean;
  readonly content: FormContent;
};

/** What is wrong with a file of forms: which, where in it, why. */
export type FormFileFault = { readonly file: string; readonly path: string; readonly reason: string };

/** Thrown when the files of forms cannot be used. Its message lists file, path and reason of every fault. */
export class FormFileProblems extends Error {
  override readonly name = 'FormFileProblems';
  readonly faults: readonly FormFileFault[];

  constructor(faults: readonly FormFileFault[]) {
    const lines = faults.map(({ file, path, reason }) => `  ${file}: ${path}: ${reason}`);
    super(['Forms cannot be used:', ...lines].join('\n'));
    this.faults = faults;
  }
}

const about = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens'),
  title: z.string().min(1),
  first: z.boolean().default(false),
});

/** Reads every `.yaml` file of a folder as a form. Throws FormFileProblems with all faults of all files. */
export function loadForms(folder: string): readonly ShippedForm[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const readings = files.map((file) => readFormFile(readFileSync(join(folder, file), 'utf8'), file));
  const forms = readings.flatMap((one) => ('form' in one ? [one.form] : []));
  const faults = readings.flatMap((one) => ('faults' in one ? one.faults : []));
  if (faults.length === 0 && forms.filter(({ first }) => first).length !== 1)
    faults.push({ file: folder, path: '(the folder)', reason: 'One form must say "first: true".' });
  if (faults.length > 0) throw new FormFileProblems(faults);
  return forms;
}

/** Reads one form from its text; `file` is its name, which must be the form's id and `.yaml`. */
export function readFormFile(
  text: string,
  file: string,
): { readonly form: ShippedForm } | { readonly faults: FormFileFault[] } {
  const document = parseDocument(text);
  const whole = '(the whole file)';
  if (document.errors.length > 0)
    return {
      faults: document.errors.map(({ message }) => ({
        file,
        path: whole,
        reason: `This is not YAML: ${message.split('\n')[0]}`,
      })),
    };
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { faults: [{ file, path: whole, reason: 'This must be a set of keys and values.' }] };
  const { id, title, first, ...rest } = value as Record<string, unknown>;
  const head = about.safeParse({ id, title, first });
  const content = formContent.safeParse(rest);
  const faults = [head, content].flatMap(({ error }) =>
    (error?.issues ?? []).map((issue) => ({ file, path: sayPath(issue.path), reason: issue.message })),
  );
  if (head.data && head.data.id !== basename(file, '.yaml'))
    faults.push({ file, path: 'id', reason: 'The id must be the name of the file.' });
  if (faults.length > 0 || !head.data || !content.data) return { faults };
  return { form: { ...head.data, content: content.data } };
}

function sayPath(path: readonly PropertyKey[]): string {
  const said = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return said.replace(/^\./, '') || '(the whole file)';
}

let onFile: readonly ShippedForm[] | undefined;

/** Reads the folder's forms and keeps them. Throws FormFileProblems; so the house does this as it starts. */
export function openForms(folder: string): readonly ShippedForm[] {
  onFile = loadForms(folder);
  return onFile;
}

/** The forms on file: those that were opened, else those in the folder `forms` below the project's root. */
export function shippedForms(): readonly ShippedForm[] {
  return onFile ?? openForms(join(settings().root, 'forms'));
}

/** The form that a run begins with. */
export function firstForm(): FormContent {
  const first = shippedForms().find((one) => one.first);
  if (!first) throw new Error('No form is the first: loadForms lets that pass.');
  return first.content;
}
