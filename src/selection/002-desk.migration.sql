-- The selectors' desk: criteria as data, a queue that deals, declared interests, marks that can be undone, words to the applicant.

-- What the selectors of a run read by. Changed in place until somebody has read by it; from then on a change is the next version.
create table selection.guide (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references programme.run (id),
  version integer not null check (version > 0),
  -- Criteria in order: scored by steps with a word each, or answered in words only.
  criteria jsonb not null,
  -- How many readings every application should have before it is decided.
  readings_wanted integer not null check (readings_wanted between 1 and 9),
  -- Whether somebody of the applicant's own department has an interest.
  same_department boolean not null,
  -- Nobody while it is the one that a run begins with.
  made_by uuid references people.person (id),
  made_at timestamptz not null,
  constraint guide_version unique (run_id, version)
);

alter table selection.reading
  add column guide_id uuid references selection.guide (id),
  -- Criterion -> words, for criteria without steps.
  add column words jsonb not null default '{}',
  -- What this selector would say to the applicant who is offered no place.
  add column to_applicant text not null default '';

-- Runs that were read before criteria were data keep their three, one step higher: the first step is 1.
insert into selection.guide (run_id, version, criteria, readings_wanted, same_department, made_at)
select run_id, 1, '[
  {"id": "role", "label": "Learning technology is the main element of this role", "steps": ["No", "A little", "Mostly", "Fully"]},
  {"id": "reasons", "label": "The reasons are specific and their own", "steps": ["No", "A little", "Mostly", "Fully"]},
  {"id": "readiness", "label": "There is work to write about and room to write it", "steps": ["No", "A little", "Mostly", "Fully"]}
]', 2, false, min(read_at) from selection.reading group by run_id;
update selection.reading set
  guide_id = (select id from selection.guide where guide.run_id = reading.run_id),
  scores = (select coalesce(jsonb_object_agg(key, value::int + 1), '{}') from jsonb_each(scores));
alter table selection.reading alter column guide_id set not null;
create index reading_by_guide on selection.reading (guide_id);

-- A selector who knows somebody says so, and never meets that application again.
create table selection.interest (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null,
  run_id uuid not null,
  selector_id uuid not null references people.person (id),
  words text not null,
  declared_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references people.person (id),
  ended_because text,
  foreign key (application_id, run_id) references application.application (id, run_id),
  constraint interest_ended_with_reason
    check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (coalesce(ended_because, '') = ''))
);
create unique index interest_declared_once on selection.interest (application_id, selector_id) where ended_at is null;
create index interest_by_run on selection.interest (run_id);
create index interest_by_selector on selection.interest (selector_id, run_id) where ended_at is null;

-- Which application the queue gave to whom, and what they had typed when they skipped it.
create table selection.dealing (
  application_id uuid not null,
  run_id uuid not null,
  selector_id uuid not null references people.person (id),
  dealt_at timestamptz not null,
  skipped_at timestamptz,
  kept jsonb not null default '{}',
  primary key (application_id, selector_id),
  foreign key (application_id, run_id) references application.application (id, run_id)
);
create index dealing_by_run on selection.dealing (run_id);

-- Every mark that was made, with what stood before: what an undo goes back to, and the history of an application.
create table selection.marking (
  number bigint generated always as identity primary key,
  -- Marks made with one press.
  batch_id uuid not null,
  application_id uuid not null,
  run_id uuid not null,
  before_outcome text check (before_outcome in ('offered', 'reserve', 'not-offered')),
  before_rank integer,
  after_outcome text check (after_outcome in ('offered', 'reserve', 'not-offered')),
  after_rank integer,
  marked_by uuid not null references people.person (id),
  marked_at timestamptz not null,
  undone_at timestamptz,
  foreign key (application_id, run_id) references application.application (id, run_id)
);
create index marking_by_run on selection.marking (run_id, number);
create index marking_by_batch on selection.marking (batch_id);
create index marking_by_application on selection.marking (application_id);

-- What the team says to one applicant whom it offers no place: goes into that letter.
create table selection.explanation (
  application_id uuid primary key,
  run_id uuid not null,
  words text not null,
  version integer not null check (version > 0),
  written_by uuid not null references people.person (id),
  written_at timestamptz not null,
  foreign key (application_id, run_id) references application.application (id, run_id)
);

