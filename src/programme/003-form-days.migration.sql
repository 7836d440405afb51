-- A copied form may name days of its own, which wait to be confirmed too.
alter table programme.run
  drop constraint run_unconfirmed_check,
  add constraint run_unconfirmed_check
    check (unconfirmed <@ array['opens', 'deadline', 'notify-week', 'form-days']);
