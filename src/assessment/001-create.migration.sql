-- Submissions under assessment: the first check, who judges, what each judges alone, what both agree on, and its release.
create schema assessment;

-- A submission at its awarding body. What is copied from the submission never changes there.
create table assessment.case_file (
  id uuid primary key default gen_random_uuid(),
  submission_id uuid not null unique references submission.submission (id),
  portfolio_id uuid not null,
  number text not null,
  submitted_at timestamptz not null,
  awarding_body_id uuid not null references people.organisation (id),
  person_id uuid not null references people.person (id),
  programme_id uuid not null references programme.programme (id),
  edition_id text not null,
  pathway_id text not null,
  -- The id of a submission kind of the edition.
  kind text not null,
  opened_at timestamptz not null
);
create index case_file_by_person on assessment.case_file (person_id);
create index case_file_by_body on assessment.case_file (awarding_body_id, submitted_at);
create index case_file_by_portfolio on assessment.case_file (portfolio_id, submitted_at);

-- The first check: fit to be assessed, or sent back with a reason that the candidate reads.
create table assessment.intake (
  case_id uuid primary key references assessment.case_file (id),
  result text not null check (result in ('passed', 'returned')),
  reason text not null,
  -- For the registrars alone.
  note text not null,
  checked_at timestamptz not null,
  checked_by uuid not null references people.person (id),
  constraint intake_return_has_a_reason check (result = 'passed' or reason <> '')
);

-- Taken back by the candidate before anybody read it.
create table assessment.withdrawal (
  case_id uuid primary key references assessment.case_file (id),
  withdrawn_at timestamptz not null
);

-- What an awarding body knows of somebody who assesses for it.
create table assessment.assessor (
  person_id uuid not null references people.person (id),
  awarding_body_id uuid not null references people.organisation (id),
  -- The pathway that they hold, by its id in the body's editions; null while nobody has confirmed one.
  pathway_id text,
  award_current boolean not null,
  institution text not null check (char_length(institution) <= 200),
  specialisms text not null check (char_length(specialisms) <= 500),
  -- How many assessments at once.
  capacity integer not null check (capacity between 0 and 50),
  -- Assessments as second assessor from before this house kept count.
  seconds_before integer not null check (seconds_before between 0 and 1000),
  away boolean not null,
  changed_at timestamptz not null,
  primary key (person_id, awarding_body_id)
);

-- Two people who must not meet as assessor and candidate, for a reason that no record of the house shows.
create table assessment.conflict (
  id uuid primary key default gen_random_uuid(),
  assessor_id uuid not null references people.person (id),
  candidate_id uuid not null references people.person (id),
  reason text not null check (char_length(reason) between 1 and 500),
  declared_at timestamptz not null,
  declared_by uuid not null references people.person (id),
  lifted_at timestamptz,
  lifted_by uuid references people.person (id),
  constraint conflict_of_two check (assessor_id <> candidate_id),
  constraint conflict_lifted_whole check ((lifted_at is null) = (lifted_by is null))
);
create unique index conflict_open_once on assessment.conflict (candidate_id, assessor_id) where lifted_at is null;

-- Somebody asked to judge a case. Its id is random, so that nobody reads an order from it.
create table assessment.assignment (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references assessment.case_file (id),
  assessor_id uuid not null references people.person (id),
  role text not null check (role in ('lead', 'second', 'third')),
  -- The last day for lodging, in the edition's time zone.
  due_on date not null,
  invited_at timestamptz not null,
  invited_by uuid not null references people.person (id),
  accepted_at timestamptz,
  ended_at timestamptz,
  ended_how text check (ended_how in ('declined', 'recused', 'conflict', 'withdrawn')),
  ended_because text,
  constraint assignment_ended_whole check (num_nulls(ended_at, ended_how, ended_because) in (0, 3))
);
create unique index assignment_one_a_role on assessment.assignment (case_id, role) where ended_at is null;
create unique index assignment_person_once on assessment.assignment (case_id, assessor_id) where ended_at is null;
create index assignment_by_assessor on assessment.assignment (assessor_id);

-- What one assessor makes of it, alone. Until it is lodged it is nobody else's.
create table assessment.judgement (
  assignment_id uuid primary key references assessment.assignment (id),
  version integer not null check (version >= 0),
  feedback text not null check (char_length(feedback) <= 20000),
  note_to_registrar text not null check (char_length(note_to_registrar) <= 5000),
  saved_at timestamptz,
  lodged_at timestamptz
);

-- One row for each thing that the scheme has rated: a section by its key ("c1a", "specialist.2"), a tag as "tag:p1".
create table assessment.rating (
  assignment_id uuid not null references assessment.judgement (assignment_id),
  target text not null,
  position integer not null,
  -- false for what both rate together when they agree.
  rated_alone boolean not null,
  rating text,
  -- The assessor's own; the candidate does not see it.
  note text not null check (char_length(note) <= 5000),
  primary key (assignment_id, target)
);

