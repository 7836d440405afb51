-- Pathways and registrations; a portfolio each, ten sections in each, their parts with versions, evidence and feedback.
insert into registration.choice (person_id, programme_id, run_id, edition_id, pathway_id, chosen_at)
select bench.id('person', person.number), bench.id('programme', institution), bench.id('run', run_number),
  'alt-cmalt-2019-07', 'cmalt', opens + interval '82 days'
from bench.person join bench.run on run.number = run_number;
insert into registration.registration (id, person_id, programme_id, run_id, edition_id, pathway_id, reference, registered_on,
  rule_expires_at, because, payer, payer_name, cost_code, purchase_order, fee_currency, fee_confirmed, fee_source,
  recorded_by, recorded_at)
select bench.id('registration', person.number), bench.id('person', person.number), bench.id('programme', institution),
  bench.id('run', run_number), 'alt-cmalt-2019-07', 'cmalt', 'REG-' || person.number, (opens + interval '90 days')::date,
  opens + interval '90 days' + interval '2 years', 'Two years from the day of registering.', 'department', 'Library', '', '',
  'GBP', false, 'The body has not said.', bench.id('person', person.number), opens + interval '90 days'
from bench.person join bench.run on run.number = run_number where person.number % 10 > 0;
insert into registration.payment (registration_id, state, reference, noted_at, noted_by)
select bench.id('registration', person.number), 'paid', 'INV-' || person.number, now() - interval '1 day',
  bench.id('staff', institution * 8) from bench.person where person.number % 10 > 0;

insert into portfolio.portfolio (id, person_id, programme_id, edition_id, pathway_id, started_at)
select bench.id('portfolio', person.number), bench.id('person', person.number), bench.id('programme', institution),
  'alt-cmalt-2019-07', 'cmalt', opens + interval '85 days' from bench.person join bench.run on run.number = run_number;
insert into portfolio.pathway_change (portfolio_id, pathway_id, changed_at)
select id, pathway_id, started_at from portfolio.portfolio;

create table bench.slot as
select slot, place::integer, case when slot in ('context', 'future') then 'text' else 'description' end as component
from unnest(array['context', 'c1a', 'c1b', 'c1c', 'c2a', 'c2b', 'c3a', 'c3b', 'c4a', 'future'])
  with ordinality as slots (slot, place);
insert into portfolio.section (portfolio_id, slot, title, topic_type, tags, mark, marked_at)
select bench.id('portfolio', number), slot, case slot when 'c3b' then 'Accessibility regulations' else '' end,
  case slot when 'c3b' then 'legislation' end, '{}',
  (array['drafting', 'ready-for-feedback', 'ready'])[1 + (number + place) % 3], now() - interval '10 days'
from bench.person, bench.slot;

create table bench.part as
select number, slot, component, place, 1 + (number + place) % 2 as version, (number * 13 + place * 37) % 1000 as text
from bench.person, bench.slot
union all
select number, slot, 'reflection', place, 1, (number * 17 + place * 41) % 1000
from bench.person, bench.slot where component = 'description' and (number + place) % 2 = 1;
insert into portfolio.part (portfolio_id, slot, component, text, words, version, updated_at)
select bench.id('portfolio', part.number), slot, component, text.text, text.words, version, now() - place * interval '1 day'
from bench.part join bench.text on text.number = part.text;
insert into portfolio.part_version (portfolio_id, slot, component, number, text, words, author_id, begun_at, saved_at)
select bench.id('portfolio', part.number), slot, component, version.number, text.text, text.words,
  bench.id('person', part.number), now() - (place + 3 - version.number) * interval '1 day',
  now() - (place + 3 - version.number) * interval '1 day' + interval '8 minutes'
from bench.part cross join lateral generate_series(1, part.version) as version (number)
join bench.text on text.number = (part.text + part.version - version.number) % 1000;

insert into portfolio.evidence (id, portfolio_id, kind, title, shows, link, permission, people_shown, access, added_at, changed_at)
select bench.id('evidence', person.number * 10 + piece), bench.id('portfolio', person.number), 'link',
  'Paper to the board, part ' || piece, 'That the comparison was mine.',
  'https://files.example.org/' || person.number || '/' || piece, 'own-work', '', 'open', now() - interval '20 days',
  now() - interval '20 days'
from bench.person, generate_series(1, 3) as piece;
insert into portfolio.evidence_use (evidence_id, slot, used_at)
select bench.id('evidence', person.number * 10 + piece), (array['c1a', 'c2a', 'c3a'])[piece], now() - interval '20 days'
from bench.person, generate_series(1, 3) as piece;

insert into portfolio.share (portfolio_id, person_id, until_day, ends_at, asks, shared_at)
select bench.id('portfolio', number), bench.id('staff', institution * 8 + 3 + number % 5), current_date + 30,
  current_date + 31, 'Is the reflection honest?', now() - interval '20 days' from bench.person;
-- Three remarks on each section: the mentor's, the owner's answer to it, and another of the mentor's.
insert into portfolio.comment (id, portfolio_id, slot, component, author_id, answers_id, words, written_at)
select bench.id('comment', person.number * 1000 + place * 10 + turn), bench.id('portfolio', person.number), slot, component,
  case turn when 2 then bench.id('person', person.number) else bench.id('staff', institution * 8 + 3 + person.number % 5) end,
  case turn when 2 then bench.id('comment', person.number * 1000 + place * 10 + 1) end,
  remark.text, now() - (20 - place - turn) * interval '1 hour'
from bench.slot cross join generate_series(1, 3) as turn cross join bench.person
join bench.remark on remark.number = (person.number * 3 + place * 5 + turn) % 400;
insert into portfolio.comment_done (comment_id, done_at)
select bench.id('comment', number * 1000 + place * 10 + 1), now() - interval '30 minutes'
from bench.slot, bench.person where (number + place) % 2 = 0;
insert into portfolio.comment_told (comment_id, told_at)
select bench.id('comment', number * 1000 + place * 10 + turn), now() - interval '20 minutes'
from bench.slot cross join bench.person cross join unnest(array[1, 3]) as turn;
