import type { Invariant } from '#platform/room.ts';

/** Queries that must find nothing. */
export const invariants: readonly Invariant[] = [
  {
    says: 'A case has at most a lead, a second and a third, three different people',
    sql: `select case_id from assessment.assignment where ended_at is null
      group by case_id having count(*) > 3 or count(distinct assessor_id) < count(*)`,
  },
  {
    says: 'Nobody judges their own work',
    sql: `select assignment.id from assessment.assignment
      join assessment.case_file on case_file.id = assignment.case_id where case_file.person_id = assignment.assessor_id`,
  },
  {
    says: 'Nobody is at work on a case about whose candidate they have an open conflict',
    sql: `select assignment.id from assessment.assignment
      join assessment.standing on standing.id = assignment.case_id
      join assessment.conflict on conflict.assessor_id = assignment.assessor_id
        and conflict.candidate_id = standing.person_id and conflict.lifted_at is null
      where assignment.ended_at is null and standing.released_at is null`,
  },
  {
    says: 'An agreement is signed by two different assessors who lodged and are still on the case',
    sql: `select agreement.case_id from assessment.agreement where 2 > (
        select count(distinct assignment.assessor_id) from assessment.signature
        join assessment.assignment on assignment.id = signature.assignment_id
          and assignment.case_id = agreement.case_id and assignment.ended_at is null
        join assessment.judgement on judgement.assignment_id = assignment.id and judgement.lodged_at is not null
        where signature.proposal_id = agreement.proposal_id)`,
  },
  {
    says: 'A released case was agreed on, or is written down from elsewhere; its outcome is the one signed',
    sql: `select release.case_id from assessment.release
      left join assessment.outside_outcome on outside_outcome.case_id = release.case_id
      left join assessment.agreement on agreement.case_id = release.case_id
      left join assessment.proposal on proposal.id = agreement.proposal_id
      where outside_outcome.case_id is null and proposal.outcome_id is distinct from release.outcome_id`,
  },
  {
    says: 'What is lodged is whole',
    sql: `select judgement.assignment_id from assessment.judgement where lodged_at is not null and (feedback = ''
      or exists (select from assessment.rating where rating.assignment_id = judgement.assignment_id
        and rated_alone and rating.rating is null))`,
  },
  {
    says: 'Nobody was asked before the first check was passed, and nobody judges what they have not accepted',
    sql: `select assignment.id from assessment.assignment
      left join assessment.intake on intake.case_id = assignment.case_id and intake.result = 'passed'
      left join assessment.judgement on judgement.assignment_id = assignment.id
      where intake.case_id is null or (judgement.assignment_id is not null and assignment.accepted_at is null)`,
  },
];
