import { refuse } from '#platform/refusal.ts';
import type { Refusal } from '#platform/refusal.ts';
import { pathwayOf } from './edition.ts';
import type { Edition } from './edition.ts';

/** What matters of an assessor here. Conflicts of interest are judged elsewhere, from facts about both people. */
export type AssessorStanding = {
  /** The rank of the highest pathway that the assessor holds; nothing for someone without the award. */
  readonly assessorPathwayRank: number | undefined;
  /** false when the assessor's award has lapsed. */
  readonly awardIsCurrent?: boolean;
  /** How many assessments the assessor has completed as second. */
  readonly completedAsSecond?: number;
};

export type AssessorRole = 'lead' | 'second';

export type EligibilityRefusal = Refusal<'no-award' | 'award-lapsed' | 'rank-too-low' | 'not-yet-lead'>;

/**
 * Why someone may not assess a portfolio on this pathway; nothing where they may. Without a role it judges whether they may
 * take part at all. Source: the edition's `assessors`; where it is unconfirmed, `edition.assessors.unconfirmed` says so.
 */
export function eligibleToAssess(
  edition: Edition,
  standing: AssessorStanding,
  pathwayId: string,
  role: AssessorRole = 'second',
): EligibilityRefusal | undefined {
  const pathway = pathwayOf(edition, pathwayId);
  const { rank, secondsBeforeLeading } = edition.assessors;
  const held = standing.assessorPathwayRank;
  if (held === undefined) return refuse('no-award', `Only holders of the ${edition.title} assess.`);
  if (standing.awardIsCurrent === false) return refuse('award-lapsed', 'This person’s own award has lapsed.');
  if (rank === 'at-least-candidate' && held < pathway.rank) {
    return refuse(
      'rank-too-low',
      `A portfolio for ${pathway.title} is assessed by holders of that award or a higher one.`,
    );
  }
  const wanting = secondsBeforeLeading - (standing.completedAsSecond ?? 0);
  if (role === 'lead' && wanting > 0) {
    return refuse(
      'not-yet-lead',
      `This person leads after ${wanting} more ${wanting === 1 ? 'assessment' : 'assessments'} as second assessor.`,
    );
  }
  return undefined;
}
