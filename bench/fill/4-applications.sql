-- Everyone has a place on one run; every fifth asked a year too early and was not offered one.
insert into form.form (id, run_id, version, content, made_at)
select bench.id('form', number), bench.id('run', number), 1, current_setting('bench.form')::jsonb, opens from bench.run;

create table bench.application as
select number, number as person, run_number, institution, true as accepted from bench.person
union all
select 1000000 + number, number, run_number - 1, institution, false from bench.person where run > 1 and number % 5 = 0;

insert into application.application (id, reference, run_id, form_id, person_id, begun_at)
select bench.id('application', application.number),
  regexp_replace(upper(lpad(to_hex(application.number * 2654435761 % 4294967296), 8, '0')), '^(....)', '\1-'),
  bench.id('run', run_number), bench.id('form', run_number), bench.id('person', person), opens + interval '10 days'
from bench.application join bench.run on run.number = run_number;

create table bench.answers as
select number, jsonb_build_object('role', 'Learning technologist', 'department', 'Library', 'years', '7', 'share', '80',
  'motivation', text, 'hopes', left(text, 200), 'unavailable', '[]'::jsonb, 'managerName', 'A. Manager',
  'managerEmail', 'manager@example.org', 'payer', 'department') as answers
from bench.text;
insert into application.draft_answers (application_id, section, answers, version, saved_at)
select bench.id('application', application.number), section, answers, 3, opens + interval '12 days'
from bench.application join bench.run on run.number = run_number
join bench.answers on answers.number = application.number % 1000, unnest(array['work', 'reasons', 'support']) as section;
insert into application.submission (application_id, number, form_id, answers, team_answers, submitted_at, submitted_by, in_grace)
select bench.id('application', application.number), 1, bench.id('form', run_number), answers, '{"access": ""}',
  opens + interval '20 days', bench.id('person', person), false
from bench.application join bench.run on run.number = run_number join bench.answers on answers.number = application.number % 1000;
insert into application.turn (application_id, number, state, reply_by, turned_at)
select bench.id('application', application.number), 1, case when accepted then 'offered' else 'not-offered' end,
  case when accepted then offered + interval '5 days' end, offered
from bench.application join bench.run on run.number = run_number;
insert into application.turn (application_id, number, state, turned_at)
select bench.id('application', application.number), 2, 'place-accepted', offered + interval '1 day'
from bench.application join bench.run on run.number = run_number where accepted;
insert into place.offer (id, application_id, run_id, number, from_reserve, capacity, offered_at, reply_by)
select bench.id('offer', application.number), bench.id('application', application.number), bench.id('run', run_number), 1,
  false, 60, offered, offered + interval '5 days'
from bench.application join bench.run on run.number = run_number where accepted;
insert into place.reply (offer_id, answer, replied_at, replied_by)
select bench.id('offer', application.number), 'accepted', offered + interval '1 day', bench.id('person', person)
from bench.application join bench.run on run.number = run_number where accepted;
insert into selection.guide (id, run_id, version, criteria, readings_wanted, same_department, made_at)
select bench.id('guide', number), bench.id('run', number), 1, '[
  {"id": "role", "label": "Learning technology is the main element of this role", "steps": ["No", "A little", "Mostly", "Fully"]},
  {"id": "reasons", "label": "The reasons are specific and their own", "steps": ["No", "A little", "Mostly", "Fully"]},
  {"id": "readiness", "label": "There is work to write about", "steps": ["No", "A little", "Mostly", "Fully"]}]',
  2, false, opens from bench.run;
insert into selection.reading (application_id, run_id, selector_id, guide_id, abstained, scores, note, version, read_at)
select bench.id('application', application.number), bench.id('run', run_number), bench.id('staff', institution * 8 + place),
  bench.id('guide', run_number), false, '{"role": 3, "reasons": 2, "readiness": 2}', 'Clear about the work.', 1, closes + interval '2 days'
from bench.application join bench.run on run.number = run_number, generate_series(1, 2) as place;
insert into selection.decision (id, application_id, run_id, outcome, decided_by, decided_at, announced_by, announced_at,
  offer_id)
select bench.id('decision', application.number), bench.id('application', application.number), bench.id('run', run_number),
  case when accepted then 'offered' else 'not-offered' end, bench.id('staff', institution * 8), closes + interval '3 days',
  bench.id('staff', institution * 8), offered, case when accepted then bench.id('offer', application.number) end
from bench.application join bench.run on run.number = run_number;

-- The series: seats, what calendars were told, ticks and attendance of what is past.
insert into workshop.enrolment (id, run_id, person_id, enrolled_at)
select bench.id('enrolment', person.number), bench.id('run', run_number), bench.id('person', person.number),
  offered + interval '1 day' from bench.person join bench.run on run.number = run_number;
insert into workshop.invitation (enrolment_id, workshop_id, sequence, says, starts_at, ends_at, place, told_at)
select bench.id('enrolment', person.number), workshop.id, 0, 'comes', starts_at, ends_at, place, offered + interval '2 days'
from bench.person join bench.run on run.number = run_number
join programme.workshop on workshop.run_id = bench.id('run', run_number);
insert into workshop.tick (preparation_id, enrolment_id, ticked_at)
select preparation.id, bench.id('enrolment', person.number), preparation.due_at - interval '1 day'
from bench.person join programme.workshop on workshop.run_id = bench.id('run', run_number)
join workshop.preparation on preparation.workshop_id = workshop.id
where preparation.due_at < now() and (person.number + workshop.number + preparation.minutes) % 4 > 0;
insert into workshop.attendance (enrolment_id, workshop_id, state, reason, marked_by, marked_at)
select bench.id('enrolment', person.number), workshop.id,
  (array['present', 'present', 'present', 'part', 'absent', 'present'])[1 + (person.number + workshop.number) % 6], '',
  bench.id('staff', institution * 8), starts_at + interval '10 minutes'
from bench.person join programme.workshop on workshop.run_id = bench.id('run', run_number) where starts_at < now();
insert into workshop.calendar (person_id, made_at)
select bench.id('person', number), now() - interval '30 days' from bench.person where number % 2 = 0;
