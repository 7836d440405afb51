import { type AssessorRole, type Edition, eligibleToAssess, findPathway } from '#framework';
import { type AssessorTies, type CandidateTies, conflictsBetween } from './conflict.ts';

/** Somebody who assesses for an awarding body, as far as pairing asks. */
export type PoolMember = AssessorTies & {
  readonly name: string;
  /** The pathway that they hold, by its id; nothing while none is confirmed. */
  readonly pathwayId: string | undefined;
  readonly awardCurrent: boolean;
  readonly specialisms: string;
  readonly capacity: number;
  readonly away: boolean;
  /** Assessments under way: asked or accepted, and not lodged. */
  readonly load: number;
  readonly completedAsSecond: number;
};

/** One of the pool beside one case: whether they may be asked, and every reason why not. */
export type Standing = {
  readonly member: PoolMember;
  /** Why they must not judge this case at all. */
  readonly barred: readonly string[];
  /** Why it is unkind to ask them now; a registrar may still do so. */
  readonly busy: readonly string[];
  /** Why they may not lead; nothing where they may. */
  readonly notLead: string | undefined;
  /** Judged this candidate before: the same pair goes on by choice. */
  readonly before: boolean;
};

export type CaseToPair = {
  readonly edition: Edition;
  readonly pathwayId: string;
  readonly candidate: CandidateTies;
  /** Assessors of the candidate's earlier submissions. */
  readonly assessedBefore: ReadonlySet<string>;
  /** Active on the case already. */
  readonly onCase: ReadonlySet<string>;
  /** Asked before and gone: declined, or released. */
  readonly gone: ReadonlySet<string>;
};

/** Judges one of the pool against a case. Each reason is a sentence. */
export function standingOf(member: PoolMember, toPair: CaseToPair): Standing {
  const { personId } = member;
  const unfit = refusalAs(member, toPair, 'second');
  return {
    member,
    barred: [
      ...conflictsBetween(member, toPair.candidate).map(({ says }) => says),
      ...(unfit ? [unfit] : []),
      ...(toPair.onCase.has(personId) ? ['Is asked for this case already.'] : []),
    ],
    busy: [
      ...(member.away ? ['Is away.'] : []),
      ...(member.load >= member.capacity
        ? [`Has ${member.load} of at most ${member.capacity} under way.`]
        : []),
      ...(toPair.gone.has(personId) ? ['Was asked for this case and is not on it any more.'] : []),
    ],
    notLead: refusalAs(member, toPair, 'lead'),
    before: toPair.assessedBefore.has(personId),
  };
}

/** Why the scheme does not let this person judge this pathway in that role, in a sentence. */
export function refusalAs(
  member: Pick<PoolMember, 'pathwayId' | 'awardCurrent' | 'completedAsSecond'>,
  { edition, pathwayId }: Pick<CaseToPair, 'edition' | 'pathwayId'>,
  role: AssessorRole,
): string | undefined {
  const rank = member.pathwayId === undefined ? undefined : findPathway(edition, member.pathwayId)?.rank;
  return eligibleToAssess(
    edition,
    {
      assessorPathwayRank: rank,
      awardIsCurrent: member.awardCurrent,
      completedAsSecond: member.completedAsSecond,
    },
    pathwayId,
    role,
  )?.says;
}

export type Pair = { readonly lead: Standing; readonly second: Standing };

/**
 * The pair to ask: both free of every bar and not too busy, one able to lead. Those who judged the candidate before come
 * first, then two from different institutions, then whoever has least under way for their capacity. Nothing where no two
 * can be found. It is a proposal: a person sends the invitations.
 */
export function proposePair(standings: readonly Standing[]): Pair | undefined {
  const free = standings.filter(({ barred, busy }) => barred.length === 0 && busy.length === 0);
  let best: { pair: Pair; weight: number } | undefined;
  for (const lead of free.filter(({ notLead }) => notLead === undefined)) {
    for (const second of free) {
      if (second === lead) continue;
      const weight = weightOf(lead, second);
      if (!best || weight < best.weight) best = { pair: { lead, second }, weight };
    }
  }
  return best?.pair;
}

/** Less is better. The first three outweigh any difference in load, which lies between 0 and 2. */
function weightOf(lead: Standing, second: Standing): number {
  const known = Number(lead.before) + Number(second.before);
  const sameHouse = lead.member.institution !== '' && lead.member.institution === second.member.institution;
  // One who cannot lead yet learns as second, and leaves the leads for other cases.
  const secondCouldLead = second.notLead === undefined;
  return -known * 100 + Number(sameHouse) * 20 + Number(secondCouldLead) * 3 + loadOf(lead) + loadOf(second);
}

function loadOf({ member: { load, capacity } }: Standing): number {
  return capacity === 0 ? 1 : load / capacity;
}

/** Whom to look at first: those who may be asked, then those who are busy, then those who may not, each by name. */
export function inOrder(standings: readonly Standing[]): Standing[] {
  const names = new Intl.Collator('en-GB');
  const rank = ({ barred, busy }: Standing): number => (barred.length > 0 ? 2 : busy.length > 0 ? 1 : 0);
  return [...standings].sort(
    (one, other) => rank(one) - rank(other) || names.compare(one.member.name, other.member.name),
  );
}
