-- The series for those with a place: who has a seat, what to prepare and what of it is done, who was there, private calendars.
create schema workshop;

-- A seat in the series of a run. Whoever left and comes back has a new row.
create table workshop.enrolment (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references programme.run (id),
  person_id uuid not null references people.person (id),
  enrolled_at timestamptz not null,
  left_at timestamptz,
  constraint enrolment_ends_after_it_begins check (left_at >= enrolled_at)
);
create unique index enrolment_once on workshop.enrolment (run_id, person_id) where left_at is null;
create index enrolment_by_run on workshop.enrolment (run_id);
create index enrolment_by_person on workshop.enrolment (person_id);

-- What an enrolled person's calendar was told of a workshop, so that nothing is told twice.
create table workshop.invitation (
  enrolment_id uuid not null references workshop.enrolment (id),
  workshop_id uuid not null references programme.workshop (id),
  -- The workshop's own sequence at that time.
  sequence integer not null check (sequence >= 0),
  says text not null check (says in ('comes', 'cancelled')),
  -- As they were then: a letter about a change says what it was.
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  place text not null,
  told_at timestamptz not null,
  primary key (enrolment_id, workshop_id, sequence, says)
);

-- Something to do before a workshop.
create table workshop.preparation (
  id uuid primary key default gen_random_uuid(),
  -- In which order items that are due at the same time were put down.
  number bigint generated always as identity,
  workshop_id uuid not null references programme.workshop (id),
  what text not null check (what <> '' and char_length(what) <= 500),
  minutes integer not null check (minutes between 1 and 600),
  due_at timestamptz not null,
  -- A page of ours ("/registration") or an address on the web.
  link text check (link ~ '^(/|https?://)' and char_length(link) <= 2000),
  added_at timestamptz not null,
  changed_at timestamptz not null,
  -- Taken off the list; ticks that were made stay.
  removed_at timestamptz
);
create index preparation_by_workshop on workshop.preparation (workshop_id, due_at) where removed_at is null;

create table workshop.tick (
  preparation_id uuid not null references workshop.preparation (id),
  enrolment_id uuid not null references workshop.enrolment (id),
  ticked_at timestamptz not null,
  primary key (preparation_id, enrolment_id)
);
create index tick_by_enrolment on workshop.tick (enrolment_id);

-- Every mark is kept; the one with the highest number is in force. No mark means: expected.
create table workshop.attendance (
  number bigint generated always as identity primary key,
  enrolment_id uuid not null references workshop.enrolment (id),
  workshop_id uuid not null references programme.workshop (id),
  state text not null check (state in ('expected', 'present', 'part', 'apologies', 'absent', 'caught-up')),
  -- Why somebody sent apologies; for the team.
  reason text not null check (char_length(reason) <= 1000),
  marked_by uuid not null references people.person (id),
  marked_at timestamptz not null
);
create index attendance_in_force on workshop.attendance (enrolment_id, workshop_id, number desc);

-- The address of a private calendar holds this id and a seal that only this house can make.
create table workshop.calendar (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.person (id),
  made_at timestamptz not null,
  ended_at timestamptz
);
create unique index calendar_once on workshop.calendar (person_id) where ended_at is null;
