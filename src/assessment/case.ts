import type { Temporal } from 'temporal-polyfill';
import { type Edition, findEdition, frameworksOnFile } from '#framework';
import type { StateKind } from '#look/state.tsx';

export const CASE_STATES = [
  'submitted',
  'to-be-assigned',
  'invited',
  'assessing',
  'agreeing',
  'agreed',
  'released',
  'returned',
  'withdrawn',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** A submission at its awarding body. */
export type Case = {
  readonly id: string;
  readonly submissionId: string;
  readonly portfolioId: string;
  /** The submission's number, such as "S-2026-0207". */
  readonly number: string;
  readonly submittedAt: Temporal.Instant;
  readonly awardingBodyId: string;
  readonly personId: string;
  readonly programmeId: string;
  readonly editionId: string;
  readonly pathwayId: string;
  readonly kind: string;
  readonly state: CaseState;
  /** What the first check said; the reason is the candidate's to read, the note the registrars'. */
  readonly intake:
    { readonly reason: string; readonly note: string; readonly at: Temporal.Instant } | undefined;
  /** Of the lead and the second: how many are asked, have accepted, have lodged. */
  readonly asked: number;
  readonly accepted: number;
  readonly lodged: number;
  readonly agreedAt: Temporal.Instant | undefined;
  readonly agreedProposalId: string | undefined;
  /** The assignment whose column the candidate reads first. */
  readonly shownFirst: string | undefined;
  readonly outcome: CaseOutcome | undefined;
};

export type CaseOutcome = {
  readonly id: string;
  /** 'YYYY-MM-DD' in the edition's time zone. */
  readonly decidedOn: string;
  readonly releasedAt: Temporal.Instant;
  /** Made outside of this house and only written down here. */
  readonly outside: boolean;
};

/** A state in the words of those who work on it. */
export const STATE_WORDS: Record<CaseState, string> = {
  submitted: 'To be checked',
  'to-be-assigned': 'To be assigned',
  invited: 'Assessors asked',
  assessing: 'Being assessed',
  agreeing: 'Agreeing the outcome',
  agreed: 'Ready to release',
  released: 'Released',
  returned: 'Sent back',
  withdrawn: 'Taken back',
};

/** How a state looks to the registrar: attention where it is theirs to act. */
export const STATE_KINDS: Record<CaseState, StateKind> = {
  submitted: 'attention',
  'to-be-assigned': 'attention',
  invited: 'waiting',
  assessing: 'waiting',
  agreeing: 'waiting',
  agreed: 'attention',
  released: 'done',
  returned: 'closed',
  withdrawn: 'closed',
};

/** A state in the words that its candidate reads. They tell nothing of who has done what. */
export const CANDIDATE_WORDS: Record<CaseState, string> = {
  submitted: 'Being checked',
  'to-be-assigned': 'With the awarding body',
  invited: 'With the awarding body',
  assessing: 'With assessors',
  agreeing: 'With assessors',
  agreed: 'Decision being confirmed',
  released: 'Decided',
  returned: 'Sent back to you',
  withdrawn: 'Taken back',
};

/** The edition that a case is judged by; one that is not on file any more is a fault of the installation. */
export function editionOf({ editionId }: Pick<Case, 'editionId'>): Edition {
  const edition = findEdition(frameworksOnFile(), editionId);
  if (!edition) throw new Error(`The edition ${editionId} is not on file.`);
  return edition;
}
