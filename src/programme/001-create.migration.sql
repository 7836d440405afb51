-- Programmes, their runs and workshops, what their public pages say, what people ask, and an institution's statements.
create schema programme;

create table programme.programme (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (name <> ''),
  short_name text not null check (short_name <> ''),
  institution_id uuid not null references people.organisation (id),
  awarding_body_id uuid not null references people.organisation (id),
  -- The framework edition that new portfolios are pinned to.
  edition_id text not null,
  -- Whether the awarding body assesses in this house, or elsewhere.
  assessed_here boolean not null,
  contact_name text not null,
  contact_address text not null,
  -- The table of terms (terms/<name>.yaml) that weeks are counted by; null where weeks are not counted.
  term_table text,
  created_at timestamptz not null
);
create index programme_by_institution on programme.programme (institution_id);

create table programme.run (
  id uuid primary key default gen_random_uuid(),
  programme_id uuid not null references programme.programme (id),
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (name <> ''),
  capacity integer not null check (capacity between 1 and 10000),
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  -- Taken after the published deadline without a word about it.
  grace_minutes integer not null check (grace_minutes between 0 and 1440),
  -- A Monday: the week in which letters go out.
  notify_week date not null check (extract(isodow from notify_week) = 1),
  reply_within_hours integer not null check (reply_within_hours between 1 and 720),
  zone text not null,
  course_site text,
  course_site_note text not null,
  copied_from uuid references programme.run (id),
  -- Dates taken over from an older run that nobody has confirmed: 'opens', 'deadline', 'notify-week'.
  unconfirmed text[] not null check (unconfirmed <@ array['opens', 'deadline', 'notify-week']),
  -- One more with every change, so that a page that is out of date cannot overwrite.
  version integer not null,
  opening_told_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (programme_id, slug),
  constraint run_closes_after_it_opens check (closes_at > opens_at)
);
create index run_by_closing on programme.run (programme_id, closes_at);

create table programme.workshop (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references programme.run (id),
  number integer not null check (number between 1 and 99),
  title text not null check (title <> ''),
  about text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  place text not null,
  -- The link and the joining instructions are for those with a place.
  online_link text,
  joining text not null,
  access_notes text not null,
  -- Calendar sequence: one more with every change of time, place or standing.
  sequence integer not null check (sequence >= 0),
  cancelled_at timestamptz,
  unconfirmed boolean not null,
  version integer not null,
  changed_at timestamptz not null,
  constraint workshop_ends_after_it_starts check (ends_at > starts_at)
);
-- A cancelled workshop leaves its number to the one that takes its place.
create unique index workshop_numbered_once on programme.workshop (run_id, number) where cancelled_at is null;
create index workshop_by_run on programme.workshop (run_id, starts_at);

-- What the public page says, section by section; the highest version is in force, earlier ones are kept.
create table programme.section_text (
  id uuid primary key default gen_random_uuid(),
  programme_id uuid not null references programme.programme (id),
  -- Null for every run; else this run's own words in place of the programme's.
  run_id uuid references programme.run (id),
  section text not null check (section ~ '^[a-z]+(-[a-z]+)*$'),
  version integer not null check (version > 0),
  -- Markdown. Empty in a run's row: back to the programme's words.
  words text not null,
  written_at timestamptz not null,
  written_by uuid references people.person (id),
  constraint section_text_version unique nulls not distinct (programme_id, run_id, section, version)
);

create table programme.enquiry (
  id uuid primary key default gen_random_uuid(),
  programme_id uuid not null references programme.programme (id),
  run_id uuid references programme.run (id),
  name text not null,
  email text not null,
  question text not null,
  asked_at timestamptz not null,
  -- A keyed mark of the asker's network address, for counting; forgotten after a day.
  sender_mark text
);
create index enquiry_by_programme on programme.enquiry (programme_id, asked_at desc, id);
create index enquiry_by_sender on programme.enquiry (sender_mark, asked_at) where sender_mark is not null;

-- One answer to an enquiry, whoever is first.
create table programme.enquiry_answer (
  enquiry_id uuid primary key references programme.enquiry (id) on delete cascade,
  words text not null check (words <> ''),
  answered_at timestamptz not null,
  answered_by uuid not null references people.person (id)
);

-- The institution's own accessibility and privacy texts; the highest version is in force.
create table programme.statement (
  institution_id uuid not null references people.organisation (id),
  kind text not null check (kind in ('accessibility', 'privacy')),
  version integer not null check (version > 0),
  words text not null check (words <> ''),
  written_at timestamptz not null,
  written_by uuid references people.person (id),
  primary key (institution_id, kind, version)
);
