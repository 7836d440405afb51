import { idsOf, repeated, unknown } from './problems.ts';
import type { Fault, Path } from './problems.ts';
import type { FilePathway, FileSection, FrameworkFile, Sound } from './schema.ts';

type Leaf = Exclude<FileSection, { kind: 'group' }>;
type Placed = { readonly leaf: Leaf; readonly path: Path };

/** What the chapters on sections, tags and pathways say that cannot be true. */
export function portfolioContradictions(file: Sound): Fault[] {
  return [
    ...repeated(['components'], idsOf(file.components), 'component'),
    ...repeated(['topicTypes'], idsOf(file.topicTypes), 'topic type'),
    ...tagFaults(file),
    ...sectionFaults(file),
    ...pathwayFaults(file),
  ];
}

function tagFaults({ tagSets = [] }: Sound): Fault[] {
  const seen = new Set<string>();
  return [
    ...repeated(['tagSets'], idsOf(tagSets), 'tag set'),
    ...tagSets.flatMap(({ tags }, set) =>
      tags.flatMap(({ id }, at) => {
        if (!seen.has(id)) {
          seen.add(id);
          return [];
        }
        return [
          { path: ['tagSets', set, 'tags', at, 'id'], reason: `The tag "${id}" is already defined above.` },
        ];
      }),
    ),
  ];
}

function sectionFaults(file: Sound): Fault[] {
  const { sections = [] } = file;
  const seen = new Set<string>();
  const idFault = (id: string, path: Path): Fault[] => {
    const twice = seen.has(id);
    seen.add(id);
    return twice ? [{ path: [...path, 'id'], reason: `The section "${id}" is already defined above.` }] : [];
  };
  return [
    ...sections.flatMap((section, at) =>
      section.kind === 'group' ? idFault(section.id, ['sections', at]) : [],
    ),
    ...placed(sections).flatMap(({ leaf, path }) => [
      ...idFault(leaf.id, path),
      ...leafFaults(file, leaf, path),
    ]),
  ];
}

function leafFaults(file: Sound, leaf: Leaf, path: Path): Fault[] {
  if (leaf.kind === 'declaration') return repeated([...path, 'fields'], idsOf(leaf.fields), 'field');
  const tags = file.tagSets?.flatMap((set) => idsOf(set.tags));
  const faults = [
    ...unknown([...path, 'carries'], leaf.carries, tags, 'tag'),
    ...wordFaults(leaf.words, [...path, 'words']),
    ...unratedFault(file, leaf, path),
  ];
  if (leaf.kind === 'statement') return faults;
  const strayAsks = Object.keys(leaf.ask).filter((id) => !leaf.components.includes(id));
  return [
    ...faults,
    ...unknown(
      [...path, 'components'],
      leaf.components,
      file.components && idsOf(file.components),
      'component',
    ),
    ...unknown([...path, 'addresses'], leaf.addresses, file.tagSets && idsOf(file.tagSets), 'tag set'),
    ...(leaf.kind === 'item'
      ? unknown(
          [...path, 'topicTypes'],
          leaf.topicTypes,
          file.topicTypes && idsOf(file.topicTypes),
          'topic type',
        )
      : []),
    ...strayAsks.map((id) => ({
      path: [...path, 'ask', id],
      reason: `This section has no component "${id}".`,
    })),
  ];
}

function unratedFault(
  { ratingScales }: Sound,
  leaf: Exclude<Leaf, { kind: 'declaration' }>,
  path: Path,
): Fault[] {
  if (!ratingScales || !leaf.assessed || ratingScales.some(({ rates }) => rates.includes(leaf.kind)))
    return [];
  return [
    { path, reason: `This is assessed, but no rating scale rates a section of the kind "${leaf.kind}".` },
  ];
}

