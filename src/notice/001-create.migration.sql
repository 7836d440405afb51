-- Who asked to be told, once, when the next run of a programme opens.
create schema notice;

create table notice.notice (
  id uuid primary key default gen_random_uuid(),
  programme_id uuid not null references programme.programme (id),
  -- In small letters: two ways of writing one address are one notice.
  address text not null check (address = lower(address) and address <> ''),
  asked_at timestamptz not null,
  -- When the last letter that asks to confirm was written; null where the address was known already.
  written_at timestamptz,
  -- Nobody is told before the address is confirmed.
  confirmed_at timestamptz,
  -- A keyed mark of the asker's network address, for counting; forgotten after a day.
  sender_mark text,
  constraint notice_once unique (programme_id, address)
);
create index notice_by_sender on notice.notice (sender_mark, asked_at) where sender_mark is not null;
