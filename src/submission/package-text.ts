import { factsOf, thingIn } from './package-pdf.ts';
import type { PackagePaths } from './package.ts';
import { evidenceOfSection, snapshotSectionName, type Snapshot, type SnapshotEvidence } from './snapshot.ts';
import type { Submission } from './submission.sql.ts';

/** A copy as Markdown: our headings and lists around the candidate's own text, which is Markdown already. */
export function packageText(submission: Submission, copy: Snapshot, paths: PackagePaths): string {
  const head = [
    `# ${escaped(`${copy.pathway.title} portfolio of ${copy.candidate.name}`)}`,
    factsOf(submission, copy)
      .map(([name, value]) => `- ${name}: ${escaped(value)}`)
      .join('\n'),
  ];
  const sections = copy.sections.flatMap((section) => {
    const [first, ...rest] = section.parts;
    const alone = section.parts.length === 1 && !section.evidenceTitle;
    return [
      `## ${escaped(snapshotSectionName(section))}`,
      ...(first ? partText(first, alone) : []),
      ...(section.evidenceTitle
        ? [`### ${section.evidenceTitle}`, evidenceText(evidenceOfSection(copy, section), paths)]
        : []),
      ...rest.flatMap((part) => partText(part, false)),
    ];
  });
  return `${[...head, ...sections, ...declarationText(copy)].join('\n\n')}\n`;
}

function partText({ title, text }: { title: string; text: string }, alone: boolean): string[] {
  return [...(alone ? [] : [`### ${title}`]), text.trim() || '*Nothing is written here.*'];
}

function evidenceText(evidence: readonly SnapshotEvidence[], paths: PackagePaths): string {
  if (evidence.length === 0) return '*No evidence is given here.*';
  return evidence
    .map((one) => {
      const address = paths.get(one.id)?.split('/').map(encodeURIComponent).join('/') ?? one.link;
      const title = address ? `[${escaped(one.title)}](<${address}>)` : escaped(one.title);
      const shows = one.shows ? `\n  ${escaped(one.shows)}` : '';
      return `- ${title} (${escaped(thingIn(one))}; ${escaped(one.permission.title)})${shows}`;
    })
    .join('\n');
}

function declarationText({ declaration }: Snapshot): string[] {
  return [
    `## ${declaration.title}`,
    declaration.statement.map((line) => `- ${line}`).join('\n'),
    ...declaration.answers.map(({ label, answer }) => `${label}: ${escaped(answer)}`),
  ];
}

// What stands in a line of ours stays in it, and stays words.
function escaped(words: string): string {
  return words.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|!]/g, '\\$&');
}
