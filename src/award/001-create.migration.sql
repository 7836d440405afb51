-- Awards: what a pass gives, with number and dates; how they stand; who wants to be in the public register.
create schema award;

-- The last number given by an awarding body. Its row is held while an award is numbered, so that numbers have no gap.
create table award.counter (
  awarding_body_id uuid primary key references people.organisation (id),
  last integer not null check (last >= 0)
);

create table award.award (
  id uuid primary key default gen_random_uuid(),
  awarding_body_id uuid not null references people.organisation (id),
  person_id uuid not null references people.person (id),
  programme_id uuid references programme.programme (id),
  edition_id text not null,
  pathway_id text not null,
  -- The released case that it follows from; null for one entered from the awarding body's own list.
  case_id uuid unique,
  submission_id uuid,
  outcome_id text,
  -- Where in the body's sequence it stands; null where the number is not of our making.
  serial integer check (serial > 0),
  -- Null until the holder of an award made elsewhere has been told it.
  number text check (number <> ''),
  -- Whether the body awards in this house, so that certificate and verification are ours to give.
  given_here boolean not null,
  awarded_on date not null,
  valid_until date,
  review_due date,
  -- What is typed to verify it: 140 random bits in Crockford's base 32, kept without hyphens.
  code text unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{28}$'),
  made_at timestamptz not null,
  constraint award_number_once unique (awarding_body_id, number),
  constraint award_serial_once unique (awarding_body_id, serial),
  constraint award_given_here_whole check (not given_here or (number is not null and code is not null)),
  constraint award_dates_in_order check (valid_until > awarded_on)
);
create index award_by_person on award.award (person_id, awarded_on desc);

-- A review passed: the award holds on.
create table award.renewal (
  id uuid primary key default gen_random_uuid(),
  award_id uuid not null references award.award (id),
  case_id uuid unique,
  renewed_on date not null,
  valid_until date,
  review_due date,
  made_at timestamptz not null
);
create index renewal_by_award on award.renewal (award_id, made_at desc);

-- Taken back, and perhaps given again.
create table award.revocation (
  id uuid primary key default gen_random_uuid(),
  award_id uuid not null references award.award (id),
  -- What anybody who verifies it is told; the note is for the awarding body alone.
  reason text not null check (reason in ('in-error', 'holder-asked', 'misconduct')),
  note text not null,
  revoked_at timestamptz not null,
  revoked_by uuid not null references people.person (id),
  reinstated_at timestamptz,
  reinstated_by uuid references people.person (id),
  reinstated_note text not null,
  constraint revocation_reinstated_whole check ((reinstated_at is null) = (reinstated_by is null))
);
create unique index revocation_open_once on award.revocation (award_id) where reinstated_at is null;

-- In the public register because the holder wants it, from when until when.
create table award.register_entry (
  id uuid primary key default gen_random_uuid(),
  award_id uuid not null references award.award (id),
  says text not null,
  -- Whether search engines may show it.
  may_be_indexed boolean not null,
  listed_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('opted-out', 'changed', 'lapsed', 'revoked')),
  constraint register_entry_ended_whole check ((ended_at is null) = (ended_because is null))
);
create unique index register_entry_open_once on award.register_entry (award_id) where ended_at is null;

-- Codes tried from one place (sealed) in one hour, so that nobody can guess through them.
create table award.verification_try (
  remote_seal text not null,
  hour timestamptz not null,
  tries integer not null check (tries > 0),
  primary key (remote_seal, hour)
);

-- The one place that says how an award stands. Whether it has lapsed is for the reader's clock to say.
create view award.standing as
select
  award.id,
  award.awarding_body_id,
  award.person_id,
  award.programme_id,
  award.edition_id,
  award.pathway_id,
  award.case_id,
  award.submission_id,
  award.outcome_id,
  award.serial,
  award.number,
  award.given_here,
  award.awarded_on,
  case when renewal.id is null then award.valid_until else renewal.valid_until end as valid_until,
  case when renewal.id is null then award.review_due else renewal.review_due end as review_due,
  renewal.renewed_on,
  award.code,
  revocation.reason as revoked_reason,
  revocation.revoked_at,
  entry.says as register_says,
  entry.may_be_indexed,
  entry.listed_at
from award.award
left join lateral (
  select * from award.renewal
  where renewal.award_id = award.id
  order by renewed_on desc, made_at desc, id limit 1
) renewal on true
left join award.revocation on revocation.award_id = award.id and revocation.reinstated_at is null
left join award.register_entry entry on entry.award_id = award.id and entry.ended_at is null;
