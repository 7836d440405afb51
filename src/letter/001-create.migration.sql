-- What kinds of letter say in a programme, in versions; what each letter was written from; and what became of drafts.
create schema if not exists letter;

create table letter.letter_text (
  programme_id uuid not null references programme.programme (id),
  kind text not null,
  number integer not null check (number > 0),
  -- Without words: the default of the house again.
  subject text,
  body text,
  link_label text,
  waits boolean not null,
  written_by uuid not null references people.person (id),
  written_at timestamptz not null,
  primary key (programme_id, kind, number),
  check ((subject is null) = (body is null) and (subject is null) = (link_label is null))
);

create table letter.wording (
  letter_id uuid primary key references platform.letter (id) on delete cascade,
  programme_id uuid not null references programme.programme (id),
  run_id uuid references programme.run (id),
  kind text not null,
  -- Which text of the programme it began with; 0 is the default of the house.
  text_number integer not null check (text_number >= 0),
  subject text not null,
  body text not null,
  link_label text not null,
  link_path text check (link_path like '/%'),
  filled_with jsonb not null,
  missing text[] not null,
  -- One more with every change of its words.
  version integer not null default 1,
  edited_by uuid references people.person (id),
  edited_at timestamptz,
  check ((edited_by is null) = (edited_at is null))
);
create index wording_by_programme on letter.wording (programme_id, kind);
create index wording_by_run on letter.wording (run_id) where run_id is not null;

create table letter.resending (
  letter_id uuid primary key references platform.letter (id) on delete cascade,
  of_letter_id uuid not null references platform.letter (id) on delete cascade,
  preface text not null,
  sent_by uuid not null references people.person (id),
  sent_at timestamptz not null,
  check (letter_id <> of_letter_id)
);
create index resending_of on letter.resending (of_letter_id);
