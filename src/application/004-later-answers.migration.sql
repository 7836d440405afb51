-- Answers to what is required only by a day that comes after sending: the team's, changeable, beside the submission.
create table application.later_answer (
  application_id uuid primary key references application.application (id),
  answers jsonb not null,
  version integer not null check (version > 0),
  saved_at timestamptz not null,
  saved_by uuid not null references people.person (id)
);
