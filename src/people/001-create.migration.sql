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
  -- false until they have said what they are called: the name is then made from the address.
  is_named boolean not null default true,
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
create unique index identity_once_at_issuer on people.identity (person_id, issuer);

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

-- An e-mailed way in: a link and a code, each kept as a hash, used once by whoever reads that mailbox.
create table people.sign_in_letter (
  id uuid primary key,
  email text not null check (email = lower(email)),
  link_hash bytea not null unique,
  code_seal text not null,
  -- The browser that asked: only there can the code be typed.
  tab_hash bytea not null unique,
  wrong_codes integer not null check (wrong_codes between 0 and 5),
  remote_seal text not null,
  to_path text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  session_id uuid references people.session (id) on delete cascade,
  check ((used_at is null) = (session_id is null))
);
create index sign_in_letter_by_email on people.sign_in_letter (email, asked_at);
create index sign_in_letter_by_remote on people.sign_in_letter (remote_seal, asked_at);
create unique index sign_in_letter_by_session on people.sign_in_letter (session_id);

-- A browser sent to the identity provider. After its return the identity may wait here for an address to be proved.
create table people.provider_visit (
  id uuid primary key default gen_random_uuid(),
  tab_hash bytea not null unique,
  to_path text not null,
  expires_at timestamptz not null,
  back_at timestamptz,
  issuer text,
  subject text,
  name text,
  department text,
  check (num_nulls(issuer, subject, name, department) in (0, 4)),
  check (subject is null or back_at is not null)
);
create index provider_visit_by_end on people.provider_visit (expires_at);
