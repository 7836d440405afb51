-- Line managers' support for an application: who was asked, by which link, and what they said.
create schema support;

create table support.manager_ask (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references application.application (id),
  number integer not null check (number > 0),
  manager_name text not null,
  manager_email text not null,
  -- SHA-256 of the one token that opens it.
  token_hash bytea not null unique,
  asked_at timestamptz not null,
  asked_by uuid not null references people.person (id),
  expires_at timestamptz not null,
  -- Somebody else was asked, a new link was sent, or the application was taken back: its link is dead.
  ended_at timestamptz,
  constraint manager_ask_number unique (application_id, number),
  constraint asked_for_a_time check (expires_at > asked_at)
);
create unique index manager_ask_in_force on support.manager_ask (application_id) where ended_at is null;

create table support.manager_answer (
  ask_id uuid primary key references support.manager_ask (id),
  answer text not null check (answer in ('confirmed', 'declined')),
  words text not null,
  answered_at timestamptz not null
);
