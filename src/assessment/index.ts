import './assessment.tables.ts';
import './news.ts';
import type { Room } from '#platform/room.ts';
import { tells } from './news.ts';

export { CANDIDATE_WORDS, type Case, type CaseOutcome, type CaseState } from './case.ts';
export { caseOfSubmission } from './case.sql.ts';
export { casesOf, type OwnCase } from './cases-of.ts';

/** Submissions under assessment, from the first check to the outcome. */
export const assessment: Room = { name: 'assessment', tells };
