-- What belongs to a workshop: materials before and after it, its recording, its make-up task, and who made it up.
create schema material;

create table material.item (
  id uuid primary key default gen_random_uuid(),
  -- In which order they were put down.
  number bigint generated always as identity,
  workshop_id uuid not null references programme.workshop (id),
  stands text not null check (stands in ('before', 'after', 'recording', 'task')),
  -- Taken off the page; its versions stay.
  removed_at timestamptz
);
create index item_by_workshop on material.item (workshop_id, number) where removed_at is null;
-- A workshop has one make-up task at most.
create unique index task_once on material.item (workshop_id) where stands = 'task' and removed_at is null;

-- Every wording is kept; the highest number is in force.
create table material.version (
  item_id uuid not null references material.item (id),
  number integer not null check (number > 0),
  title text not null check (title <> '' and char_length(title) <= 200),
  link text check (link ~ '^(/|https?://)' and char_length(link) <= 2000),
  words text not null check (char_length(words) <= 4000),
  written_by uuid not null references people.person (id),
  written_at timestamptz not null,
  primary key (item_id, number)
);

-- What somebody who missed a workshop says they did instead, once.
create table material.making_up (
  workshop_id uuid not null references programme.workshop (id),
  person_id uuid not null references people.person (id),
  words text not null check (words <> '' and char_length(words) <= 4000),
  handed_in_at timestamptz not null,
  primary key (workshop_id, person_id)
);
