-- Somebody who deferred may be offered a place again and put that off too: only the last offer waits for the next run.
create or replace view place.deferred as
select offer.id as offer_id, offer.application_id, offer.run_id, run.programme_id, standing.person_id,
  standing.submitted_at, reply.replied_at as deferred_at, reply.held_until
from place.offer
join place.reply on reply.offer_id = offer.id and reply.answer = 'deferred'
join application.standing on standing.id = offer.application_id and standing.state = 'deferred'
join programme.run on run.id = offer.run_id
where not exists (select from place.carrying where carrying.application_id = offer.application_id)
  and not exists (select from place.deferral_end where deferral_end.offer_id = offer.id)
  and not exists (select from place.offer as later
    where later.application_id = offer.application_id and later.number > offer.number);
