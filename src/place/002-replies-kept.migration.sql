-- Deferring to the next run, an undo window for replies, reminders, and how each run holds its places.
alter table place.reply drop constraint reply_answer_check;
alter table place.reply add constraint reply_answer_check check (answer in ('accepted', 'declined', 'deferred'));
alter table place.reply add column reason text not null default '';
-- Until then a declined or deferred place is still held, and the reply can be taken back. Null: passed on at once.
alter table place.reply add column held_until timestamptz;
alter table place.reply add constraint accepted_is_kept check (answer <> 'accepted' or held_until is null);

-- A reply that its person took back in time: the offer stood again.
create table place.taken_back (
  offer_id uuid not null references place.offer (id),
  number integer not null check (number > 0),
  answer text not null check (answer in ('declined', 'deferred')),
  reason text not null,
  replied_at timestamptz not null,
  taken_back_at timestamptz not null,
  primary key (offer_id, number)
);

-- Somebody who deferred left the queue for the next run: they declined after all.
create table place.deferral_end (
  offer_id uuid primary key references place.reply (offer_id),
  ended_at timestamptz not null
);

-- A deferred application came into the next run, with its answers and its place in the queue.
create table place.carrying (
  application_id uuid primary key references application.application (id),
  into_id uuid not null references application.application (id),
  carried_at timestamptz not null
);
create index carrying_by_into on place.carrying (into_id);

create table place.reminder (
  offer_id uuid not null references place.offer (id),
  number integer not null check (number > 0),
  why text not null check (why in ('before-the-end', 'after-the-offer', 'by-hand')),
  reminded_at timestamptz not null,
  -- Null where the house did it by the clock.
  reminded_by uuid references people.person (id),
  primary key (offer_id, number),
  constraint hand_is_somebodys check ((why = 'by-hand') = (reminded_by is not null))
);
create unique index reminder_once on place.reminder (offer_id, why) where why <> 'by-hand';

-- How a run holds its places; a run without a row does as the house usually does.
create table place.hold_rule (
  run_id uuid primary key references programme.run (id),
  reserve_hours integer not null check (reserve_hours between 1 and 720),
  remind_before_hours integer not null check (remind_before_hours between 0 and 720),
  remind_after_hours integer not null check (remind_after_hours between 0 and 720),
  undo_minutes integer not null check (undo_minutes between 0 and 120),
  -- Until when places may be offered, where that is not the start of the first workshop.
  offers_until timestamptz,
  version integer not null check (version > 0),
  changed_by uuid not null references people.person (id),
  changed_at timestamptz not null
);

-- Somebody on the reserve list was told that it is over.
create table place.list_end (
  application_id uuid primary key references place.reserve (application_id),
  told_at timestamptz not null
);

create or replace view place.standing as
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
    when deferral_end.ended_at is not null then 'declined'
    when reply.answer is not null then reply.answer
    when lapse.lapsed_at is not null then 'lapsed'
    else 'open'
  end as state,
  reply.held_until,
  coalesce(reply.reason, '') as reason,
  carrying.into_id as carried_into
from place.offer
join application.standing on standing.id = offer.application_id
left join place.reply on reply.offer_id = offer.id
left join place.lapse on lapse.offer_id = offer.id
left join place.giving_up on giving_up.offer_id = offer.id
left join place.deferral_end on deferral_end.offer_id = offer.id
left join place.carrying on carrying.application_id = offer.application_id;

-- Who put an offer off and waits for the next run.
create view place.deferred as
select offer.id as offer_id, offer.application_id, offer.run_id, run.programme_id, standing.person_id,
  standing.submitted_at, reply.replied_at as deferred_at, reply.held_until
from place.offer
join place.reply on reply.offer_id = offer.id and reply.answer = 'deferred'
join application.standing on standing.id = offer.application_id and standing.state = 'deferred'
join programme.run on run.id = offer.run_id
where not exists (select from place.carrying where carrying.application_id = offer.application_id)
  and not exists (select from place.deferral_end where deferral_end.offer_id = offer.id);

-- Deferred applications that came into another run.
create view place.carried as
select carrying.into_id, carrying.application_id, earlier.run_id as from_run_id, later.run_id, later.person_id,
  later.submitted_at, later.state, carrying.carried_at, earlier.person_id as from_person_id,
  earlier_run.programme_id as from_programme_id, later_run.programme_id
from place.carrying
join application.standing as earlier on earlier.id = carrying.application_id
join application.standing as later on later.id = carrying.into_id
join programme.run as earlier_run on earlier_run.id = earlier.run_id
join programme.run as later_run on later_run.id = later.run_id;
