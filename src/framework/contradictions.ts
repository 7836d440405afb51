import { Temporal } from 'temporal-polyfill';
import { portfolioContradictions } from './contradictions-portfolio.ts';
import { idsOf, repeated, unknown } from './problems.ts';
import type { Fault, Path } from './problems.ts';
import type { FrameworkFile, Sound } from './schema.ts';

/**
 * What a well-shaped file says that cannot be true: ids used twice or never defined, bounds the wrong way round, windows and
 * fees that overlap, outcomes that no one can reach. All of them at once.
 */
export function contradictions(file: Sound): Fault[] {
  return [
    ...idContradictions(file),
    ...portfolioContradictions(file),
    ...scaleContradictions(file),
    ...outcomeContradictions(file),
    ...windowContradictions(file),
    ...feeContradictions(file),
    ...evidenceContradictions(file),
  ];
}

function idContradictions({ id, scheme, version, submissionKinds, outcomes, ratingScales }: Sound): Fault[] {
  const expected = scheme && version ? `${scheme.id}-${version}` : undefined;
  return [
    ...(expected !== undefined && id !== undefined && id !== expected
      ? [{ path: ['id'], reason: `The id must be the scheme and the version, "${expected}".` }]
      : []),
    ...repeated(['submissionKinds'], idsOf(submissionKinds), 'submission kind'),
    ...repeated(['outcomes'], idsOf(outcomes), 'outcome'),
    ...repeated(['ratingScales'], idsOf(ratingScales), 'rating scale'),
  ];
}

function scaleContradictions({ ratingScales = [] }: Sound): Fault[] {
  const rated = new Set<string>();
  return ratingScales.flatMap((scale, at) => {
    const path = ['ratingScales', at];
    const twice = scale.rates.filter((kind) => rated.has(kind));
    for (const kind of scale.rates) rated.add(kind);
    return [
      ...twice.map((kind) => ({
        path: [...path, 'rates'],
        reason: `Another scale already rates "${kind}".`,
      })),
      ...repeated([...path, 'ratings'], idsOf(scale.ratings), 'rating'),
      ...(scale.ratings.some(({ satisfies }) => satisfies)
        ? []
        : [{ path: [...path, 'ratings'], reason: 'No rating of this scale satisfies.' }]),
    ];
  });
}

function outcomeContradictions({ outcomes, submissionKinds }: Sound): Fault[] {
  if (!outcomes || !submissionKinds) return [];
  const kinds = idsOf(submissionKinds);
  const firsts = submissionKinds.filter(({ role }) => role === 'first');
  const faults: Fault[] = outcomes.flatMap((outcome, at) => {
    const path = ['outcomes', at];
    const { submission } = outcome.next;
    return [
      ...unknown(
        [...path, 'after'],
        outcome.after.map(({ kind }) => kind),
        kinds,
        'submission kind',
      ),
      ...(submission !== undefined && !kinds.includes(submission)
        ? [
            {
              path: [...path, 'next', 'submission'],
              reason: `There is no submission kind "${submission}" in this file.`,
            },
          ]
        : []),
      ...(outcome.award && submission !== undefined
        ? [
            {
              path: [...path, 'next'],
              reason: 'An outcome that gives the award cannot ask for another submission.',
            },
          ]
        : []),
    ];
  });
  if (firsts.length !== 1)
    faults.push({ path: ['submissionKinds'], reason: 'Exactly one kind must have the role "first".' });
  if (!outcomes.some(({ award, after }) => award && after.some(({ kind }) => kind === firsts[0]?.id))) {
    faults.push({ path: ['outcomes'], reason: 'No outcome gives the award after a first submission.' });
  }
  return [...faults, ...submissionKinds.flatMap((kind, at) => kindFaults(outcomes, kind, at))];
}