function pathwayFaults(file: Sound): Fault[] {
  const { pathways = [] } = file;
  const ranks = pathways.map(({ rank }) => rank);
  return [
    ...repeated(['pathways'], idsOf(pathways), 'pathway'),
    ...ranks.flatMap((rank, at) =>
      ranks.indexOf(rank) === at
        ? []
        : [{ path: ['pathways', at, 'rank'], reason: `Another pathway already has the rank ${rank}.` }],
    ),
    ...pathways.flatMap((pathway, at) => [
      ...requirementFaults(file, pathway, ['pathways', at]),
      ...choiceFaults(file, pathway, ['pathways', at, 'choices']),
      ...coverageFaults(file, pathway, ['pathways', at, 'coverage']),
      ...wordFaults(pathway.totalWords, ['pathways', at, 'totalWords']),
    ]),
  ];
}

function requirementFaults({ sections }: Sound, { requires }: FilePathway, path: Path): Fault[] {
  if (!sections) return [];
  const leaves = new Map(placed(sections).map(({ leaf }) => [leaf.id, leaf]));
  const groups = sections.filter(({ kind }) => kind === 'group').map(({ id }) => id);
  return Object.entries(requires).flatMap(([id, requirement]) => {
    const here = [...path, 'requires', id];
    const leaf = leaves.get(id);
    if (!leaf && !groups.includes(id))
      return [{ path: here, reason: `There is no section "${id}" in this file.` }];
    const { min, max, topicTypes = [] } = requirement;
    const counted = min !== undefined || max !== undefined;
    const repeats = leaf?.kind === 'repeatable' || leaf?.kind === 'case-study';
    return [
      ...(counted && !repeats
        ? [{ path: here, reason: 'Only a repeatable section or a case study has a min or a max.' }]
        : []),
      ...(repeats && min === undefined
        ? [{ path: [...here, 'min'], reason: 'This is missing; say how many are wanted.' }]
        : []),
      ...(min !== undefined && max !== undefined && min > max
        ? [{ path: [...here, 'min'], reason: 'The min is above the max.' }]
        : []),
      ...unknown(
        [...here, 'topicTypes'],
        topicTypes,
        leaf?.kind === 'item' ? leaf.topicTypes : [],
        'topic type of this section',
      ),
      ...wordFaults(requirement.words, [...here, 'words']),
    ];
  });
}

function choiceFaults({ sections }: Sound, { choices, requires }: FilePathway, path: Path): Fault[] {
  if (!sections) return [];
  const groupOf = new Map(
    sections.flatMap((section) =>
      section.kind === 'group' ? section.items.map(({ id }) => [id, section.id] as const) : [],
    ),
  );
  const isOptional = (id: string) => (requires[id] ?? requires[groupOf.get(id) ?? ''])?.need === 'optional';
  return choices.flatMap(({ from, min, max }, at) => [
    ...from.flatMap((id, position) => {
      const reason = `The section "${id}" must be optional on this pathway to be chosen.`;
      return isOptional(id) ? [] : [{ path: [...path, at, 'from', position], reason }];
    }),
    ...(min > max || max > from.length
      ? [{ path: [...path, at], reason: `Between ${min} and ${max} cannot be chosen from ${from.length}.` }]
      : []),
  ]);
}

function coverageFaults({ tagSets }: Sound, { coverage }: FilePathway, path: Path): Fault[] {
  if (!tagSets) return [];
  return coverage.flatMap(({ tagSet, must, min }, at) => {
    const set = tagSets.find(({ id }) => id === tagSet);
    if (!set)
      return [{ path: [...path, at, 'tagSet'], reason: `There is no tag set "${tagSet}" in this file.` }];
    return [
      ...unknown([...path, at, 'must'], must, idsOf(set.tags), `tag of "${tagSet}"`),
      ...(min > set.tags.length
        ? [{ path: [...path, at, 'min'], reason: `The set "${tagSet}" has only ${set.tags.length} tags.` }]
        : []),
    ];
  });
}

function wordFaults(guide: FilePathway['totalWords'], path: Path): Fault[] {
  if (guide?.min === undefined || guide.max === undefined || guide.min <= guide.max) return [];
  return [{ path: [...path, 'min'], reason: 'The min is above the max.' }];
}

function placed(sections: FrameworkFile['sections']): Placed[] {
  return sections.flatMap((section, at): Placed[] =>
    section.kind === 'group'
      ? section.items.map((leaf, inside) => ({ leaf, path: ['sections', at, 'items', inside] }))
      : [{ leaf: section, path: ['sections', at] }],
  );
}
