-- Before announcing: marks that are held back, and words written for one person's letter.
create schema announcing;

create table announcing.hold (
  decision_id uuid primary key references selection.decision (id) on delete cascade,
  held_by uuid not null references people.person (id),
  held_at timestamptz not null
);

create table announcing.own_words (
  decision_id uuid primary key references selection.decision (id) on delete cascade,
  -- What the mark was when they were written: they hold for no other letter.
  outcome text not null check (outcome in ('offered', 'reserve', 'not-offered')),
  paragraphs jsonb not null,
  version integer not null check (version > 0),
  written_by uuid not null references people.person (id),
  written_at timestamptz not null
);

-- Every mark with what announcing has to know of its application.
create view announcing.to_announce as
select decision.id, decision.application_id, decision.run_id, decision.outcome, decision.reserve_rank,
  standing.person_id, standing.reference, standing.state, standing.submitted_at, standing.turned_at,
  hold.held_at, explanation.words as explanation, own_words.paragraphs,
  own_words.outcome as words_outcome, own_words.version as words_version
from selection.decision
join application.standing on standing.id = decision.application_id
left join selection.explanation on explanation.application_id = decision.application_id
left join announcing.hold on hold.decision_id = decision.id
left join announcing.own_words on own_words.decision_id = decision.id
where decision.announced_at is null;
