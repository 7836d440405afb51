import { inTransaction } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import { listen } from '#platform/news.ts';
import { openCaseIds } from './assignment.sql.ts';
import { dropConflicted, dropConflictedOf } from './conflicts.ts';
import { closeWithdrawn, openCase } from './intake.ts';

export const listeners = [
  listen('assessment.open-case', 'submission.submitted', (tx, { submissionId }) =>
    openCase(tx, submissionId),
  ),
  listen('assessment.close-case', 'submission.withdrawn', (tx, { submissionId }) =>
    closeWithdrawn(tx, submissionId),
  ),
  // A new mentor or a new run makes conflicts that were not there when the assessors were asked.
  listen('assessment.mind-mentors', 'portfolio.shared', (tx, { personId }) => dropConflictedOf(tx, personId)),
  listen('assessment.mind-run-mates', 'place.accepted', (tx, { personId }) => dropConflictedOf(tx, personId)),
];

/** Judges all assessors at work anew each night: people move, wear other hats, meet in office hours. */
export const mindConflicts: Sweep = {
  name: 'mind-conflicts',
  match: '20 3 * * *',
  async run(db) {
    for (const caseId of await openCaseIds(db)) await inTransaction(db, (tx) => dropConflicted(tx, caseId));
  },
};
