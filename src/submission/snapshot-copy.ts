import type { Temporal } from 'temporal-polyfill';
import { findPermission, pathwayOf, type SectionSlot, type SubmissionKind } from '#framework';
import type { Person } from '#people';
import type { Programme } from '#programme';
import type { Evidence, Part } from '#portfolio';
import type { Preflight } from './preflight.ts';
import {
  SNAPSHOT_FORM,
  snapshotTime,
  type Snapshot,
  type SnapshotEvidence,
  type SnapshotSection,
} from './snapshot.ts';

export type CopyFacts = {
  readonly number: string;
  readonly kind: SubmissionKind;
  readonly at: Temporal.Instant;
  readonly person: Person;
  readonly programme: Programme;
  /** What was answered in the declaration, by the id of its field. */
  readonly answers: Readonly<Record<string, string>>;
};

/** Makes the copy of a portfolio as it stands: its sections in order, the evidence they use, the signed declaration. */
export function copyOf(ready: Preflight, facts: CopyFacts): Snapshot {
  const { edition, portfolio, slots, registration } = ready;
  const keys = slots.map(({ key }) => key);
  const used = ready.evidence.filter(({ usedIn }) => usedIn.some((key) => keys.includes(key)));
  const sections = slots.map((slot) => sectionOf(ready, slot));
  const { kind, person } = facts;
  return {
    form: SNAPSHOT_FORM,
    number: facts.number,
    kind: { id: kind.id, title: kind.title },
    submittedAt: snapshotTime(facts.at),
    zone: edition.timeZone,
    candidate: { name: person.name, role: person.roleTitle, department: person.department },
    programme: facts.programme.name,
    edition: { id: edition.id, title: edition.title, version: edition.version },
    pathway: { id: portfolio.pathwayId, title: pathwayOf(edition, portfolio.pathwayId).title },
    ...(registration ? { registration: { reference: registration.reference } } : {}),
    sections,
    evidence: used.map((one) => evidenceIn(ready, one, keys)),
    declaration: declarationOf(ready.declaration, facts.answers),
    words: sections.flatMap(({ parts }) => parts).reduce((sum, { words }) => sum + words, 0),
  };
}

/** A section of the portfolio as a copy would hold it now. */
export function sectionOf(
  { parts, facts, evidence, edition }: Pick<Preflight, 'parts' | 'facts' | 'evidence' | 'edition'>,
  slot: SectionSlot,
): SnapshotSection {
  const said = facts.find((one) => one.slot === slot.key);
  const tags = edition.tagSets.flatMap((set) => set.tags).filter(({ id }) => said?.tags.includes(id));
  const topicType = slot.topicTypes.find(({ id }) => id === said?.topicType)?.title;
  const evidenceTitle = slot.components.find(({ holds }) => holds === 'evidence')?.title;
  return {
    key: slot.key,
    code: slot.code,
    title: slot.title,
    ...(slot.group ? { group: { code: slot.group.code, title: slot.group.title } } : {}),
    ...(said?.title ? { ownTitle: said.title } : {}),
    ...(topicType ? { topicType } : {}),
    tags: tags.map(({ id, code = '', title }) => ({ id, code, title })),
    assessed: slot.assessed,
    parts: slot.components
      .filter(({ holds }) => holds === 'words')
      .map(({ id, title }) => ({ component: id, title, ...textOf(parts, slot.key, id) })),
    ...(evidenceTitle ? { evidenceTitle } : {}),
    evidence: evidence.filter(({ usedIn }) => usedIn.includes(slot.key)).map(({ id }) => id),
  };
}

function textOf(parts: readonly Part[], slot: string, component: string): { text: string; words: number } {
  const found = parts.find((one) => one.slot === slot && one.component === component);
  return { text: found?.text ?? '', words: found?.words ?? 0 };
}

// What is withheld goes into no copy: neither its address, nor its file, nor the file's name.
function evidenceIn({ edition }: Preflight, one: Evidence, keys: readonly string[]): SnapshotEvidence {
  const given = one.access !== 'withheld';
  const permission = findPermission(edition, one.permission);
  return {
    id: one.id,
    kind: one.kind,
    title: one.title,
    shows: one.shows,
    access: one.access,
    permission: { id: one.permission, title: permission?.title ?? one.permission },
    ...(given && one.file
      ? { file: { name: one.file.name, type: one.file.type, bytes: one.file.bytes, sha256: one.file.sha256 } }
      : {}),
    ...(given && one.link ? { link: one.link } : {}),
    usedIn: one.usedIn.filter((key) => keys.includes(key)),
  };
}

function declarationOf(
  slot: SectionSlot | undefined,
  answers: Readonly<Record<string, string>>,
): Snapshot['declaration'] {
  const { statement = [], fields = [] } = slot?.declaration ?? {};
  return {
    title: slot?.title ?? 'Declaration',
    statement: [...statement],
    answers: fields.flatMap(({ id, label }) => (answers[id] ? [{ label, answer: answers[id] }] : [])),
  };
}
