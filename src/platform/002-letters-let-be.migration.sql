-- Somebody has seen that a letter did not arrive and leaves it at that.
alter table platform.letter
  add column let_be_by uuid,
  add column let_be_at timestamptz,
  add constraint letter_let_be_by_someone check ((let_be_by is null) = (let_be_at is null));
-- Few letters at any time: what did not go through is asked for on every desk.
create index letter_in_trouble on platform.letter (written_at)
  where let_be_at is null and (state = 'bounced' or (state = 'sending' and trouble is not null));
