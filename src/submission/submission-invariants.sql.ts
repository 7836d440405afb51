import type { Invariant } from '#platform/room.ts';

/** What must never be found among submissions. */
export const submissionInvariants: readonly Invariant[] = [
  {
    says: 'A portfolio has more than one submission that waits for its outcome.',
    sql: `select submission.portfolio_id from submission.submission
      left join submission.ending as ending on ending.submission_id = submission.id
      where ending.submission_id is null group by 1 having count(*) > 1`,
  },
  {
    says: 'A submission’s own columns say something else than its content.',
    sql: `select id from submission.submission
      where number is distinct from content::jsonb ->> 'number'
        or kind is distinct from content::jsonb #>> '{kind,id}'
        or pathway_id is distinct from content::jsonb #>> '{pathway,id}'`,
  },
  {
    says: 'The list of a submission’s files is not that of its content.',
    sql: `select submission.id from submission.submission
      where (select count(*) from submission.file as file where file.submission_id = submission.id)
        <> (select count(*) from jsonb_array_elements(content::jsonb -> 'evidence') as piece where piece ? 'file')`,
  },
  {
    says: 'Something withheld went into a copy.',
    sql: `select submission.id from submission.submission, jsonb_array_elements(content::jsonb -> 'evidence') as piece
      where piece ->> 'access' = 'withheld' and (piece ? 'file' or piece ? 'link')`,
  },
  {
    says: 'A submission was taken back after an assessor had begun to read it.',
    sql: `select ending.submission_id from submission.ending as ending
      join submission.opening as opening using (submission_id)
      where ending.how = 'withdrawn' and opening.opened_at <= ending.ended_at`,
  },
];
