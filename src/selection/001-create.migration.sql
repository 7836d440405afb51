-- Choosing whom to offer a place: selectors' readings, and decisions, pending until they are announced.
create schema selection;

-- One selector's private reading of one application.
create table selection.reading (
  application_id uuid not null,
  run_id uuid not null,
  selector_id uuid not null references people.person (id),
  abstained boolean not null,
  -- Criterion -> score; empty when abstained.
  scores jsonb not null,
  note text not null,
  version integer not null check (version > 0),
  read_at timestamptz not null,
  primary key (application_id, selector_id),
  foreign key (application_id, run_id) references application.application (id, run_id)
);
create index reading_by_run on selection.reading (run_id);
create index reading_by_selector on selection.reading (selector_id, run_id);

create table selection.decision (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null,
  run_id uuid not null,
  outcome text not null check (outcome in ('offered', 'reserve', 'not-offered')),
  -- Who is offered a freed place first: 1 before 2.
  reserve_rank integer check (reserve_rank between 1 and 9999),
  decided_by uuid not null references people.person (id),
  decided_at timestamptz not null,
  -- Null while it is pending, which nobody but the team knows.
  announced_by uuid references people.person (id),
  announced_at timestamptz,
  -- The place that an announced offer holds.
  offer_id uuid unique,
  foreign key (application_id, run_id) references application.application (id, run_id),
  foreign key (offer_id, application_id) references place.offer (id, application_id),
  constraint reserve_has_rank check ((outcome = 'reserve') = (reserve_rank is not null)),
  constraint announced_by_someone check ((announced_by is null) = (announced_at is null)),
  constraint announced_offer_holds_place
    check ((outcome = 'offered' and announced_at is not null) = (offer_id is not null))
);
create unique index decision_pending_once on selection.decision (application_id) where announced_at is null;
create index decision_by_run on selection.decision (run_id) where announced_at is null;
create index decision_by_application on selection.decision (application_id);

-- Readings of what was sent and not withdrawn since, with whose it is: what a selector has done.
create view selection.counted_reading as
select reading.application_id, reading.run_id, reading.selector_id, standing.person_id
from selection.reading
join application.standing on standing.id = reading.application_id
where standing.state not in ('draft', 'withdrawn');