-- Readings that count: not those of somebody who has declared an interest since.
create view selection.valid_reading as
select reading.* from selection.reading
where not exists (
  select from selection.interest
  where interest.application_id = reading.application_id and interest.selector_id = reading.selector_id and ended_at is null
);

-- Readings of what was sent and not withdrawn since, with whose it is: what a selector has done.
create or replace view selection.counted_reading as
select valid_reading.application_id, valid_reading.run_id, valid_reading.selector_id, standing.person_id
from selection.valid_reading
join application.standing on standing.id = valid_reading.application_id
where standing.state not in ('draft', 'withdrawn');

-- An application as the team reads it: what was sent, whose it is, and what became of it. Drafts are not here.
create view selection.dossier as
select
  standing.id as application_id,
  standing.run_id,
  standing.reference,
  standing.person_id,
  standing.state,
  standing.submission_number,
  standing.submitted_at,
  standing.turned_at,
  person.name,
  person.email,
  coalesce(nullif(btrim(submission.answers ->> 'department'), ''), person.department) as department,
  coalesce(nullif(btrim(submission.answers ->> 'role'), ''), person.role_title) as role,
  submission.form_id,
  submission.answers
from application.standing
join application.submission
  on submission.application_id = standing.id and submission.number = standing.submission_number
join people.person on person.id = standing.person_id;

-- Who asked for a place on an older run of the same programme and never had one.
create view selection.prior_applicant as
select distinct this.id as application_id, this.run_id
from application.application this
join programme.run on run.id = this.run_id
join application.application earlier on earlier.person_id = this.person_id and earlier.id <> this.id
join programme.run older on older.id = earlier.run_id
  and older.programme_id = run.programme_id and older.opens_at < run.opens_at
where exists (select from application.submission where submission.application_id = earlier.id)
  and not exists (
    select from application.turn where turn.application_id = earlier.id and turn.state = 'place-accepted'
  );

-- What happened to an application, one row for each: sent, taken back, turned.
create view selection.happening as
select application_id, submitted_at as at, 'sent' as what, number, submitted_by as by_id, '' as words
from application.submission
union all
select application_id, withdrawn_at, 'withdrawn', submission_number, withdrawn_by, reason from application.withdrawal
union all
select application_id, turned_at, state, number, null, '' from application.turn;

-- Every submission of an application, in the words of each.
create view selection.sent_version as
select application_id, number, form_id, answers, submitted_at from application.submission;

-- The applications of a run (or one of them) that this person must not meet as a reader: their own, one that they have declared an
-- interest in, one that names their e-mail address in any answer (a line manager), and of their own department where the run
-- says so. Two thousand applications take a few milliseconds: the address is one pattern, sought inside the stored form.
create function selection.concerns(viewer_id uuid, in_run_id uuid, only_id uuid default null)
returns table (application_id uuid)
language sql stable as $$
  with viewer as materialized (
    select id, lower(regexp_replace(btrim(department), '\s+', ' ', 'g')) as department,
      ('$.** ? (@.type() == "string" && @ like_regex '
        || to_json('^\s*' || regexp_replace(email, '([^a-z0-9@_-])', '\\\1', 'g') || '\s*$')::text
        || ' flag "i")')::jsonpath as names_them,
      coalesce((select same_department from selection.guide where guide.run_id = in_run_id
        order by version desc limit 1), false) as minds_department
    from people.person where id = viewer_id
  )
  select asked.id
  from viewer, application.application asked
  join people.person applicant on applicant.id = asked.person_id
  cross join lateral (
    select answers from application.submission where submission.application_id = asked.id
    order by number desc limit 1
  ) sent
  where asked.run_id = in_run_id and (only_id is null or asked.id = only_id) and (
    asked.person_id = viewer.id
    or exists (select from selection.interest where interest.application_id = asked.id
      and interest.selector_id = viewer.id and interest.ended_at is null)
    or jsonb_path_exists(sent.answers, viewer.names_them)
    or (viewer.minds_department and viewer.department <> '' and viewer.department = lower(regexp_replace(btrim(
      coalesce(nullif(btrim(sent.answers ->> 'department'), ''), applicant.department)), '\s+', ' ', 'g')))
  )
$$;
