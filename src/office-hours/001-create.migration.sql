-- Windows of mentors' time cut into slots, who booked which, and what came of it.
create schema office_hours;

-- A number for each mentor: the exclusion below compares ranges, for which no extension is needed.
create table office_hours.mentor (
  person_id uuid primary key references people.person (id),
  number integer generated always as identity unique
);

create table office_hours.window (
  id uuid primary key default gen_random_uuid(),
  institution_id uuid not null references people.organisation (id),
  mentor_id uuid not null references office_hours.mentor (person_id),
  zone text not null,
  first_day date not null,
  last_day date not null,
  -- ISO weekdays, 1 is Monday; one day for a single date.
  weekday integer not null check (weekday between 1 and 7),
  every_weeks integer not null check (every_weeks between 1 and 8),
  -- Wall time in the zone, 'HH:MM'.
  starts text not null check (starts ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  ends text not null check (ends ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  slot_minutes integer not null check (slot_minutes between 5 and 240),
  gap_minutes integer not null check (gap_minutes between 0 and 120),
  place text not null check (place <> ''),
  -- For those who book.
  link text check (link ~ '^https?://'),
  -- Least notice to book, and to cancel as the one who booked; mentors are free.
  book_notice_minutes integer not null check (book_notice_minutes between 0 and 43200),
  cancel_notice_minutes integer not null check (cancel_notice_minutes between 0 and 43200),
  published_at timestamptz not null,
  -- Taken back: its free slots are gone, booked ones stay.
  withdrawn_at timestamptz,
  constraint window_ends_after_it_starts check (ends > starts and last_day >= first_day)
);
create index window_by_mentor on office_hours.window (mentor_id, first_day);
create index window_by_institution on office_hours.window (institution_id);

create table office_hours.slot (
  id uuid primary key default gen_random_uuid(),
  window_id uuid not null references office_hours.window (id),
  mentor_number integer not null references office_hours.mentor (number),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint slot_ends_after_it_starts check (ends_at > starts_at),
  -- Nobody sees two people at once.
  constraint slot_overlaps_none exclude using gist (
    int4range(mentor_number, mentor_number, '[]') with &&,
    tstzrange(starts_at, ends_at) with &&
  ) where (withdrawn_at is null)
);
create index slot_by_window on office_hours.slot (window_id, starts_at);
create index slot_by_time on office_hours.slot (starts_at) where withdrawn_at is null;

create table office_hours.booking (
  id uuid primary key default gen_random_uuid(),
  slot_id uuid not null references office_hours.slot (id),
  person_id uuid not null references people.person (id),
  -- The section of the portfolio that is to be read, by its key, where it was chosen from there ...
  section text check (section <> ''),
  -- ... and how it was called when it was booked; '' where none was named.
  section_words text not null check (char_length(section_words) <= 300),
  question text not null check (char_length(question) <= 2000),
  booked_at timestamptz not null,
  cancelled_at timestamptz,
  cancelled_by uuid references people.person (id),
  cancel_reason text not null check (char_length(cancel_reason) <= 1000),
  constraint cancelled_by_somebody check ((cancelled_at is null) = (cancelled_by is null))
);
-- One person at most, whatever happens at once.
create unique index booking_once on office_hours.booking (slot_id) where cancelled_at is null;
create index booking_by_person on office_hours.booking (person_id);
create index booking_by_slot on office_hours.booking (slot_id);

-- What both agreed, for both to read.
create table office_hours.note (
  booking_id uuid primary key references office_hours.booking (id),
  words text not null check (char_length(words) <= 10000),
  version integer not null check (version > 0),
  written_at timestamptz not null,
  written_by uuid not null references people.person (id)
);

create table office_hours.action (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid not null references office_hours.note (booking_id),
  position integer not null check (position between 1 and 20),
  what text not null check (what <> '' and char_length(what) <= 500),
  due_on date,
  done_at timestamptz,
  constraint action_in_its_place unique (booking_id, position)
);

-- The mentor's own note; the person may ask to see it.
create table office_hours.private_note (
  booking_id uuid primary key references office_hours.booking (id),
  words text not null check (char_length(words) <= 10000),
  written_at timestamptz not null,
  written_by uuid not null references people.person (id)
);
