import { urlencoded } from './way-send.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The form that an autosave looks after: the one it names, or the first one inside it with a field to fill in. */
export function formOf(host: HTMLElement): HTMLFormElement | null {
  const named = host.getAttribute('form');
  if (named) return document.getElementById(named) as HTMLFormElement | null;
  return host.querySelector<HTMLFormElement>('form:has(.field)') ?? host.querySelector('form');
}

/** What stands in the form, urlencoded; without files, and without the version that it was written over. */
export function fieldsOf(host: HTMLElement): string {
  const fields = bodyOf(host);
  fields.delete('version');
  return fields.toString();
}

/** The form's own fields, as they are posted. */
export function bodyOf(host: HTMLElement): URLSearchParams {
  const form = formOf(host);
  return form ? urlencoded(new FormData(form)) : new URLSearchParams();
}

/** The version of the text that this form was opened on, where the form carries one. */
export function versionOf(host: HTMLElement): string | null {
  return versionField(host)?.value ?? null;
}

/** After a save the form stands on the version that the save made. */
export function setVersion(host: HTMLElement, version: number | string | undefined) {
  const field = versionField(host);
  if (field && version !== undefined) field.value = String(version);
}

function versionField(host: HTMLElement) {
  return formOf(host)?.querySelector<HTMLInputElement>('input[name=version]');
}

/** Puts fields back into the form and tells whoever listens (word counts, editors, the autosave itself). */
export function fillIn(host: HTMLElement, fields: string) {
  const kept = new URLSearchParams(fields);
  const form = formOf(host);
  for (const field of form?.querySelectorAll<Field>('input[name], textarea[name], select[name]') ?? []) {
    if (field.name === 'version' || field.type === 'file') continue;
    put(field, kept.getAll(field.name));
  }
}

function put(field: Field, values: string[]) {
  if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
    field.checked = values.includes(field.value);
  } else if (values[0] !== undefined) {
    field.value = values[0];
  }
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
