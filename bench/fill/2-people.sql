-- An institution for each 400 people, the awarding body, and everyone who works for them.
insert into people.organisation (id, slug, kind, name, unit, contact_address, zone, created_at)
select bench.id('institution', number), 'institution-' || number, 'institution', 'University of Place ' || number,
  'Centre for Teaching', 'programme-' || number || '@example.org', 'Europe/London', now() - interval '9 years'
from generate_series(1, bench.setting('institutions')) as number;
insert into people.organisation (id, slug, kind, name, unit, contact_address, zone, created_at)
values (bench.id('body', 1), 'alt', 'awarding-body', 'Association for Learning Technology', null,
  'awards@example.org', 'Europe/London', now() - interval '9 years');

-- Everyone who takes part. Person n belongs to institution 1 + (n - 1) / 400; the first 50 of these to its newest run.
create table bench.person as
select number,
  1 + (number - 1) / 400 as institution,
  8 - (number - 1) % 400 / 50 as run,
  ((number - 1) / 400) * 8 + 8 - (number - 1) % 400 / 50 as run_number,
  1 + (number - 1) % 50 as seat
from generate_series(1, bench.setting('people')) as number;
alter table bench.person add primary key (number);

insert into people.person (id, name, email, institution_id, department, role_title, is_named, created_at)
select bench.id('person', number),
  (array['Ada', 'Bilal', 'Carys', 'Dmitri', 'Esi', 'Farida', 'Gwen', 'Hamza', 'Imogen', 'Jonas'])[1 + number % 10] || ' ' ||
  (array['Abara', 'Birch', 'Castell', 'Dunmore', 'Eklund', 'Farrow', 'Gallow'])[1 + number % 7] ||
  (array['', 'son', ' Hale', 'by', ' Orme', 'wright'])[1 + number % 6],
  'person-' || number || '@example.org', bench.id('institution', institution),
  (array['Medical Sciences', 'Library', 'Humanities', 'IT Services', 'Continuing Education'])[1 + number % 5],
  (array['Learning technologist', 'Lecturer', 'Librarian', 'Teaching support officer'])[1 + number % 4],
  true, now() - (9 - run) * interval '1 year'
from bench.person;
insert into people.identity (issuer, subject, person_id, first_seen_at)
select 'https://sso.example.org', 'subject-' || number, bench.id('person', number), now() - interval '1 year'
from bench.person;

-- Staff of institution i: coordinator 8i, selectors 8i + 1 and 2, mentors 8i + 3 to 7. At the body: two registrars, forty assessors.
create table bench.staff as
select institution * 8 + place as number, institution, place,
  case when place = 0 then 'coordinator' when place < 3 then 'selector' else 'mentor' end as hat
from generate_series(1, bench.setting('institutions')) as institution, generate_series(0, 7) as place;
insert into people.person (id, name, email, institution_id, department, role_title, is_named, created_at)
select bench.id('staff', number), 'Staff ' || number, 'staff-' || number || '@example.org',
  bench.id('institution', institution), 'Centre for Teaching', initcap(hat), true, now() - interval '9 years'
from bench.staff;
insert into people.hat (person_id, organisation_id, hat, given_at)
select bench.id('staff', number), bench.id('institution', institution), hat, now() - interval '9 years' from bench.staff;

insert into people.person (id, name, email, department, role_title, is_named, created_at)
select bench.id('assessor', number), 'Assessor ' || number, 'assessor-' || number || '@example.org', '', '', true,
  now() - interval '9 years' from generate_series(1, 42) as number;
insert into people.hat (person_id, organisation_id, hat, given_at)
select bench.id('assessor', number), bench.id('body', 1), case when number > 40 then 'registrar' else 'assessor' end,
  now() - interval '9 years' from generate_series(1, 42) as number;
insert into assessment.assessor (person_id, awarding_body_id, pathway_id, award_current, institution, specialisms, capacity,
  seconds_before, away, changed_at)
select bench.id('assessor', number), bench.id('body', 1), 'senior', true, 'Elsewhere ' || number, '', 50, 5, false, now()
from generate_series(1, 40) as number;

-- Sessions that ended long ago: the table is not empty of them in a house that is lived in.
insert into people.session (token_hash, person_id, device, began_at, seen_at, expires_at, ended_at)
select sha256(convert_to('old' || number || '.' || time, 'UTF8')), bench.id('person', number), 'Firefox on Linux',
  now() - time * interval '20 days', now() - time * interval '20 days' + interval '2 hours',
  now() - time * interval '20 days' + interval '7 days', null
from bench.person, generate_series(1, 3) as time;
