-- Persons, the organisations they wear hats at, how they sign in, and where they are signed in.
create schema people;

create table people.organisation (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
  kind text not null check (kind in ('institution', 'awarding-body')),
  name text not null,
  unit text,
  contact_address text not null,
  zone text not null,
  created_at timestamptz not null
);

create table people.person (
  id uuid primary key default gen_random_uuid(),
  name text not null check (name <> ''),
  email text not null check (email = lower(email)),
  institution_id uuid references people.organisation (id),
  department text not null default '',
  role_title text not null default '',
  created_at timestamptz not null
);
create unique index person_by_email on people.person (email);

-- A person at an identity provider: keyed on issuer and subject, never on an e-mail address.
create table people.identity (
  issuer text not null,
  subject text not null,
  person_id uuid not null references people.person (id) on delete cascade,
  first_seen_at timestamptz not null,
  primary key (issuer, subject)
);
create index identity_by_person on people.identity (person_id);

create table people.hat (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.person (id) on delete cascade,
  organisation_id uuid not null references people.organisation (id),
  hat text not null check (hat in ('coordinator', 'selector', 'mentor', 'assessor', 'registrar', 'head-of-department')),
  given_at timestamptz not null,
  given_by uuid references people.person (id),
  taken_at timestamptz
);
create unique index hat_worn_once on people.hat (person_id, organisation_id, hat) where taken_at is null;
create index hat_by_organisation on people.hat (organisation_id, hat) where taken_at is null;

create table people.session (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique,
  person_id uuid not null references people.person (id) on delete cascade,
  device text not null,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_by_person on people.session (person_id) where ended_at is null;
