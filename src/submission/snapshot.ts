import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { EVIDENCE_ACCESS } from '#portfolio';

/** The name of the form that a copy is written in; a copy is read by the form that it names, however old. */
export const SNAPSHOT_FORM = 'waymark-submission/1';

const named = z.object({ id: z.string(), title: z.string() });

const part = z.object({
  component: z.string(),
  title: z.string(),
  /** Markdown. */
  text: z.string(),
  words: z.number(),
});

const section = z.object({
  key: z.string(),
  code: z.string(),
  title: z.string(),
  group: z.object({ code: z.string(), title: z.string() }).optional(),
  /** The candidate's own title of a copy, or of the law or policy that it is about. */
  ownTitle: z.string().optional(),
  topicType: z.string().optional(),
  tags: z.array(z.object({ id: z.string(), code: z.string(), title: z.string() })),
  assessed: z.boolean(),
  parts: z.array(part),
  /** What the part with evidence is called; absent where the section holds none. */
  evidenceTitle: z.string().optional(),
  /** Ids of evidence, in the order in which the candidate put them here. */
  evidence: z.array(z.string()),
});

const file = z.object({ name: z.string(), type: z.string(), bytes: z.number(), sha256: z.string() });

const evidence = z.object({
  id: z.string(),
  kind: z.enum(['file', 'link', 'described']),
  title: z.string(),
  shows: z.string(),
  access: z.enum(EVIDENCE_ACCESS),
  permission: named,
  /** Absent where the candidate withholds the thing itself; so is the address. */
  file: file.optional(),
  link: z.string().optional(),
  usedIn: z.array(z.string()),
});

const snapshot = z.object({
  form: z.literal(SNAPSHOT_FORM),
  number: z.string(),
  kind: named,
  /** In UTC, to the second: 2026-11-23T15:04:05Z. */
  submittedAt: z.string(),
  zone: z.string(),
  candidate: z.object({ name: z.string(), role: z.string(), department: z.string() }),
  programme: z.string(),
  edition: z.object({ id: z.string(), title: z.string(), version: z.string() }),
  pathway: named,
  registration: z.object({ reference: z.string() }).optional(),
  sections: z.array(section),
  evidence: z.array(evidence),
  declaration: z.object({
    title: z.string(),
    statement: z.array(z.string()),
    answers: z.array(z.object({ label: z.string(), answer: z.string() })),
  }),
  words: z.number(),
});

/** A portfolio as it was submitted: everything that assessors read, and nothing else. */
export type Snapshot = z.output<typeof snapshot>;
export type SnapshotSection = Snapshot['sections'][number];
export type SnapshotEvidence = Snapshot['evidence'][number];

/** Reads the kept text of a copy. Throws where it is not of a form that we know. */
export function readSnapshot(content: string): Snapshot {
  return snapshot.parse(JSON.parse(content));
}

/** The moment of submission as a copy holds it: in UTC, to the second. */
export function snapshotTime(at: Temporal.Instant): string {
  return at.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString();
}

/**
 * The one text of a value, of which the hash of a copy is taken (docs/submission-hash.md; the JSON Canonicalization
 * Scheme of RFC 8785): no space between things, the names of each object sorted by UTF-16 code units, text and numbers
 * as ECMAScript's JSON.stringify writes them. Names whose value is undefined are left out, half characters become U+FFFD.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed());
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value)
    .filter(([, inside]) => inside !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, inside]) => `${JSON.stringify(name)}:${canonicalJson(inside)}`);
  return `{${pairs.join(',')}}`;
}

/** The evidence of a section of a copy, in the candidate's order. */
export function evidenceOfSection(copy: Snapshot, { evidence: ids }: SnapshotSection): SnapshotEvidence[] {
  return ids.flatMap((id) => copy.evidence.filter((one) => one.id === id));
}

/** A section's name in a heading: "2b An understanding of your target learners", and the candidate's own title after it. */
export function snapshotSectionName({ code, title, ownTitle }: SnapshotSection): string {
  const name = code === '' ? title : `${code} ${title}`;
  return ownTitle ? `${name}: ${ownTitle}` : name;
}

/** A section of a copy as one plain text: what of the draft is compared with, to say what changed since. */
export function sectionAsText(section: Pick<SnapshotSection, 'ownTitle' | 'parts' | 'evidence'>): string {
  return canonicalJson({
    title: section.ownTitle ?? '',
    parts: section.parts.map(({ component, text }) => [component, text]),
    evidence: [...section.evidence].sort(),
  });
}
