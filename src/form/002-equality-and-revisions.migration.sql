-- What nobody reads: equality answers, in a table of their own, with no time and no person.
create table form.equality_answer (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references programme.run (id),
  -- A seal that only this house can make of an application, so that its writer can change the answer until the deadline.
  -- Null from then on: nothing leads back.
  writer text unique,
  answers jsonb not null
);
create index equality_answer_of_run on form.equality_answer (run_id);

-- Runs whose equality answers lead back to nobody any more: only these are counted.
create table form.equality_closing (
  run_id uuid primary key references programme.run (id),
  closed_at timestamptz not null
);

alter table form.form add column made_by uuid references people.person (id);

-- The next version of a form while coordinators work on it; one at a time for a run.
create table form.revision (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references programme.run (id),
  based_on_id uuid not null references form.form (id),
  begun_at timestamptz not null,
  begun_by uuid not null references people.person (id),
  ended_at timestamptz,
  -- The version that it became; null where it was given up.
  became_id uuid references form.form (id),
  constraint ended_as_something check (became_id is null or ended_at is not null)
);
create unique index revision_one_a_run on form.revision (run_id) where ended_at is null;

-- Each change of a revision, whole, so that any of them can be gone back to.
create table form.step (
  revision_id uuid not null references form.revision (id),
  number integer not null check (number > 0),
  content jsonb not null,
  says text not null,
  -- The step whose content came back, where this one undid others.
  stands_for integer not null check (stands_for > 0),
  made_by uuid not null references people.person (id),
  made_at timestamptz not null,
  primary key (revision_id, number),
  constraint stands_for_one_before check (stands_for <= number)
);
