/** A form of a page as a browser would send it: where to, and every field with the values that it has before anybody types. */
export type FormOnPage = {
  readonly action: string;
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly multipart: boolean;
};

/** The forms of a page that post to this house. `path` is the page's own, where a form without an action goes. */
export function formsOn(html: string, path: string): FormOnPage[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].flatMap(([, tag = '', inside = '']) => {
    if (!/\bmethod="post"/i.test(tag)) return [];
    const action = attribute(tag, 'action') ?? path;
    const multipart = /multipart\/form-data/.test(tag);
    return [{ action, fields: fieldsIn(inside), multipart }, ...elsewhere(inside, multipart)];
  });
}

/** Buttons that send the form to another address. */
function elsewhere(inside: string, multipart: boolean): FormOnPage[] {
  return [...inside.matchAll(/<button\b([^>]*)>/g)].flatMap(([, tag = '']) => {
    const action = attribute(tag, 'formaction');
    return action ? [{ action, fields: fieldsIn(inside), multipart }] : [];
  });
}

function fieldsIn(inside: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  const add = (name: string | undefined, value: string) => {
    if (name) fields.set(name, [...(fields.get(name) ?? []), value]);
  };
  for (const [, tag = ''] of inside.matchAll(/<input\b([^>]*)>/g)) {
    const type = attribute(tag, 'type') ?? 'text';
    const name = attribute(tag, 'name');
    if (type === 'file' || type === 'submit') continue;
    if (type !== 'checkbox' && type !== 'radio') add(name, attribute(tag, 'value') ?? '');
    else if (/\bchecked\b/.test(tag) || !fields.has(name ?? ''))
      setOnce(fields, name, attribute(tag, 'value') ?? 'on', tag);
  }
  for (const [, tag = '', text = ''] of inside.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs))
    add(attribute(tag, 'name'), plain(text));
  for (const [, tag = '', options = ''] of inside.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs))
    add(attribute(tag, 'name'), chosenIn(options));
  for (const [, tag = ''] of inside.matchAll(/<button\b([^>]*)>/g)) {
    const name = attribute(tag, 'name');
    if (name && !fields.has(name)) add(name, attribute(tag, 'value') ?? '');
  }
  return fields;
}

/** Of radio buttons and tick boxes of one name the first counts until one that is checked comes. */
function setOnce(fields: Map<string, string[]>, name: string | undefined, value: string, tag: string): void {
  if (!name) return;
  if (/type="checkbox"/.test(tag) && /\bchecked\b/.test(tag))
    fields.set(name, [...(fields.get(name) ?? []), value]);
  else fields.set(name, [value]);
}

function chosenIn(options: string): string {
  const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, tag = '']) => tag);
  const chosen =
    all.find((tag) => /\bselected\b/.test(tag)) ?? all.find((tag) => attribute(tag, 'value')) ?? all[0];
  return attribute(chosen ?? '', 'value') ?? '';
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : plain(value);
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
