import { sayInstant } from '#calendar';
import { proseForTypst, readProse } from '#platform/prose.ts';
import { sayBytes } from '#portfolio';
import { evidenceOfSection, snapshotSectionName, type Snapshot, type SnapshotEvidence } from './snapshot.ts';
import type { Submission } from './submission.sql.ts';

/** The template of the PDF, by the name that the press knows it by. */
export const PDF_TEMPLATE = 'submission/portfolio.typ';

/** What the PDF of a copy is set from. The same copy gives the same bytes. */
export function pdfData(submission: Pick<Submission, 'submittedAt' | 'zone' | 'sha256'>, copy: Snapshot) {
  const { candidate, pathway, number } = copy;
  return {
    title: `${pathway.title} portfolio of ${candidate.name}`,
    author: candidate.name,
    date: submission.submittedAt.toZonedDateTimeISO(submission.zone).toPlainDate().toString(),
    mark: `${number} · ${submission.sha256.slice(0, 16)}`,
    facts: factsOf(submission, copy),
    sections: copy.sections.map((section) => ({
      name: snapshotSectionName(section),
      topic: [section.topicType, ...section.tags.map(({ code, title }) => code || title)]
        .filter(Boolean)
        .join(', '),
      alone: section.parts.length === 1 && !section.evidenceTitle,
      parts: section.parts.map(({ title, text }) => ({ title, text: proseForTypst(readProse(text)) })),
      evidenceTitle: section.evidenceTitle ?? '',
      evidence: evidenceOfSection(copy, section).map(evidenceFor),
    })),
    declaration: copy.declaration,
  };
}

/** The facts at the head of every form of a copy: names and values. */
export function factsOf(
  { submittedAt, zone, sha256 }: Pick<Submission, 'submittedAt' | 'zone' | 'sha256'>,
  copy: Snapshot,
): [string, string][] {
  const { candidate, registration } = copy;
  const work = [candidate.role, candidate.department].filter(Boolean).join(', ');
  return [
    ['Candidate', candidate.name],
    ...(work ? [['Work', work] as [string, string]] : []),
    ['Pathway', `${copy.pathway.title}, ${copy.edition.title} ${copy.edition.version}`],
    ...(registration ? [['Registration', registration.reference] as [string, string]] : []),
    ['Submission', `${copy.number}, ${copy.kind.title.toLowerCase()}`],
    ['Submitted', sayInstant(submittedAt, zone)],
    ['Words', copy.words.toLocaleString('en-GB')],
    ['SHA-256 of submission.json', sha256],
  ];
}

function evidenceFor(one: SnapshotEvidence) {
  return {
    title: one.title,
    shows: one.shows,
    link: one.link ?? '',
    thing: thingIn(one),
    permission: one.permission.title,
  };
}

/** Where the thing itself is, in words: a file of the package, an address, or withheld. */
export function thingIn({ file, link }: SnapshotEvidence): string {
  if (file) return `${file.name}, ${sayBytes(file.bytes)}`;
  return link ?? 'described only';
}
