-- News, told once and heard once by each listener; letters, from draft to sent.
create schema if not exists platform;

create table platform.news (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null,
  told_at timestamptz not null
);

create table platform.news_receipt (
  news_id bigint not null references platform.news (id) on delete cascade,
  listener text not null,
  heard_at timestamptz not null,
  primary key (news_id, listener)
);

create table platform.letter (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  person_id uuid,
  to_name text not null,
  to_address text not null,
  reply_to text,
  subject text not null check (subject !~ '[\r\n]'),
  text text not null,
  html text not null,
  attachment jsonb,
  secret boolean not null,
  about text,
  state text not null check (state in ('draft', 'queued', 'sending', 'sent', 'bounced')),
  trouble text,
  written_at timestamptz not null,
  sent_at timestamptz,
  check ((state = 'sent') = (sent_at is not null))
);
create index letter_by_person on platform.letter (person_id, written_at desc);
create index letter_by_time on platform.letter (written_at desc);
create index letter_by_about on platform.letter (about) where about is not null;
