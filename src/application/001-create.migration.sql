-- Asking for a place: forms as data, drafts, submissions, selectors' readings, decisions, offers, replies. A state is a row.
create schema application;

-- A form is never changed once somebody has answered it: a change is the next version.
create table application.form (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references programme.run (id),
  version integer not null check (version > 0),
  -- Sections with their questions, and the criteria that selectors read by.
  content jsonb not null,
  made_at timestamptz not null,
  constraint form_version unique (run_id, version)
);

create table application.application (
  id uuid primary key default gen_random_uuid(),
  -- What people quote in letters; says nothing about order or number.
  reference text not null unique check (reference ~ '^[A-Z0-9]{4}-[A-Z0-9]{4}$'),
  run_id uuid not null references programme.run (id),
  form_id uuid not null references application.form (id),
  -- Null while nobody has signed in for it.
  person_id uuid references people.person (id),
  -- SHA-256 of the token in the cookie of the browser that began it signed out.
  draft_token_hash bytea,
  begun_at timestamptz not null,
  constraint application_is_somebodys check (person_id is not null or draft_token_hash is not null)
);
create unique index application_once_a_run on application.application (run_id, person_id) where person_id is not null;
create unique index application_once_a_browser on application.application (run_id, draft_token_hash)
  where draft_token_hash is not null;
create index application_by_person on application.application (person_id) where person_id is not null;
create index application_by_run on application.application (run_id);

-- What is being written, section by section, so that two tabs on two sections do not meet.
create table application.draft_answers (
  application_id uuid not null references application.application (id) on delete cascade,
  section text not null,
  answers jsonb not null,
  version integer not null check (version > 0),
  saved_at timestamptz not null,
  primary key (application_id, section)
);

-- Words that met others: written in another window, or before signing in. Kept until their writer has chosen.
create table application.set_aside (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references application.application (id) on delete cascade,
  section text not null,
  answers jsonb not null,
  written_at timestamptz not null,
  settled_at timestamptz
);
create index set_aside_open on application.set_aside (application_id) where settled_at is null;

-- A draft begun signed out whose writer turned out to have an application to the run: its words are in that one now.
create table application.joining (
  application_id uuid primary key references application.application (id) on delete cascade,
  into_id uuid not null references application.application (id),
  joined_at timestamptz not null,
  constraint joined_into_another check (application_id <> into_id)
);

create table application.submission (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references application.application (id),
  number integer not null check (number > 0),
  form_id uuid not null references application.form (id),
  -- Frozen, question by question. What only the team may see is in a column of its own, which selectors' pages never read.
  answers jsonb not null,
  team_answers jsonb not null,
  submitted_at timestamptz not null,
  submitted_by uuid not null references people.person (id),
  -- Taken after the published deadline.
  in_grace boolean not null,
  constraint submission_number unique (application_id, number)
);

-- Takes back the submission with this number; 0 where none was sent. A later submission comes back.
create table application.withdrawal (
  application_id uuid not null references application.application (id),
  submission_number integer not null check (submission_number >= 0),
  reason text not null,
  withdrawn_at timestamptz not null,
  withdrawn_by uuid not null references people.person (id),
  primary key (application_id, submission_number)
);

-- One selector's private reading of one application.
create table application.reading (
  application_id uuid not null references application.application (id),
  selector_id uuid not null references people.person (id),
  abstained boolean not null,
  -- Criterion -> score; empty when abstained.
  scores jsonb not null,
  note text not null,
  version integer not null check (version > 0),
  read_at timestamptz not null,
  primary key (application_id, selector_id)
);

create table application.decision (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references application.application (id),
  outcome text not null check (outcome in ('offered', 'reserve', 'not-offered')),
  -- Who is offered a freed place first: 1 before 2.
  reserve_rank integer check (reserve_rank between 1 and 9999),
  decided_by uuid not null references people.person (id),
  decided_at timestamptz not null,
  -- Null while it is pending, which nobody but the team knows.
  announced_by uuid references people.person (id),
  announced_at timestamptz,
  constraint reserve_has_rank check ((outcome = 'reserve') = (reserve_rank is not null)),
  constraint announced_by_someone check ((announced_by is null) = (announced_at is null))
);
create unique index decision_pending_once on application.decision (application_id) where announced_at is null;
create index decision_announced on application.decision (application_id, announced_at desc) where announced_at is not null;

-- A place held for somebody. A decision leads to one offer at most: at once, or from the reserve list.
create table application.offer (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references application.application (id),
  decision_id uuid not null unique references application.decision (id),
  from_reserve boolean not null,
  -- How many places the run had then: a promise outlives a later cut.
  capacity integer not null check (capacity > 0),
  offered_at timestamptz not null,
  reply_by timestamptz not null,
  constraint offer_leaves_time check (reply_by > offered_at)
);
create index offer_by_application on application.offer (application_id);
create index offer_by_reply_by on application.offer (reply_by);

create table application.reply (
  offer_id uuid primary key references application.offer (id),
  answer text not null check (answer in ('accepted', 'declined')),
  replied_at timestamptz not null,
  replied_by uuid not null references people.person (id)
);

-- Nobody answered in time.
create table application.lapse (
  offer_id uuid primary key references application.offer (id),
  lapsed_at timestamptz not null
);

-- An accepted place handed back.
create table application.giving_up (
  offer_id uuid primary key references application.reply (offer_id),
  reason text not null,
  given_up_at timestamptz not null,
  given_up_by uuid not null references people.person (id)
);

-- The one place that says what state an application is in.
create view application.standing as
select
  application.id,
  application.reference,
  application.run_id,
  application.form_id,
  application.person_id,
  application.begun_at,
  submission.number as submission_number,
  submission.submitted_at,
  submission.in_grace,
  withdrawal.withdrawn_at,
  decision.id as decision_id,
  decision.announced_at,
  decision.reserve_rank,
  offer.id as offer_id,
  offer.from_reserve,
  offer.offered_at,
  offer.reply_by,
  reply.replied_at,
  lapse.lapsed_at,
  giving_up.given_up_at,
  case
    when withdrawal.withdrawn_at is not null then 'withdrawn'
    when submission.number is null then 'draft'
    when giving_up.given_up_at is not null then 'place-given-up'
    when reply.answer = 'accepted' then 'place-accepted'
    when reply.answer = 'declined' then 'place-declined'
    when lapse.lapsed_at is not null then 'offer-lapsed'
    when offer.id is not null then 'offered'
    when decision.id is not null then decision.outcome
    else 'submitted'
  end as state
from application.application
left join lateral (
  select number, submitted_at, in_grace from application.submission
  where submission.application_id = application.id order by number desc limit 1
) submission on true
left join application.withdrawal on withdrawal.application_id = application.id
  and withdrawal.submission_number = coalesce(submission.number, 0)
left join lateral (
  select id, outcome, announced_at, reserve_rank from application.decision
  where decision.application_id = application.id and announced_at is not null
  order by announced_at desc, id limit 1
) decision on true
left join application.offer on offer.decision_id = decision.id
left join application.reply on reply.offer_id = offer.id
left join application.lapse on lapse.offer_id = offer.id
left join application.giving_up on giving_up.offer_id = offer.id
where not exists (select from application.joining where joining.application_id = application.id);