function kindFaults(
  outcomes: FrameworkFile['outcomes'],
  { id, role }: FrameworkFile['submissionKinds'][number],
  at: number,
): Fault[] {
  const path = ['submissionKinds', at];
  const ends = outcomes.some(({ after }) => after.some(({ kind }) => kind === id));
  const begins = role !== 'resubmission' || outcomes.some(({ next }) => next.submission === id);
  return [
    ...(ends ? [] : [{ path, reason: `No outcome may follow the submission kind "${id}".` }]),
    ...(begins ? [] : [{ path, reason: `No outcome leads to the resubmission "${id}".` }]),
  ];
}

function windowContradictions({ windows = [] }: Sound): Fault[] {
  return windows.flatMap((spell, at) => {
    const path = ['windows', at];
    const following = windows[at + 1];
    return [
      ...(spell.until !== undefined && spell.until <= spell.from
        ? [{ path: [...path, 'until'], reason: 'This spell ends before it begins.' }]
        : []),
      ...(following && following.from !== spell.until
        ? [
            {
              path: [...path, 'until'],
              reason: `This must be ${following.from}, when the next spell begins.`,
            },
          ]
        : []),
      ...(spell.rule === 'windows' ? insideFaults(path, spell) : []),
    ];
  });
}

type Windows = Extract<FrameworkFile['windows'][number], { rule: 'windows' }>;

function insideFaults(path: Path, { windows, from, until }: Windows): Fault[] {
  // ISO dates and local times of one zone sort as text.
  return windows.flatMap(({ opens, closes }, at) => {
    const here = [...path, 'windows', at];
    const before = windows[at - 1];
    const begins = opens ?? closes;
    return [
      ...(opens !== null && opens >= closes
        ? [{ path: [...here, 'closes'], reason: 'This window closes before it opens.' }]
        : []),
      ...(before && begins <= before.closes
        ? [{ path: here, reason: 'This window does not come after the one above it.' }]
        : []),
      ...(begins < from || (until !== undefined && closes >= until)
        ? [{ path: here, reason: 'This window lies outside the spell that it is listed in.' }]
        : []),
    ];
  });
}

function feeContradictions({ fees = [], pathways }: Sound): Fault[] {
  return fees.flatMap((fee, at) => {
    const path = ['fees', at];
    const clash = fees.slice(0, at).findIndex((other) => overlaps(fee, other));
    return [
      ...unknown([...path, 'pathways'], fee.pathways, pathways && idsOf(pathways), 'pathway'),
      ...(fee.status === 'confirmed' && fee.amountPence === null
        ? [{ path: [...path, 'amountPence'], reason: 'A confirmed fee needs an amount.' }]
        : []),
      ...(fee.validUntil !== undefined && fee.validUntil < fee.validFrom
        ? [{ path: [...path, 'validUntil'], reason: 'This fee ends before it begins.' }]
        : []),
      ...(clash >= 0 ? [{ path, reason: `This fee holds on the same days as fees[${clash}].` }] : []),
    ];
  });
}

type Fee = FrameworkFile['fees'][number];

function overlaps(one: Fee, other: Fee): boolean {
  if (one.what !== other.what || one.rate !== other.rate) return false;
  if (!one.pathways.some((id) => other.pathways.includes(id))) return false;
  const endsBefore = (first: Fee, second: Fee) =>
    first.validUntil !== undefined && Temporal.PlainDate.compare(first.validUntil, second.validFrom) < 0;
  return !endsBefore(one, other) && !endsBefore(other, one);
}

function evidenceContradictions({ evidence }: Sound): Fault[] {
  if (!evidence) return [];
  return [
    ...(evidence.warnAboveMb >= evidence.refuseAboveMb
      ? [
          {
            path: ['evidence', 'warnAboveMb'],
            reason: 'The size to warn at must be below the size to refuse at.',
          },
        ]
      : []),
    ...repeated(['evidence', 'permissions'], idsOf(evidence.permissions), 'permission state'),
  ];
}
