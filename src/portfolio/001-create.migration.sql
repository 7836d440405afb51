-- Portfolios: one for each person and programme, pinned to an edition and a pathway; its sections, their parts, and every version of these.
create schema portfolio;

create table portfolio.portfolio (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people.person (id),
  programme_id uuid not null references programme.programme (id),
  -- The edition never changes; the pathway may, and text that a new pathway does not ask for stays where it is.
  edition_id text not null check (edition_id <> ''),
  pathway_id text not null check (pathway_id <> ''),
  started_at timestamptz not null,
  constraint portfolio_once_a_programme unique (person_id, programme_id),
  -- For what is handed in: that it is of this owner, programme and edition.
  constraint portfolio_of_one_owner unique (id, person_id, programme_id, edition_id)
);
create index portfolio_by_programme on portfolio.portfolio (programme_id);

-- Every pathway that a portfolio has been on, the first among them.
create table portfolio.pathway_change (
  id uuid primary key default gen_random_uuid(),
  portfolio_id uuid not null references portfolio.portfolio (id),
  pathway_id text not null,
  changed_at timestamptz not null
);
create index pathway_change_by_portfolio on portfolio.pathway_change (portfolio_id, changed_at);

-- What a person says of a section beside its text. A row for a further copy of a repeatable section means: it is wanted.
create table portfolio.section (
  portfolio_id uuid not null references portfolio.portfolio (id),
  -- The key of the slot: 'c1a', or 'specialist.2' for the second copy of a repeatable section.
  slot text not null check (slot ~ '^[a-z0-9][a-z0-9-]*(\.[1-9][0-9]{0,2})?$'),
  -- The candidate's own title of a copy, or the name of the law or policy that the section is about.
  title text not null check (char_length(title) <= 200),
  topic_type text,
  tags text[] not null,
  -- 'feedback-given' is no mark: it follows from what mentors wrote.
  mark text not null check (mark in ('drafting', 'ready-for-feedback', 'ready')),
  marked_at timestamptz not null,
  primary key (portfolio_id, slot)
);

-- The text of one component of a section as it stands.
create table portfolio.part (
  portfolio_id uuid not null references portfolio.portfolio (id),
  slot text not null check (slot ~ '^[a-z0-9][a-z0-9-]*(\.[1-9][0-9]{0,2})?$'),
  component text not null check (component <> ''),
  -- Markdown, lines ended by a line feed.
  text text not null check (octet_length(text) <= 1500000),
  words integer not null check (words >= 0),
  -- The number of the newest version in part_version, which holds the same text.
  version integer not null check (version > 0),
  updated_at timestamptz not null,
  primary key (portfolio_id, slot, component)
);

-- One author's stretch of writing: saves within some minutes of its beginning are one version, unless it has a name.
create table portfolio.part_version (
  portfolio_id uuid not null,
  slot text not null,
  component text not null,
  number integer not null check (number > 0),
  text text not null check (octet_length(text) <= 1500000),
  words integer not null check (words >= 0),
  author_id uuid not null references people.person (id),
  begun_at timestamptz not null,
  saved_at timestamptz not null,
  name text check (char_length(name) between 1 and 100),
  -- The version that was put back.
  restored_from integer,
  primary key (portfolio_id, slot, component, number),
  foreign key (portfolio_id, slot, component) references portfolio.part (portfolio_id, slot, component),
  constraint version_ends_after_it_begins check (saved_at >= begun_at)
);

-- Words that met others: two windows wrote at one field of a section. Kept until their writer has chosen.
create table portfolio.set_aside (
  id uuid primary key default gen_random_uuid(),
  portfolio_id uuid not null references portfolio.portfolio (id),
  slot text not null,
  -- The component, or 'title'.
  field text not null check (field <> ''),
  text text not null check (octet_length(text) <= 1500000),
  set_aside_at timestamptz not null,
  settled_at timestamptz
);
create index set_aside_open on portfolio.set_aside (portfolio_id, slot) where settled_at is null;
