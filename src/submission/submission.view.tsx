import type { ComponentChildren } from 'preact';
import { Facts } from '#look/facts.tsx';
import { Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { readProse } from '#platform/prose.ts';
import { proseView } from '#platform/prose.view.tsx';
import { hostOf, sayBytes } from '#portfolio';
import {
  evidenceOfSection,
  snapshotSectionName,
  type Snapshot,
  type SnapshotEvidence,
  type SnapshotSection,
} from './snapshot.ts';

/** The address of a file of the copy, by the id of its piece of evidence, for whoever reads here. */
export type FileAddress = (evidenceId: string) => string;

export type SubmissionReadingProps = {
  snapshot: Snapshot;
  /** Where the files of the copy are for this reader. */
  files: FileAddress;
  /** Stands beside a section's heading, such as "changed in your portfolio since". */
  beside?: ((section: SnapshotSection) => ComponentChildren) | undefined;
};

/**
 * A copy, section by section, for its owner and for assessors: headings from h2 down, each section under the id
 * `section-<key>` (a dot of the key is a hyphen), its evidence linked, the signed declaration at the end.
 */
export function SubmissionReading({ snapshot, files, beside }: SubmissionReadingProps) {
  return (
    <div class="reading">
      {snapshot.sections.map((section) => (
        <ReadingSection
          section={section}
          evidence={evidenceOfSection(snapshot, section)}
          files={files}
          beside={beside?.(section)}
        />
      ))}
      <Declaration declaration={snapshot.declaration} />
    </div>
  );
}

/** The id of a section on a page that reads a copy. */
export function readingId(key: string): string {
  return `section-${key.replaceAll('.', '-')}`;
}

/** Links to each section of a copy. */
export function ReadingContents({ snapshot }: { snapshot: Snapshot }) {
  return (
    <nav class="reading-contents" aria-label="Sections">
      <ol>
        {snapshot.sections.map((section) => (
          <li>
            <a href={`#${readingId(section.key)}`}>{snapshotSectionName(section)}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

type ReadingSectionProps = {
  section: SnapshotSection;
  evidence: readonly SnapshotEvidence[];
  files: FileAddress;
  beside: ComponentChildren;
};

function ReadingSection({ section, evidence, files, beside }: ReadingSectionProps) {
  const [first, ...rest] = section.parts;
  return (
    <Section
      title={snapshotSectionName(section)}
      id={readingId(section.key)}
      action={beside}
      hint={hintOf(section)}
    >
      {first && <ReadingPart part={first} alone={section.parts.length === 1} />}
      {section.evidenceTitle && (
        <div class="reading-part">
          <h3>{section.evidenceTitle}</h3>
          <EvidenceReading evidence={evidence} files={files} />
        </div>
      )}
      {rest.map((part) => (
        <ReadingPart part={part} alone={false} />
      ))}
    </Section>
  );
}

function hintOf({ group, topicType, tags }: SnapshotSection) {
  const words = [
    group && `${group.code} ${group.title}`.trim(),
    topicType,
    tags.length > 0 && tags.map(({ code, title }) => code || title).join(', '),
  ].filter(Boolean);
  return words.length > 0 ? words.join(' · ') : undefined;
}

function ReadingPart({ part, alone }: { part: SnapshotSection['parts'][number]; alone: boolean }) {
  return (
    <div class="reading-part">
      {!alone && <h3>{part.title}</h3>}
      {part.text.trim() === '' ? (
        <p class="hint">Nothing is written here.</p>
      ) : (
        <div class="prose">{proseView(readProse(part.text), { headingBase: alone ? 3 : 4 })}</div>
      )}
    </div>
  );
}

/** Evidence as its readers see it: what it is, where it is, what it shows, and what was agreed with the people in it. */
export function EvidenceReading({
  evidence,
  files,
}: {
  evidence: readonly SnapshotEvidence[];
  files: FileAddress;
}) {
  if (evidence.length === 0) return <p class="hint">No evidence is given here.</p>;
  return (
    <ul class="evidence-list">
      {evidence.map((one) => (
        <li>
          <p class="evidence-title">
            <EvidenceTitle one={one} files={files} />
          </p>
          {one.shows && <p>{one.shows}</p>}
          <p class="hint">{factsOf(one)}</p>
        </li>
      ))}
    </ul>
  );
}

function EvidenceTitle({ one, files }: { one: SnapshotEvidence; files: FileAddress }) {
  if (one.file) return <a href={files(one.id)}>{one.title}</a>;
  if (one.link)
    return (
      <a href={one.link} rel="noopener nofollow">
        {one.title}
      </a>
    );
  return (
    <>
      {one.title} <StateTag kind="closed">Described only</StateTag>
    </>
  );
}

function factsOf({ file, link, permission }: SnapshotEvidence): string {
  const thing = file ? `${file.name}, ${sayBytes(file.bytes)}` : link ? hostOf(link) : undefined;
  return [thing, permission.title].filter(Boolean).join(' · ');
}

function Declaration({ declaration }: { declaration: Snapshot['declaration'] }) {
  return (
    <Section title={declaration.title} id="section-declaration">
      <ul class="prose">
        {declaration.statement.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <Facts facts={declaration.answers.map(({ label, answer }) => ({ label, value: answer }))} />
    </Section>
  );
}
