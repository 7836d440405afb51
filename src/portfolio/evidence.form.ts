import type { Edition } from '#framework';
import {
  choice,
  many,
  optionalText,
  optionalWebAddress,
  parseForm,
  type Fields,
  type Parsed,
  line,
  optionalLine,
} from '#platform/forms.ts';
import type { UploadedFile } from '#platform/upload.ts';
import type { EvidenceSaid } from './evidence-keep.ts';
import { EVIDENCE_ACCESS, type Evidence, type EvidenceFile } from './evidence.ts';

const KINDS = ['file', 'link', 'described'] as const;

/** What the form of a piece of evidence is read against. */
export type EvidenceForm = {
  readonly edition: Edition;
  /** The sections that the form offers. */
  readonly slots: readonly string[];
  /** The file that came with this form. */
  readonly upload: UploadedFile | undefined;
  /** The piece as it is, where one is being changed. */
  readonly now: Evidence | undefined;
};

/** Reads the form: the thing itself is the one that `kind` names, whatever else was filled in. */
export function parseEvidence(fields: Fields, form: EvidenceForm): Parsed<EvidenceSaid> {
  const parsed = parseForm(fields, {
    kind: choice('what you are adding', KINDS),
    link: optionalWebAddress('The address'),
    title: line('A title', { max: 200 }),
    shows: optionalText('What it shows', { max: 2000 }),
    permission: choice('how permission stands', permissionIds(form.edition)),
    peopleShown: optionalLine('Who appears in it', { max: 500 }),
    access: choice('who gets to see it', EVIDENCE_ACCESS),
    usedIn: many('sections', form.slots),
  });
  if (!parsed.ok) return parsed;
  const { kind, link, usedIn, ...said } = parsed.value;
  // Sections that the form did not offer (of another pathway) keep what they had.
  const kept = form.now?.usedIn.filter((key) => !form.slots.includes(key)) ?? [];
  const value = { ...said, usedIn: [...usedIn, ...kept] };
  if (kind === 'described') return { ok: true, value: { ...value, access: 'withheld' } };
  if (kind === 'link') {
    if (link) return { ok: true, value: { ...value, link } };
    return { ok: false, errors: [{ field: 'link', message: 'The address is missing' }] };
  }
  const file = form.upload ? fileFrom(form.upload) : form.now?.file;
  if (file) return { ok: true, value: { ...value, file } };
  return { ok: false, errors: [{ field: 'file', message: 'Choose a file' }] };
}

function fileFrom({ sha256, name, type, kind, size }: UploadedFile): EvidenceFile {
  return { sha256, name, type, kind, bytes: size };
}

function permissionIds({ evidence }: Edition): readonly string[] {
  return evidence.permissions.map(({ id }) => id);
}
