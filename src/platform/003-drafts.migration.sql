-- A draft may be held back for a while, or discarded: then it is kept, so that the log stays whole, and never sent.
alter table platform.letter drop constraint letter_state_check;
alter table platform.letter
  add column held_by uuid,
  add column held_at timestamptz,
  add column discarded_by uuid,
  add column discarded_at timestamptz,
  add constraint letter_state_check
    check (state in ('draft', 'queued', 'sending', 'sent', 'bounced', 'discarded')),
  add constraint letter_held_by_someone check ((held_by is null) = (held_at is null)),
  add constraint letter_held_as_draft check (held_by is null or state = 'draft'),
  add constraint letter_discarded_by_someone
    check ((state = 'discarded') = (discarded_by is not null) and (discarded_by is null) = (discarded_at is null));
-- Drafts wait for somebody: few at any time, and counted on every desk.
create index letter_draft on platform.letter (about) where state = 'draft';
