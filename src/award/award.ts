import { Temporal } from 'temporal-polyfill';

/** Why an award was taken back; anybody who verifies it is told these words. */
export const REVOCATION_REASONS = ['in-error', 'holder-asked', 'misconduct'] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

export const REVOCATION_WORDS: Record<RevocationReason, string> = {
  'in-error': 'It was issued in error.',
  'holder-asked': 'The holder asked for it.',
  misconduct: 'The awarding body withdrew it after an inquiry.',
};

/** What a pass gives. */
export type Award = {
  readonly id: string;
  readonly awardingBodyId: string;
  readonly personId: string;
  readonly programmeId: string | undefined;
  readonly editionId: string;
  readonly pathwayId: string;
  readonly caseId: string | undefined;
  readonly outcomeId: string | undefined;
  /** The awarding body's number; nothing while the holder of an award made elsewhere has not been told it. */
  readonly number: string | undefined;
  /** Whether the body awards in this house: only then are certificate and verification ours to give. */
  readonly givenHere: boolean;
  /** Dates are 'YYYY-MM-DD' in the edition's time zone. */
  readonly awardedOn: string;
  /** The last day on which it holds; nothing where it does not lapse. */
  readonly validUntil: string | undefined;
  readonly reviewDue: string | undefined;
  readonly renewedOn: string | undefined;
  /** What is typed to verify it, without hyphens; nothing for one made elsewhere. */
  readonly code: string | undefined;
  readonly revoked: { readonly reason: RevocationReason; readonly at: Temporal.Instant } | undefined;
  /** Its entry in the public register, where the holder wants one. */
  readonly register: { readonly says: string; readonly mayBeIndexed: boolean } | undefined;
};

/** Whether an award was made outside this house: no submission here led to it, and it was entered from the awarding body's list. */
export function isFromElsewhere(award: Pick<Award, 'caseId'>): boolean {
  return award.caseId === undefined;
}

export type AwardStanding = 'valid' | 'expired' | 'revoked';

/** How an award stands on a day in its edition's time zone. Taken back outweighs run out; the last day still holds. */
export function awardStanding(
  award: Pick<Award, 'revoked' | 'validUntil'>,
  today: Temporal.PlainDate,
): AwardStanding {
  if (award.revoked) return 'revoked';
  if (award.validUntil === undefined) return 'valid';
  return Temporal.PlainDate.compare(today, Temporal.PlainDate.from(award.validUntil)) > 0
    ? 'expired'
    : 'valid';
}
