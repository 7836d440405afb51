-- What a coordinator is warned of, asked of the database for any number of marks.
-- Who would have which number of a run's reserve list: those marked for it, and those on it whose mark says nothing else.
create view announcing.ranking as
select run_id, application_id, person_id, reserve_rank as rank, state, held_at is not null as is_held
from announcing.to_announce where outcome = 'reserve'
union all
select run_id, application_id, person_id, rank, 'reserve', false from place.waiting
where not exists (
  select from selection.decision where decision.application_id = waiting.application_id and announced_at is null
    and not exists (select from announcing.hold where hold.decision_id = decision.id));

-- Who is marked for a place or the reserve list, and has or is offered a place on another run. Offers elsewhere are few and are
-- found first; "offset 0" keeps the planner from asking where every offer stands for each mark.
create view announcing.elsewhere as
select decision.run_id, own.person_id, mark.state, offer.run_id as other_run_id
from selection.decision
join application.application as own on own.id = decision.application_id
join application.application as other on other.person_id = own.person_id and other.run_id <> own.run_id
join place.offer on offer.application_id = other.id
cross join lateral (select state from place.standing where standing.id = offer.id offset 0) as there
cross join lateral (select state from application.standing where standing.id = own.id offset 0) as mark
where decision.announced_at is null and decision.outcome <> 'not-offered' and there.state in ('open', 'accepted')
  and not exists (select from announcing.hold where hold.decision_id = decision.id);
