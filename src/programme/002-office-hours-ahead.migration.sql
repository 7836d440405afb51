-- How many office hours one person of the run may have booked ahead of them.
alter table programme.run
  add column office_hours_ahead integer not null default 4 check (office_hours_ahead between 1 and 100);
