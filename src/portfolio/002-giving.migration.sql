-- What a person gives out of their hands: evidence beside the text, a look for a mentor, what the mentor says.

-- A piece of evidence: one file or one address, or a description of what cannot be shown; used in any number of sections.
create table portfolio.evidence (
  id uuid primary key default gen_random_uuid(),
  portfolio_id uuid not null references portfolio.portfolio (id),
  kind text not null check (kind in ('file', 'link', 'described')),
  title text not null check (char_length(title) between 1 and 200),
  -- What it shows, in the owner's words.
  shows text not null check (char_length(shows) <= 2000),
  -- The bytes lie in the file store under their hash; name and type are what they were found to be on the way in.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  file_name text,
  file_type text,
  file_kind text,
  file_bytes bigint check (file_bytes > 0),
  link text check (link ~ '^https?://'),
  -- The id of a permission state of the portfolio's edition.
  permission text not null check (permission <> ''),
  people_shown text not null check (char_length(people_shown) <= 500),
  -- Who gets the thing itself: whoever sees the portfolio, mentors not but assessors, or nobody.
  access text not null check (access in ('open', 'assessors', 'withheld')),
  added_at timestamptz not null,
  changed_at timestamptz not null,
  -- A piece that was submitted stays for the copy's sake.
  removed_at timestamptz,
  constraint evidence_is_one_thing check (
    (kind = 'file') = (sha256 is not null and file_name is not null and file_type is not null
      and file_kind is not null and file_bytes is not null)
    and (kind = 'link') = (link is not null)
    and (kind <> 'described' or access = 'withheld')
  )
);
create index evidence_by_portfolio on portfolio.evidence (portfolio_id, added_at) where removed_at is null;
create index evidence_by_file on portfolio.evidence (sha256) where removed_at is null and sha256 is not null;

create table portfolio.evidence_use (
  evidence_id uuid not null references portfolio.evidence (id) on delete cascade,
  slot text not null check (slot ~ '^[a-z0-9][a-z0-9-]*(\.[1-9][0-9]{0,2})?$'),
  used_at timestamptz not null,
  primary key (evidence_id, slot)
);

-- A mentor may read the portfolio until a moment, or until it is taken back.
create table portfolio.share (
  id uuid primary key default gen_random_uuid(),
  portfolio_id uuid not null references portfolio.portfolio (id),
  person_id uuid not null references people.person (id),
  -- The last day in words; `ends_at` is the end of that day in the zone of the institution.
  until_day date not null,
  ends_at timestamptz not null,
  asks text not null check (char_length(asks) <= 1000),
  shared_at timestamptz not null,
  revoked_at timestamptz,
  constraint share_ends_after_it_begins check (ends_at > shared_at)
);
create unique index share_once_at_a_time on portfolio.share (portfolio_id, person_id) where revoked_at is null;
create index share_by_person on portfolio.share (person_id) where revoked_at is null;

-- What somebody says of a section, or answers to it.
create table portfolio.comment (
  id uuid primary key default gen_random_uuid(),
  portfolio_id uuid not null references portfolio.portfolio (id),
  slot text not null check (slot ~ '^[a-z0-9][a-z0-9-]*(\.[1-9][0-9]{0,2})?$'),
  component text not null,
  author_id uuid not null references people.person (id),
  -- The comment that this one answers; one level deep.
  answers_id uuid references portfolio.comment (id),
  words text not null check (char_length(words) between 1 and 10000),
  -- A passage of the text as it stood, and the version that it stood in.
  quote text check (char_length(quote) between 1 and 1000),
  part_version integer check (part_version > 0),
  -- The id of a rating of the edition, where the mentor gave one.
  rating text,
  written_at timestamptz not null
);
create index comment_by_portfolio on portfolio.comment (portfolio_id, slot, written_at);
create index comment_by_answered on portfolio.comment (answers_id) where answers_id is not null;

-- The owner has done what a comment asks; opened again, it is open.
create table portfolio.comment_done (
  id uuid primary key default gen_random_uuid(),
  comment_id uuid not null references portfolio.comment (id),
  done_at timestamptz not null,
  reopened_at timestamptz
);
create unique index comment_done_once on portfolio.comment_done (comment_id) where reopened_at is null;

-- A letter has told the owner of a comment.
create table portfolio.comment_told (
  comment_id uuid primary key references portfolio.comment (id),
  told_at timestamptz not null
);
