-- Places on a run: offers, what became of each, and the order of the reserve list.
create schema place;

-- A place held for somebody.
create table place.offer (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null,
  run_id uuid not null,
  number integer not null check (number > 0),
  from_reserve boolean not null,
  -- How many places the run had then: a promise outlives a later cut.
  capacity integer not null check (capacity > 0),
  offered_at timestamptz not null,
  reply_by timestamptz not null,
  constraint offer_leaves_time check (reply_by > offered_at),
  constraint offer_number unique (application_id, number),
  constraint offer_is_of_application unique (id, application_id),
  foreign key (application_id, run_id) references application.application (id, run_id)
);
create index offer_by_run on place.offer (run_id);
create index offer_by_reply_by on place.offer (reply_by);

create table place.reply (
  offer_id uuid primary key references place.offer (id),
  answer text not null check (answer in ('accepted', 'declined')),
  replied_at timestamptz not null,
  replied_by uuid not null references people.person (id)
);

-- Nobody answered in time.
create table place.lapse (
  offer_id uuid primary key references place.offer (id),
  lapsed_at timestamptz not null
);

-- An accepted place handed back.
create table place.giving_up (
  offer_id uuid primary key references place.reply (offer_id),
  reason text not null,
  given_up_at timestamptz not null,
  given_up_by uuid not null references people.person (id)
);

-- Who is offered a freed place first: 1 before 2. It counts while the application is on the reserve list.
create table place.reserve (
  application_id uuid primary key,
  run_id uuid not null,
  rank integer not null check (rank between 1 and 9999),
  ranked_at timestamptz not null,
  foreign key (application_id, run_id) references application.application (id, run_id)
);
create index reserve_by_run on place.reserve (run_id, rank);

-- The one place that says what became of an offer.
create view place.standing as
select
  offer.id,
  offer.application_id,
  offer.run_id,
  offer.number,
  standing.person_id,
  standing.state as application_state,
  offer.from_reserve,
  offer.capacity,
  offer.offered_at,
  offer.reply_by,
  reply.replied_at,
  reply.replied_by,
  lapse.lapsed_at,
  giving_up.given_up_at,
  case
    when giving_up.given_up_at is not null then 'given-up'
    when reply.answer is not null then reply.answer
    when lapse.lapsed_at is not null then 'lapsed'
    else 'open'
  end as state
from place.offer
join application.standing on standing.id = offer.application_id
left join place.reply on reply.offer_id = offer.id
left join place.lapse on lapse.offer_id = offer.id
left join place.giving_up on giving_up.offer_id = offer.id;

-- Who waits for a place that falls free.
create view place.waiting as
select reserve.application_id, reserve.run_id, reserve.rank, standing.person_id, standing.submitted_at
from place.reserve
join application.standing on standing.id = reserve.application_id
where standing.state = 'reserve';
