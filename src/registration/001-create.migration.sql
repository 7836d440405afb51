-- What a person works towards, their registration with the awarding body, who pays for it, and when it runs out.
create schema registration;

-- A pathway chosen. The one that nothing has superseded is in force; the others are its history.
create table registration.choice (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.person (id),
  programme_id uuid not null references programme.programme (id),
  run_id uuid references programme.run (id),
  edition_id text not null,
  pathway_id text not null,
  chosen_at timestamptz not null,
  superseded_at timestamptz,
  constraint choice_superseded_later check (superseded_at >= chosen_at)
);
create unique index choice_in_force on registration.choice (person_id, programme_id) where superseded_at is null;
create index choice_by_person on registration.choice (person_id, programme_id, chosen_at desc);

-- Somebody asks the awarding body, which works in this house, to register them.
create table registration.request (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.person (id),
  programme_id uuid not null references programme.programme (id),
  run_id uuid references programme.run (id),
  edition_id text not null,
  pathway_id text not null,
  payer text not null check (payer in ('self', 'department', 'programme', 'other')),
  payer_name text not null,
  cost_code text not null,
  purchase_order text not null,
  asked_at timestamptz not null,
  closed_at timestamptz,
  closed_as text check (closed_as in ('confirmed', 'declined', 'withdrawn')),
  closed_by uuid references people.person (id),
  -- Told to the person when it was declined.
  reason text not null,
  constraint request_closed_whole
    check ((closed_at is null) = (closed_as is null) and (closed_at is null) = (closed_by is null))
);
create unique index request_open_once on registration.request (person_id, programme_id) where closed_at is null;
create index request_open_by_programme on registration.request (programme_id, asked_at) where closed_at is null;

create table registration.registration (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.person (id),
  programme_id uuid not null references programme.programme (id),
  run_id uuid references programme.run (id),
  request_id uuid unique references registration.request (id),
  edition_id text not null,
  pathway_id text not null,
  -- The awarding body's number.
  reference text not null check (reference <> ''),
  registered_on date not null,
  -- By the rule of the edition on the day of registering; a granted pause may move it (see the view standing).
  rule_expires_at timestamptz not null,
  because text not null,
  payer text not null check (payer in ('self', 'department', 'programme', 'other')),
  payer_name text not null,
  cost_code text not null,
  purchase_order text not null,
  -- The fee as the schedule said on that day: a later schedule never changes it. Null where it was not known.
  fee_pence integer check (fee_pence >= 0),
  fee_currency text not null check (fee_currency ~ '^[A-Z]{3}$'),
  fee_confirmed boolean not null,
  fee_source text not null,
  recorded_by uuid not null references people.person (id),
  recorded_at timestamptz not null,
  -- Over: run out and followed by a new one, or ended by an outcome.
  ended_at timestamptz,
  ended_because text check (ended_because in ('expired', 'failed', 'withdrawn')),
  constraint registration_ended_whole check ((ended_at is null) = (ended_because is null))
);
create unique index registration_active_once on registration.registration (person_id, programme_id) where ended_at is null;
create index registration_by_run on registration.registration (run_id);
create index registration_by_expiry on registration.registration (rule_expires_at) where ended_at is null;

-- What became of the fee, the latest last.
create table registration.payment (
  id bigint generated always as identity primary key,
  registration_id uuid not null references registration.registration (id),
  state text not null check (state in ('awaiting-payment', 'paid', 'waived', 'refunded')),
  -- What a transfer can be found by.
  reference text not null,
  noted_at timestamptz not null,
  noted_by uuid not null references people.person (id)
);
create index payment_by_registration on registration.payment (registration_id, id desc);

-- Time away from the work. Of the reason no more than its kind is kept.
create table registration.pause (
  id uuid primary key default gen_random_uuid(),
  registration_id uuid not null references registration.registration (id),
  from_day date not null,
  until_day date not null,
  reason text not null check (reason in ('family-leave', 'health', 'career-break', 'other')),
  asked_at timestamptz not null,
  asked_by uuid not null references people.person (id),
  answered_at timestamptz,
  answered_by uuid references people.person (id),
  answer text check (answer in ('granted', 'declined')),
  new_expires_at timestamptz,
  constraint pause_in_order check (until_day >= from_day),
  constraint pause_answered_whole
    check ((answered_at is null) = (answer is null) and (answered_at is null) = (answered_by is null)),
  constraint pause_granted_until check ((answer is not distinct from 'granted') = (new_expires_at is not null))
);
create unique index pause_open_once on registration.pause (registration_id) where answered_at is null;
create index pause_by_registration on registration.pause (registration_id);

-- A portfolio was submitted under this registration: the clock has nothing to remind of any more.
create table registration.submitted (
  registration_id uuid primary key references registration.registration (id),
  submitted_at timestamptz not null
);

-- Reminders that went out, for the expiry that they spoke of.
create table registration.reminder (
  registration_id uuid not null references registration.registration (id),
  mark text not null check (mark in ('12-months', '6-months', '3-months', '1-month', '2-weeks')),
  expires_at timestamptz not null,
  sent_at timestamptz not null,
  primary key (registration_id, expires_at, mark)
);

-- The one place that says how a registration stands.
create view registration.standing as
select
  registration.*,
  coalesce(pause.new_expires_at, registration.rule_expires_at) as expires_at,
  payment.state as payment_state,
  payment.reference as payment_reference,
  submitted.submitted_at
from registration.registration
left join lateral (
  -- Each pause is counted from the expiry in force when it was granted, so the last one is the latest.
  select max(new_expires_at) as new_expires_at from registration.pause
  where pause.registration_id = registration.id
) pause on true
left join lateral (
  select state, reference from registration.payment
  where payment.registration_id = registration.id
  order by id desc limit 1
) payment on true
left join registration.submitted on submitted.registration_id = registration.id;
