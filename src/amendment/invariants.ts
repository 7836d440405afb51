import type { Invariant } from '#platform/room.ts';

/** Queries that must find nothing. */
export const invariants: readonly Invariant[] = [
  {
    says: 'Whatever somebody sent for somebody else says who and why',
    sql: 'select submission_id from amendment.unreasoned',
  },
  {
    says: 'Requests for a change, and what was done for somebody, are numbered without a gap',
    sql: `select application_id from amendment.change_request group by application_id having max(number) <> count(*)
      union all select application_id from amendment.on_behalf group by application_id having max(number) <> count(*)`,
  },
  {
    says: 'One request for a change at most waits for an answer in an application',
    sql: `select application_id from amendment.change_request
      left join amendment.change_answer on change_answer.request_id = change_request.id
      where change_answer.request_id is null group by application_id having count(*) > 1`,
  },
];
