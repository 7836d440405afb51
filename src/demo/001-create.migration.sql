create schema demo;

-- One row once the demo was begun; finished_at once it is whole. A house with a beginning and no end was cut short.
create table demo.loading (
  the_only boolean primary key default true check (the_only),
  begun_at timestamptz not null,
  finished_at timestamptz,
  -- Whether all that the files tell had happened by then: only then does what they say of people hold.
  is_all boolean not null default false
);

-- The invented people whom a visitor may be, in the order in which they are shown.
create table demo.figure (
  person_id uuid primary key references people.person (id),
  slug text not null unique,
  place integer not null,
  company text not null,
  lead text,
  who text not null,
  stage text not null
);
