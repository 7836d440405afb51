-- The late door, and a bound on beginning signed out.

-- Lets so many people apply to one run after its deadline, until it expires.
create table application.access_code (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references programme.run (id),
  code text not null unique check (code ~ '^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$'),
  -- Whom it is for and why, for the team.
  purpose text not null,
  expires_at timestamptz not null,
  most_uses integer not null check (most_uses between 1 and 500),
  made_at timestamptz not null,
  made_by uuid not null references people.person (id),
  revoked_at timestamptz,
  revoked_by uuid references people.person (id),
  -- A use points to a code together with its run.
  constraint access_code_of_run unique (id, run_id),
  constraint revoked_by_somebody check ((revoked_at is null) = (revoked_by is null))
);
create index access_code_by_run on application.access_code (run_id);

-- One application came in by one code; it stays open until the code expires.
create table application.code_use (
  application_id uuid not null,
  code_id uuid not null,
  run_id uuid not null,
  number integer not null check (number > 0),
  used_at timestamptz not null,
  primary key (application_id, code_id),
  constraint code_use_number unique (code_id, number),
  constraint code_of_the_run foreign key (code_id, run_id) references application.access_code (id, run_id),
  constraint used_for_the_run foreign key (application_id, run_id) references application.application (id, run_id)
    on delete cascade
);

-- How many applications were begun signed out from one network address in one hour; the address is sealed.
create table application.beginning (
  remote_seal text not null,
  hour timestamptz not null,
  number integer not null check (number > 0),
  primary key (remote_seal, hour)
);

create or replace view application.standing as
select
  application.id,
  application.reference,
  application.run_id,
  application.form_id,
  application.person_id,
  application.begun_at,
  submission.number as submission_number,
  submission.submitted_at,
  submission.in_grace,
  withdrawal.withdrawn_at,
  turn.number as turn_number,
  turn.turned_at,
  turn.reply_by,
  case
    when withdrawal.withdrawn_at is not null then 'withdrawn'
    when submission.number is null then 'draft'
    else coalesce(turn.state, 'submitted')
  end as state,
  -- Until when it stays open by the late door.
  (select max(access_code.expires_at) from application.code_use
    join application.access_code on access_code.id = code_use.code_id
    where code_use.application_id = application.id) as late_until
from application.application
left join lateral (
  select number, submitted_at, in_grace from application.submission
  where submission.application_id = application.id order by number desc limit 1
) submission on true
left join application.withdrawal on withdrawal.application_id = application.id
  and withdrawal.submission_number = coalesce(submission.number, 0)
left join lateral (
  select number, state, turned_at, reply_by from application.turn
  where turn.application_id = application.id order by number desc limit 1
) turn on true
where not exists (select from application.joining where joining.application_id = application.id);
