-- One programme for each institution with eight runs, a year apart; the newest is in the middle of its workshops.
insert into programme.programme (id, slug, name, short_name, institution_id, awarding_body_id, edition_id, assessed_here,
  contact_name, contact_address, term_table, created_at)
select bench.id('programme', number), 'programme-' || number, 'CMALT Programme', 'CMALT', bench.id('institution', number),
  bench.id('body', 1), 'alt-cmalt-2019-07', true, 'Programme team', 'programme-' || number || '@example.org', 'oxford',
  now() - interval '9 years'
from generate_series(1, bench.setting('institutions')) as number;

create table bench.run as
select programme * 8 - 8 + run as number, programme, run,
  date_trunc('day', now()) - interval '120 days' - (8 - run) * interval '1 year' + interval '9 hours' as opens
from generate_series(1, bench.setting('institutions')) as programme, generate_series(1, 8) as run;
alter table bench.run add primary key (number);
alter table bench.run add column closes timestamptz;
update bench.run set closes = opens + interval '56 days 3 hours';
alter table bench.run add column offered timestamptz;
update bench.run set offered = date_trunc('week', closes + interval '7 days') + interval '14 hours';

insert into programme.run (id, programme_id, slug, name, capacity, opens_at, closes_at, grace_minutes, notify_week,
  reply_within_hours, zone, course_site, course_site_note, copied_from, unconfirmed, version, opening_told_at, created_at,
  changed_at)
select bench.id('run', number), bench.id('programme', programme), to_char(opens, 'YYYY'),
  'CMALT Programme ' || to_char(opens, 'YYYY'), 60, opens, closes, 15, date_trunc('week', closes + interval '7 days')::date,
  120, 'Europe/London', 'https://canvas.example.org/courses/' || number, 'Open to you until your registration ends.', null,
  '{}', 1, opens, opens - interval '60 days', opens - interval '10 days'
from bench.run;

insert into programme.workshop (id, run_id, number, title, about, starts_at, ends_at, place, online_link, joining,
  access_notes, sequence, unconfirmed, version, changed_at)
select bench.id('workshop', run.number * 10 + place), bench.id('run', run.number), place,
  (array['Is this for me? Choosing a pathway', 'Operational issues', 'Teaching, learning and assessment',
    'The wider context', 'Finishing and submitting'])[place],
  (select string_agg(words, ' ') from bench.sentence where sentence.number between place and place + 2),
  opens + (60 + place * 21) * interval '1 day', opens + (60 + place * 21) * interval '1 day' + interval '2 hours',
  'Seminar Room 2, Centre for Teaching', 'https://meet.example.org/' || run.number || place, 'The door opens at nine.',
  'Step-free entrance on the courtyard side; hearing loop in the room.', 0, false, 1, opens - interval '10 days'
from bench.run, generate_series(1, 5) as place;
insert into workshop.preparation (id, workshop_id, what, minutes, due_at, link, added_at, changed_at)
select bench.id('preparation', run.number * 100 + place * 10 + item), bench.id('workshop', run.number * 10 + place),
  'Read ' || item || ' of the examples and note what you would ask their writer', 20 * item,
  opens + (59 + place * 21) * interval '1 day', null, opens, opens
from bench.run, generate_series(1, 5) as place, generate_series(1, 2) as item;

insert into programme.section_text (programme_id, section, version, words, written_at, written_by)
select bench.id('programme', programme), text ->> 'id', version, text ->> 'text', now() - interval '3 years',
  bench.id('staff', programme * 8)
from generate_series(1, bench.setting('institutions')) as programme,
  jsonb_array_elements(current_setting('bench.texts')::jsonb) as text, generate_series(1, 3) as version;
insert into programme.section_text (programme_id, run_id, section, version, words, written_at, written_by)
select bench.id('programme', programme), bench.id('run', number), 'intro', 1, 'This run is held over two terms.',
  opens - interval '30 days', bench.id('staff', programme * 8)
from bench.run;

insert into programme.enquiry (id, programme_id, run_id, name, email, question, asked_at)
select bench.id('enquiry', which), bench.id('programme', 1 + which % bench.setting('institutions')), null, 'Somebody',
  'asker-' || which || '@example.org', remark.text, now() - which * interval '5 hours'
from generate_series(1, bench.setting('people') / 5) as which join bench.remark on remark.number = which % 400;
insert into programme.enquiry_answer (enquiry_id, words, answered_at, answered_by)
select bench.id('enquiry', number), 'It is, and you are welcome to apply.', now() - number * interval '5 hours' + interval '1 hour',
  bench.id('staff', 8 * (1 + number % bench.setting('institutions')))
from generate_series(9, bench.setting('people') / 5) as number;
