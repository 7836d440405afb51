import type { Invariant } from '#platform/room.ts';

/** What must never be found among evidence, shares, comments and submissions. */
export const givingInvariants: readonly Invariant[] = [
  {
    says: 'A portfolio has more than one submission that waits for its outcome.',
    sql: `select submission.portfolio_id from portfolio.submission
      left join portfolio.submission_end as ending on ending.submission_id = submission.id
      where ending.submission_id is null group by 1 having count(*) > 1`,
  },
  {
    says: 'A submission belongs to another person or programme than its portfolio.',
    sql: `select submission.id from portfolio.submission
      join portfolio.portfolio as whole on whole.id = submission.portfolio_id
      where (submission.person_id, submission.programme_id, submission.edition_id)
        is distinct from (whole.person_id, whole.programme_id, whole.edition_id)`,
  },
  {
    says: 'A submission’s own columns say something else than its content.',
    sql: `select id from portfolio.submission
      where number is distinct from content::jsonb ->> 'number'
        or kind is distinct from content::jsonb #>> '{kind,id}'
        or pathway_id is distinct from content::jsonb #>> '{pathway,id}'`,
  },
  {
    says: 'The list of a submission’s files is not that of its content.',
    sql: `select submission.id from portfolio.submission
      where (select count(*) from portfolio.submission_file as file where file.submission_id = submission.id)
        <> (select count(*) from jsonb_array_elements(content::jsonb -> 'evidence') as piece where piece ? 'file')`,
  },
  {
    says: 'Something withheld went into a copy.',
    sql: `select submission.id from portfolio.submission, jsonb_array_elements(content::jsonb -> 'evidence') as piece
      where piece ->> 'access' = 'withheld' and (piece ? 'file' or piece ? 'link')`,
  },
  {
    says: 'A submission was taken back after an assessor had begun to read it.',
    sql: `select ending.submission_id from portfolio.submission_end as ending
      join portfolio.submission_opening as opening using (submission_id)
      where ending.how = 'withdrawn' and opening.opened_at <= ending.ended_at`,
  },
  {
    says: 'An answer hangs on a comment of another section, or on an answer.',
    sql: `select answer.id from portfolio.comment as answer
      join portfolio.comment as asked on asked.id = answer.answers_id
      where asked.answers_id is not null or (asked.portfolio_id, asked.slot) <> (answer.portfolio_id, answer.slot)`,
  },
  {
    says: 'A portfolio is shared with its own owner.',
    sql: `select share.id from portfolio.share
      join portfolio.portfolio as whole on whole.id = share.portfolio_id where whole.person_id = share.person_id`,
  },
];
