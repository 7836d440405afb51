import type { Temporal } from 'temporal-polyfill';
import type { Database } from '#platform/database.ts';
import { CANDIDATE_WORDS, type CaseState } from './case.ts';
import { casesOfPerson } from './case.sql.ts';

/** A case as its candidate may know it. */
export type OwnCase = {
  readonly caseId: string;
  readonly submissionId: string;
  readonly submissionNumber: string;
  readonly submittedAt: Temporal.Instant;
  readonly programmeId: string;
  readonly editionId: string;
  readonly pathwayId: string;
  readonly kind: string;
  /** Such as "With assessors". */
  readonly stateWords: string;
  /** Sent back or taken back: another may be handed in. */
  readonly closed: boolean;
  readonly outcomeId: string | undefined;
  readonly releasedAt: Temporal.Instant | undefined;
  /** Where the candidate reads the outcome; nothing before there is one. */
  readonly path: string | undefined;
};

const CLOSED: readonly CaseState[] = ['returned', 'withdrawn'];

/** A person's cases as they may know them, the newest submission first. One query. */
export async function casesOf(db: Database, personId: string): Promise<OwnCase[]> {
  return (await casesOfPerson(db, personId)).map((one) => ({
    caseId: one.id,
    submissionId: one.submissionId,
    submissionNumber: one.number,
    submittedAt: one.submittedAt,
    programmeId: one.programmeId,
    editionId: one.editionId,
    pathwayId: one.pathwayId,
    kind: one.kind,
    stateWords: CANDIDATE_WORDS[one.state],
    closed: CLOSED.includes(one.state),
    outcomeId: one.outcome?.id,
    releasedAt: one.outcome?.releasedAt,
    path: one.outcome && `/outcomes/${one.id}`,
  }));
}
