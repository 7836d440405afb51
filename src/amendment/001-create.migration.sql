-- What happens to an application outside its writer's own time: the team writes or sends for somebody, and somebody asks for a change.
create schema amendment;

-- Somebody of the team changed a section of an application, or sent it, for its applicant; and why.
create table amendment.on_behalf (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references application.application (id),
  number integer not null check (number > 0),
  -- The section that was changed, or the submission that was sent.
  section text,
  submission_number integer check (submission_number > 0),
  reason text not null check (reason <> ''),
  -- Questions with what stood and what stands: [["What is your role?", "Tutor", "Lecturer"]].
  changes jsonb not null,
  done_at timestamptz not null,
  done_by uuid not null references people.person (id),
  constraint on_behalf_number unique (application_id, number),
  constraint changed_or_sent check ((section is null) <> (submission_number is null))
);

-- After the deadline an applicant asks the team to change something.
create table amendment.change_request (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references application.application (id),
  run_id uuid not null references programme.run (id),
  number integer not null check (number > 0),
  words text not null check (words <> ''),
  asked_at timestamptz not null,
  asked_by uuid not null references people.person (id),
  constraint change_request_number unique (application_id, number),
  constraint change_request_of_run foreign key (application_id, run_id) references application.application (id, run_id)
);
create index change_request_by_run on amendment.change_request (run_id);

create table amendment.change_answer (
  request_id uuid primary key references amendment.change_request (id),
  answer text not null check (answer in ('made', 'declined')),
  words text not null,
  answered_at timestamptz not null,
  answered_by uuid not null references people.person (id)
);

-- That a draft is complete and not sent was written to its person, so many hours before it closed at this moment.
create table amendment.draft_reminder (
  application_id uuid not null references application.application (id) on delete cascade,
  hours_before integer not null check (hours_before in (72, 24, 2)),
  closes_at timestamptz not null,
  reminded_at timestamptz not null,
  primary key (application_id, hours_before, closes_at)
);

-- Submissions that somebody sent for somebody else, of which nobody says why. There are none.
create view amendment.unreasoned as
select submission.id as submission_id
from application.submission join application.application on application.id = submission.application_id
where submission.submitted_by is distinct from application.person_id
  and not exists (select from amendment.on_behalf where on_behalf.application_id = submission.application_id
    and on_behalf.submission_number = submission.number and on_behalf.done_by = submission.submitted_by);
