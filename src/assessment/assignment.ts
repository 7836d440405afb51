import type { Temporal } from 'temporal-polyfill';

export const ROLES = ['lead', 'second', 'third'] as const;
export type Role = (typeof ROLES)[number];
export type EndedHow = 'declined' | 'recused' | 'conflict' | 'withdrawn';

export const ROLE_WORDS: Record<Role, string> = {
  lead: 'Lead assessor',
  second: 'Second assessor',
  third: 'Third assessor',
};

export const ENDED_WORDS: Record<EndedHow, string> = {
  declined: 'Declined',
  recused: 'Released by the registrar',
  conflict: 'Ended by a conflict of interest',
  withdrawn: 'Ended with the submission',
};

/** Somebody asked to judge a case. */
export type Assignment = {
  readonly id: string;
  readonly caseId: string;
  readonly assessorId: string;
  readonly role: Role;
  /** The last day for lodging, 'YYYY-MM-DD' in the edition's time zone. */
  readonly dueOn: string;
  readonly invitedAt: Temporal.Instant;
  readonly acceptedAt: Temporal.Instant | undefined;
  readonly lodgedAt: Temporal.Instant | undefined;
  readonly ended:
    { readonly how: EndedHow; readonly because: string; readonly at: Temporal.Instant } | undefined;
};

/** The fewest who must agree on an outcome. */
export const SIGNATURES = 2;

/**
 * Whether the holder of one assignment may see what others of the same case made of it: they have lodged, and so have the
 * lead and the second. Until then they learn nothing of the others, neither words nor names nor how far they are.
 * A third, asked because two do not agree, judges alone as well. `all` holds the assignments of one case.
 */
export function maySeeOthers(own: Assignment, all: readonly Assignment[]): boolean {
  if (own.ended || !own.lodgedAt) return false;
  const pair = all.filter(({ ended, role }) => !ended && role !== 'third');
  return pair.length === SIGNATURES && pair.every(({ lodgedAt }) => lodgedAt !== undefined);
}

/** Those whose judgement the holder of `own` may read beside their own: nobody before both have lodged, later only lodged ones. */
export function inSightOf(own: Assignment, all: readonly Assignment[]): readonly Assignment[] {
  if (!maySeeOthers(own, all)) return all.filter(({ id }) => id === own.id);
  return all.filter(({ ended, lodgedAt }) => !ended && lodgedAt);
}
