-- Two who press at once send a letter again once.
alter table letter.resending
  add column number integer not null check (number > 0),
  add constraint resending_once unique (of_letter_id, number);
