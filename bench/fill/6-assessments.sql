-- Every third person of the seven older runs has submitted; most of them are judged, and most of these hold an award.
create table bench.submission as
select person.number, institution, opens + (300 + seat) * interval '1 day' as submitted_at,
  extract(year from opens + (300 + seat) * interval '1 day')::integer as year,
  row_number() over (partition by extract(year from opens + (300 + seat) * interval '1 day') order by person.number)::integer as serial,
  person.number % 15 > 0 as released,
  case when person.number % 12 = 0 then 'referral-minor' else 'pass' end as outcome
from bench.person join bench.run on run.number = run_number where person.run < 8 and person.number % 3 = 0;
alter table bench.submission add primary key (number);

insert into submission.submission (id, portfolio_id, person_id, programme_id, edition_id, pathway_id, year, serial, number,
  kind, submitted_at, zone, content, sha256)
select bench.id('submission', number), bench.id('portfolio', number), bench.id('person', number),
  bench.id('programme', institution), 'alt-cmalt-2019-07', 'cmalt', year, serial, 'S-' || year || '-' || serial, 'first',
  submitted_at, 'Europe/London', content, encode(sha256(convert_to(content, 'UTF8')), 'hex')
from bench.submission cross join lateral (
  select jsonb_build_object('number', 'S-' || year || '-' || serial, 'kind', '{"id": "first"}'::jsonb,
    'pathway', '{"id": "cmalt"}'::jsonb, 'evidence', '[]'::jsonb,
    'sections', jsonb_agg(jsonb_build_object('slot', slot, 'component', component, 'text', text.text)))::text as content
  from bench.slot join bench.text on text.number = (submission.number * 13 + place * 37) % 1000
) as copy;
insert into registration.submitted (registration_id, submitted_at)
select bench.id('registration', number), submitted_at from bench.submission where number % 10 > 0;

insert into assessment.case_file (id, submission_id, portfolio_id, number, submitted_at, awarding_body_id, person_id,
  programme_id, edition_id, pathway_id, kind, opened_at)
select bench.id('case', number), bench.id('submission', number), bench.id('portfolio', number), 'S-' || year || '-' || serial,
  submitted_at, bench.id('body', 1), bench.id('person', number), bench.id('programme', institution), 'alt-cmalt-2019-07',
  'cmalt', 'first', submitted_at + interval '1 minute' from bench.submission;
insert into assessment.intake (case_id, result, reason, note, checked_at, checked_by)
select bench.id('case', number), 'passed', '', '', submitted_at + interval '2 days', bench.id('assessor', 41) from bench.submission;
insert into assessment.assignment (id, case_id, assessor_id, role, due_on, invited_at, invited_by, accepted_at)
select bench.id('assignment', number * 10 + place), bench.id('case', number),
  bench.id('assessor', 1 + (number / 3 + place * 7) % 40), case place when 1 then 'lead' else 'second' end,
  (submitted_at + interval '40 days')::date, submitted_at + interval '3 days', bench.id('assessor', 41),
  submitted_at + interval '4 days'
from bench.submission, generate_series(1, 2) as place;
insert into submission.opening (submission_id, opened_at)
select bench.id('submission', number), submitted_at + interval '5 days' from bench.submission;
insert into assessment.judgement (assignment_id, version, feedback, note_to_registrar, saved_at, lodged_at)
select bench.id('assignment', submission.number * 10 + place), 4, text.text, '', submitted_at + interval '30 days',
  case when released then submitted_at + interval '30 days' end
from bench.submission cross join generate_series(1, 2) as place
join bench.text on text.number = (submission.number + place) % 1000;
insert into assessment.rating (assignment_id, target, position, rated_alone, rating, note)
select bench.id('assignment', number * 10 + turn), slot, place, true, (array['strong', 'adequate'])[1 + (number + place) % 2], ''
from bench.submission, generate_series(1, 2) as turn, bench.slot where component = 'description';
insert into assessment.proposal (id, case_id, number, outcome_id, note, proposed_by, proposed_at)
select bench.id('proposal', number), bench.id('case', number), 1, outcome, '', bench.id('assignment', number * 10 + 1),
  submitted_at + interval '35 days' from bench.submission where released;
insert into assessment.joint_rating (proposal_id, target, position, rating)
select bench.id('proposal', number), slot, place, 'complete' from bench.submission, bench.slot
where released and component = 'text';
insert into assessment.signature (proposal_id, assignment_id, signed_at)
select bench.id('proposal', number), bench.id('assignment', number * 10 + place), submitted_at + interval '36 days'
from bench.submission, generate_series(1, 2) as place where released;
insert into assessment.agreement (case_id, proposal_id, shown_first, agreed_at)
select bench.id('case', number), bench.id('proposal', number), bench.id('assignment', number * 10 + 1 + number % 2),
  submitted_at + interval '36 days' from bench.submission where released;
insert into assessment.release (case_id, outcome_id, decided_on, released_at, released_by)
select bench.id('case', number), outcome, (submitted_at + interval '40 days')::date, submitted_at + interval '40 days',
  bench.id('assessor', 42) from bench.submission where released;
insert into submission.ending (submission_id, how, outcome_id, because, ended_at)
select bench.id('submission', number), 'decided', outcome, '', submitted_at + interval '40 days'
from bench.submission where released;

insert into award.award (id, awarding_body_id, person_id, programme_id, edition_id, pathway_id, case_id, submission_id,
  outcome_id, serial, number, given_here, awarded_on, valid_until, review_due, code, made_at)
select bench.id('award', number), bench.id('body', 1), bench.id('person', number), bench.id('programme', institution),
  'alt-cmalt-2019-07', 'cmalt', bench.id('case', number), bench.id('submission', number), outcome, place, 'CMALT-' || place,
  true, awarded_on, awarded_on + interval '3 years', awarded_on + interval '3 years',
  left(upper(md5('code' || number) || md5('more' || number)), 28), submitted_at + interval '40 days'
from (select *, (submitted_at + interval '40 days')::date as awarded_on,
    row_number() over (order by submitted_at, number)::integer as place
  from bench.submission where released and outcome = 'pass') as passed;
insert into award.counter (awarding_body_id, last)
select bench.id('body', 1), count(*)::integer from award.award;
insert into award.register_entry (award_id, says, may_be_indexed, listed_at)
select bench.id('award', number), 'Learning technologist', false, now() - interval '2 days'
from bench.submission where released and outcome = 'pass' and number % 2 = 0;
