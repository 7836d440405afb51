import {
  type Edition,
  type Rated,
  type Rating,
  doubtAbout,
  findOutcome,
  findSection,
  judgedOnce,
  pathwayOf,
  ratingsFor,
  scaleFor,
  sectionIdOf,
} from '#framework';
import { evidenceOfSection, type Snapshot, snapshotSectionName } from '#submission';
import { type Refusal, refuse } from '#platform/refusal.ts';

/** One thing that the scheme has rated in a submission. */
export type Asked = {
  /** The key of a section ("c1a"), or "tag:p1". */
  readonly target: string;
  readonly code: string;
  readonly title: string;
  /** The key of the section to read for it; nothing for what is judged over the whole portfolio. */
  readonly slot: string | undefined;
  readonly rated: Rated;
  /** false for what both rate together when they agree. */
  readonly alone: boolean;
  readonly ratings: readonly Rating[];
  readonly required: boolean;
};

/** What of a frozen copy decides what is rated. */
export type CopyOutline = {
  readonly sections: readonly {
    readonly key: string;
    readonly code: string;
    readonly title: string;
    readonly ownTitle?: string | undefined;
    readonly assessed: boolean;
  }[];
};

/**
 * Everything that the edition has rated in a copy, in the copy's order: its assessed sections, its statements where the
 * scheme rates them, then the tags that are judged once for the whole portfolio.
 */
export function askedOf(edition: Edition, pathwayId: string, copy: CopyOutline): readonly Asked[] {
  return [...sectionsAsked(edition, pathwayId, copy), ...tagsAsked(edition)];
}

function sectionsAsked(edition: Edition, pathwayId: string, copy: CopyOutline): Asked[] {
  const { requires } = pathwayOf(edition, pathwayId);
  return copy.sections.flatMap(({ key, code, title, ownTitle, assessed }) => {
    const section = findSection(edition, sectionIdOf(key));
    const scale = section && scaleFor(edition, section.kind);
    if (!section || !scale || (!assessed && section.kind !== 'statement')) return [];
    return [
      {
        target: key,
        code,
        title: ownTitle ? `${title}: ${ownTitle}` : title,
        slot: key,
        rated: section.kind,
        alone: scale.each === 'assessor',
        ratings: scale.ratings,
        required: requires[section.id]?.need === 'required',
      },
    ];
  });
}

function tagsAsked(edition: Edition): Asked[] {
  const scale = scaleFor(edition, 'tag');
  if (!scale) return [];
  return judgedOnce(edition).flatMap((set) =>
    set.tags.map((tag) => ({
      target: `tag:${tag.id}`,
      code: tag.code,
      title: tag.title,
      slot: undefined,
      rated: 'tag' as const,
      alone: scale.each === 'assessor',
      ratings: ratingsFor(edition, 'tag'),
      required: true,
    })),
  );
}

/** "2b An understanding of your target learners". */
export function askedName({ code, title }: Pick<Asked, 'code' | 'title'>): string {
  return code === '' ? title : `${code} ${title}`;
}

export type Given = { readonly target: string; readonly rating: string | undefined };

/** What one assessor has written, as far as the rules ask. */
export type Judged = {
  readonly ratings: readonly Given[];
  readonly feedback: string;
};

export type Missing = { readonly field: string; readonly says: string };

/** What is wanting before a judgement can be lodged: each rating of one's own, in the scheme's words, and the feedback. */
export function missingIn(asked: readonly Asked[], judged: Judged): readonly Missing[] {
  const ratings = asked
    .filter(({ alone }) => alone)
    .filter((one) => !isRating(one, ratingOf(judged.ratings, one.target)))
    .map((one) => ({ field: `rating.${one.target}`, says: `Rate ${askedName(one)}` }));
  const feedback = judged.feedback.trim() === '' ? [{ field: 'feedback', says: 'Write your feedback' }] : [];
  return [...ratings, ...feedback];
}

/** The rating of a target, or nothing. */
export function ratingOf(ratings: readonly Given[], target: string): string | undefined {
  return ratings.find((one) => one.target === target)?.rating;
}

/** Whether the scheme knows this rating for this thing. */
export function isRating({ ratings }: Asked, rating: string | undefined): boolean {
  return ratings.some(({ id }) => id === rating);
}

/** Why a judgement cannot be lodged; nothing when it is whole. */
export function refusalToLodge(asked: readonly Asked[], judged: Judged): Refusal | undefined {
  const missing = missingIn(asked, judged);
  if (missing.length === 0) return undefined;
  const first = missing.slice(0, 3).map(({ says }) => says.charAt(0).toLowerCase() + says.slice(1));
  const rest = missing.length - first.length;
  const says = `Before you lodge: ${first.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
  return refuse('not-whole', says, 422);
}

/** What looks odd in one judgement, in sentences. It never stops anyone: the outcome is a judgement and no sum. */
export function doubtsIn(asked: readonly Asked[], judged: Judged): readonly string[] {
  return asked.flatMap((one) => {
    const rating = one.ratings.find(({ id }) => id === ratingOf(judged.ratings, one.target));
    if (!rating) return [];
    if (rating.id === 'not-applicable' && one.required)
      return [`${askedName(one)} belongs to this pathway, and you rated it "${rating.title}".`];
    const isNamed = one.code === '' || judged.feedback.toLowerCase().includes(one.code.toLowerCase());
    if (!rating.satisfies && !isNamed)
      return [`You rated ${one.code} "${rating.title}", and your feedback does not mention ${one.code}.`];
    return [];
  });
}

/**
 * What looks odd about an outcome beside the ratings, in sentences; it only warns. Ratings of all who judged are taken
 * together. Also what the edition itself is not sure of.
 */
export function doubtsAbout(
  edition: Edition,
  { kind, outcomeId }: { kind: string; outcomeId: string },
  asked: readonly Asked[],
  judgements: readonly Judged[],
): readonly string[] {
  const outcome = findOutcome(edition, outcomeId);
  if (!outcome) return [];
  const wanting = asked.filter((one) => judgements.some(({ ratings }) => !satisfied(one, ratings)));
  const doubt = doubtAbout(edition, kind, outcomeId);
  const names = wanting.map(({ code, title }) => code || title).join(', ');
  return [
    ...(outcome.award && wanting.length > 0
      ? [`At least one of you did not find ${names} sufficient, and "${outcome.title}" gives the award.`]
      : []),
    ...(!outcome.award && wanting.length === 0
      ? [`Every rating says that what was asked is there, and "${outcome.title}" does not give the award.`]
      : []),
    ...(doubt ? [`The scheme is not sure of this: ${doubt}`] : []),
  ];
}

function satisfied(one: Asked, ratings: readonly Given[]): boolean {
  const given = ratingOf(ratings, one.target);
  return given === undefined || one.ratings.some(({ id, satisfies }) => id === given && satisfies);
}

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
