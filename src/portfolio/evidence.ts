import type { Temporal } from 'temporal-polyfill';
import type { SlotKey } from '#framework';
import type { FileKind } from '#platform/file-kind.ts';

/** A file, an address of the web, or a description of what cannot be shown to anyone. */
export type EvidenceKind = 'file' | 'link' | 'described';

/** Who gets the thing itself; its title and what it shows are for everyone who sees the section. */
export const EVIDENCE_ACCESS = ['open', 'assessors', 'withheld'] as const;
export type EvidenceAccess = (typeof EVIDENCE_ACCESS)[number];

export const ACCESS_WORDS: Record<EvidenceAccess, { title: string; hint: string }> = {
  open: { title: 'Everyone who sees the section', hint: 'Mentors that you share with, and assessors.' },
  assessors: {
    title: 'Assessors only',
    hint: 'Mentors see the title and what it shows, not the thing itself.',
  },
  withheld: {
    title: 'Nobody: described only',
    hint: 'It stays with you. Mentors and assessors see the title and what it shows.',
  },
};

/** The file of a piece of evidence, as it was found to be on its way in. */
export type EvidenceFile = {
  readonly sha256: string;
  readonly name: string;
  readonly type: string;
  readonly kind: FileKind;
  readonly bytes: number;
};

/** One piece of evidence of a portfolio. */
export type Evidence = {
  readonly id: string;
  readonly portfolioId: string;
  readonly kind: EvidenceKind;
  readonly title: string;
  /** What it shows, in the owner's words; plain text. */
  readonly shows: string;
  readonly file: EvidenceFile | undefined;
  readonly link: string | undefined;
  /** The id of a permission state of the edition. */
  readonly permission: string;
  /** Who can be recognised in it; plain text, '' for nobody. */
  readonly peopleShown: string;
  readonly access: EvidenceAccess;
  readonly addedAt: Temporal.Instant;
  readonly changedAt: Temporal.Instant;
  /** The sections that it is used in, the first use first. */
  readonly usedIn: readonly SlotKey[];
};

/** A size for people, as the edition counts it (1 MB is 1,048,576 bytes): "340 kB", "4.2 MB". */
export function sayBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** The site of an address, to say where a link leads. */
export function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).hostname : link;
}
