-- What was handed in: copies of portfolios that never change, when an assessor opened them, and how they ended.
create schema submission;

-- A copy for assessment. `content` is the canonical text itself, kept as text so that its hash can be taken from it as it lies.
create table submission.submission (
  id uuid primary key default gen_random_uuid(),
  portfolio_id uuid not null,
  person_id uuid not null references people.person (id),
  programme_id uuid not null references programme.programme (id),
  edition_id text not null,
  pathway_id text not null,
  year integer not null check (year between 2000 and 9999),
  serial integer not null check (serial > 0),
  number text not null unique,
  -- The id of a submission kind of the edition.
  kind text not null,
  submitted_at timestamptz not null,
  zone text not null,
  content text not null,
  sha256 text not null,
  -- A copy is its portfolio's owner's, and of the same programme and edition.
  constraint submission_is_of_its_portfolio foreign key (portfolio_id, person_id, programme_id, edition_id)
    references portfolio.portfolio (id, person_id, programme_id, edition_id),
  constraint submission_numbered_once unique (year, serial),
  constraint submission_hash_is_of_its_content check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);
create index submission_by_portfolio on submission.submission (portfolio_id, submitted_at);
create index submission_by_person on submission.submission (person_id);

-- The files that went with a copy; those that are withheld are named in the copy and are not here.
create table submission.file (
  submission_id uuid not null references submission.submission (id),
  evidence_id uuid not null references portfolio.evidence (id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file_name text not null,
  file_type text not null,
  file_bytes bigint not null,
  primary key (submission_id, evidence_id)
);
create index file_by_hash on submission.file (sha256);

-- An assessor has begun to read: from now on it cannot be withdrawn.
create table submission.opening (
  submission_id uuid primary key references submission.submission (id),
  opened_at timestamptz not null
);

-- How a submission came to its end: taken back, sent back at the first check, or decided.
create table submission.ending (
  submission_id uuid primary key references submission.submission (id),
  how text not null check (how in ('withdrawn', 'returned', 'decided')),
  outcome_id text,
  because text not null,
  ended_at timestamptz not null,
  constraint ending_decided_has_an_outcome check ((how = 'decided') = (outcome_id is not null))
);

-- A copy never changes and never goes, whoever asks: whatever may follow from it one day is a new row.
create function submission.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'A row of %.% never changes.', tg_table_schema, tg_table_name
    using errcode = 'restrict_violation', constraint = 'submission_never_changes';
end $$;
create trigger submission_never_changes before update or delete on submission.submission
  for each row execute function submission.refuse_change();
create trigger submission_never_emptied before truncate on submission.submission
  for each statement execute function submission.refuse_change();
create trigger file_never_changes before update or delete on submission.file
  for each row execute function submission.refuse_change();
create trigger file_never_emptied before truncate on submission.file
  for each statement execute function submission.refuse_change();
create trigger ending_never_changes before update or delete on submission.ending
  for each row execute function submission.refuse_change();
