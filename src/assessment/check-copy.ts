import { findSection, pathwayOf, sectionIdOf, type Edition } from '#framework';
import { evidenceOfSection, snapshotSectionName, type Snapshot } from '#portfolio';

/** One fact about a copy that the first check looks at. */
export type Found = {
  readonly ok: boolean;
  readonly what: string;
  readonly says: string;
  readonly slot?: string;
};

/**
 * What the first check looks at in a copy: whether each section has its words and its evidence, whether the sections that
 * the pathway asks for are all there, and whether the declaration is signed. Facts only: a person decides.
 */
export function checkCopy(edition: Edition, pathwayId: string, copy: Snapshot): readonly Found[] {
  return [...absentSections(edition, pathwayId, copy), ...sectionFacts(copy), declarationFact(copy)];
}

function absentSections(edition: Edition, pathwayId: string, copy: Snapshot): Found[] {
  const { requires } = pathwayOf(edition, pathwayId);
  const present = Map.groupBy(copy.sections, ({ key }) => sectionIdOf(key));
  return Object.entries(requires).flatMap(([id, requirement]) => {
    const section = findSection(edition, id);
    const least = section?.repeats ? (requirement.min ?? 0) : 1;
    const there = present.get(id)?.length ?? 0;
    if (!section || section.declaration || requirement.need !== 'required' || there >= least) return [];
    const what = `${section.code} ${section.title}`.trim();
    return [
      { ok: false, what, says: least > 1 ? `${there} of ${least} are there` : 'Is not in the submission' },
    ];
  });
}

function sectionFacts(copy: Snapshot): Found[] {
  return copy.sections.map((section) => {
    const empty = section.parts
      .filter(({ text }) => text.trim() === '')
      .map(({ title }) => title.toLowerCase());
    const evidence = evidenceOfSection(copy, section);
    const words = section.parts.reduce((sum, part) => sum + part.words, 0);
    const lacksEvidence = section.evidenceTitle !== undefined && evidence.length === 0;
    const wanting = [...empty, ...(lacksEvidence ? ['evidence'] : [])];
    return {
      ok: wanting.length === 0,
      what: snapshotSectionName(section),
      says:
        wanting.length > 0
          ? `No ${wanting.join(', no ')}`
          : factsInWords(words, section.evidenceTitle, evidence),
      slot: section.key,
    };
  });
}

function factsInWords(
  words: number,
  evidenceTitle: string | undefined,
  evidence: readonly { file?: unknown; link?: unknown }[],
): string {
  const said = `${words.toLocaleString('en-GB')} words`;
  if (evidenceTitle === undefined) return said;
  const files = evidence.filter(({ file }) => file).length;
  const links = evidence.filter(({ link }) => link).length;
  const described = evidence.length - files - links;
  const kinds = [
    files > 0 && `${files} ${files === 1 ? 'file' : 'files'}`,
    links > 0 && `${links} ${links === 1 ? 'link' : 'links'}`,
    described > 0 && `${described} described only`,
  ].filter(Boolean);
  return [said, ...kinds].join(', ');
}

function declarationFact({ declaration }: Snapshot): Found {
  const signed = declaration.answers.length > 0;
  return { ok: signed, what: declaration.title, says: signed ? 'Signed' : 'Has no signature' };
}
