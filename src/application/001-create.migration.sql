-- Asking for a place: drafts, submissions, withdrawals, and what became of each application. A state is a row.
create schema application;

create table application.application (
  id uuid primary key default gen_random_uuid(),
  -- What people quote in letters; says nothing about order or number.
  reference text not null unique check (reference ~ '^[A-Z0-9]{4}-[A-Z0-9]{4}$'),
  run_id uuid not null references programme.run (id),
  form_id uuid not null references form.form (id),
  -- Null while nobody has signed in for it.
  person_id uuid references people.person (id),
  -- SHA-256 of the token in the cookie of the browser that began it signed out.
  draft_token_hash bytea,
  begun_at timestamptz not null,
  -- Later rooms point to an application together with its run.
  constraint application_of_run unique (id, run_id),
  constraint application_is_somebodys check (person_id is not null or draft_token_hash is not null)
);
create unique index application_once_a_run on application.application (run_id, person_id) where person_id is not null;
create unique index application_once_a_browser on application.application (run_id, draft_token_hash)
  where draft_token_hash is not null;
create index application_by_person on application.application (person_id) where person_id is not null;
create index application_by_run on application.application (run_id);

-- What is being written, section by section, so that two tabs on two sections do not meet.
create table application.draft_answers (
  application_id uuid not null references application.application (id) on delete cascade,
  section text not null,
  answers jsonb not null,
  version integer not null check (version > 0),
  saved_at timestamptz not null,
  primary key (application_id, section)
);

-- Words that met others: written in another window, or before signing in. Kept until their writer has chosen.
create table application.set_aside (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references application.application (id) on delete cascade,
  section text not null,
  answers jsonb not null,
  written_at timestamptz not null,
  settled_at timestamptz
);
create index set_aside_open on application.set_aside (application_id) where settled_at is null;

-- A draft begun signed out whose writer turned out to have an application to the run: its words are in that one now.
create table application.joining (
  application_id uuid primary key references application.application (id) on delete cascade,
  into_id uuid not null references application.application (id),
  joined_at timestamptz not null,
  constraint joined_into_another check (application_id <> into_id)
);

create table application.submission (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references application.application (id),
  number integer not null check (number > 0),
  form_id uuid not null references form.form (id),
  -- Frozen, question by question. What only the team may see is in a column of its own, which selectors' pages never read.
  answers jsonb not null,
  team_answers jsonb not null,
  submitted_at timestamptz not null,
  submitted_by uuid not null references people.person (id),
  -- Taken after the published deadline.
  in_grace boolean not null,
  constraint submission_number unique (application_id, number)
);

-- Takes back the submission with this number; 0 where none was sent. A later submission comes back.
create table application.withdrawal (
  application_id uuid not null references application.application (id),
  submission_number integer not null check (submission_number >= 0),
  reason text not null,
  withdrawn_at timestamptz not null,
  withdrawn_by uuid not null references people.person (id),
  primary key (application_id, submission_number)
);

-- What became of an application after it was sent, as the rooms that place and select say it. Numbered; the last one counts.
create table application.turn (
  application_id uuid not null references application.application (id),
  number integer not null check (number > 0),
  state text not null check (state in ('offered', 'reserve', 'not-offered', 'place-accepted', 'place-declined',
    'offer-lapsed', 'place-given-up')),
  -- Until when an offer can be answered.
  reply_by timestamptz,
  turned_at timestamptz not null,
  primary key (application_id, number),
  constraint offer_has_time check ((state = 'offered') = (reply_by is not null))
);

-- The one place that says what state an application is in.
create view application.standing as
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
  end as state
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

-- Answers that stand where others read them than the form said. There are none.
create view application.misplaced_answer as
select submission.id as submission_id, asked.key
from application.submission join form.asked on asked.form_id = submission.form_id
where (asked.audience <> 'selectors' and submission.answers ? asked.key)
  or (asked.audience <> 'team' and submission.team_answers ? asked.key);