create table assessment.message (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references assessment.case_file (id),
  assignment_id uuid not null references assessment.assignment (id),
  words text not null check (char_length(words) between 1 and 5000),
  said_at timestamptz not null
);
create index message_by_case on assessment.message (case_id, said_at);

-- An outcome that one of them proposes. The newest stands; signatures under older ones count for nothing.
create table assessment.proposal (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references assessment.case_file (id),
  number integer not null check (number > 0),
  outcome_id text not null,
  -- For the assessors and the registrar.
  note text not null check (char_length(note) <= 5000),
  proposed_by uuid not null references assessment.assignment (id),
  proposed_at timestamptz not null,
  constraint proposal_numbered_once unique (case_id, number)
);
-- What both rate together, such as whether a statement is complete.
create table assessment.joint_rating (
  proposal_id uuid not null references assessment.proposal (id),
  target text not null,
  position integer not null,
  rating text not null,
  primary key (proposal_id, target)
);
-- What the candidate is asked to revise.
create table assessment.point (
  proposal_id uuid not null references assessment.proposal (id),
  slot text not null,
  position integer not null,
  -- A part of the section, such as "reflection"; null for the whole.
  component text,
  words text not null check (char_length(words) between 1 and 5000),
  primary key (proposal_id, position)
);
create table assessment.signature (
  proposal_id uuid not null references assessment.proposal (id),
  assignment_id uuid not null references assessment.assignment (id),
  signed_at timestamptz not null,
  primary key (proposal_id, assignment_id)
);
-- Two have signed the same proposal.
create table assessment.agreement (
  case_id uuid primary key references assessment.case_file (id),
  proposal_id uuid not null unique references assessment.proposal (id),
  -- The column that the candidate reads first, by lot, so that it tells nothing of who was asked first.
  shown_first uuid not null references assessment.assignment (id),
  agreed_at timestamptz not null
);

-- The candidate has been told. From now on it stands.
create table assessment.release (
  case_id uuid primary key references assessment.case_file (id),
  outcome_id text not null,
  -- In the edition's time zone.
  decided_on date not null,
  released_at timestamptz not null,
  released_by uuid not null references people.person (id)
);

-- An outcome made outside of this house, written down here.
create table assessment.outside_outcome (
  case_id uuid primary key references assessment.case_file (id),
  feedback text[] not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null references people.person (id)
);
create table assessment.outside_point (
  case_id uuid not null references assessment.outside_outcome (case_id),
  position integer not null,
  slot text not null,
  component text,
  words text not null check (char_length(words) between 1 and 5000),
  primary key (case_id, position)
);

-- What is lodged never changes, whoever asks.
create function assessment.refuse_change() returns trigger language plpgsql as $$
begin
  if exists (select from assessment.judgement
    where judgement.assignment_id = old.assignment_id and judgement.lodged_at is not null) then
    raise exception 'A lodged judgement never changes.'
      using errcode = 'restrict_violation', constraint = 'judgement_lodged_stands';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger judgement_lodged_stands before update or delete on assessment.judgement
  for each row execute function assessment.refuse_change();
create trigger rating_lodged_stands before update or delete on assessment.rating
  for each row execute function assessment.refuse_change();

-- The one place that says how a case stands. It counts acts and looks into no judgement.
create view assessment.standing as
select
  case_file.*,
  intake.result as intake_result,
  intake.reason as intake_reason,
  intake.note as intake_note,
  intake.checked_at,
  pair.asked,
  pair.accepted,
  pair.lodged,
  pair.last_lodged_at,
  agreement.agreed_at,
  agreement.proposal_id as agreed_proposal_id,
  agreement.shown_first,
  release.outcome_id,
  release.decided_on,
  release.released_at,
  outside_outcome.recorded_at,
  case
    when release.case_id is not null then 'released'
    when withdrawal.case_id is not null then 'withdrawn'
    when intake.result = 'returned' then 'returned'
    when intake.case_id is null then 'submitted'
    when agreement.case_id is not null then 'agreed'
    when pair.asked < 2 then 'to-be-assigned'
    when pair.accepted < 2 then 'invited'
    when pair.lodged < 2 then 'assessing'
    else 'agreeing'
  end as state
from assessment.case_file
left join assessment.intake on intake.case_id = case_file.id
left join assessment.withdrawal on withdrawal.case_id = case_file.id
left join assessment.agreement on agreement.case_id = case_file.id
left join assessment.release on release.case_id = case_file.id
left join assessment.outside_outcome on outside_outcome.case_id = case_file.id
cross join lateral (
  select
    count(*)::int as asked,
    count(assignment.accepted_at)::int as accepted,
    count(judgement.lodged_at)::int as lodged,
    max(judgement.lodged_at) as last_lodged_at
  from assessment.assignment
  left join assessment.judgement on judgement.assignment_id = assignment.id
  where assignment.case_id = case_file.id and assignment.ended_at is null and assignment.role <> 'third'
) pair;
