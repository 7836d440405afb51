import { choice, line, optionalText, parseForm, type Fields, type Parsed } from '#platform/forms.ts';
import { STANDS, type Material, type Stands } from './material.ts';
import type { Wording } from './material.sql.ts';

export type MaterialTyped = Readonly<Record<'stands' | 'title' | 'link' | 'words', string>>;

/** What the form holds before anything is typed. */
export function typedFrom(item: Material | undefined): MaterialTyped {
  const { stands = 'after', title = '', link = '', words = '' } = item ?? {};
  return { stands, title, link: link ?? '', words };
}

const SHAPE = {
  stands: choice('where it stands', STANDS),
  title: line('What it is', { max: 200 }),
  link: optionalText('The link', { max: 2000 }).refine(
    isLink,
    'The link must be a web address that begins with https://, or a page of ours that begins with /',
  ),
  words: optionalText('The words', { max: 4000 }),
};

/** Reads a material; everything but a make-up task leads somewhere. One that is there keeps where it stands. */
export function readMaterial(fields: Fields, stands?: Stands): Parsed<Wording & { stands: Stands }> {
  const shape = stands ? { ...SHAPE, stands: optionalText('Where it stands', { max: 20 }) } : SHAPE;
  const form = parseForm(fields, shape);
  if (!form.ok) return form;
  const { title, link, words } = form.value;
  const where = stands ?? (form.value.stands as Stands);
  if (link === '' && where !== 'task')
    return { ok: false, errors: [{ field: 'link', message: 'Say where it is to be found' }] };
  return { ok: true, value: { stands: where, title, words, link: link || undefined } };
}

function isLink(link: string): boolean {
  if (link === '' || /^\/(?![/\\])[^\\\s]*$/.test(link)) return true;
  return URL.canParse(link) && ['http:', 'https:'].includes(new URL(link).protocol);
}
