-- Office hours, letters and news: what piles up around everything else.
insert into office_hours.mentor (person_id) select bench.id('staff', number) from bench.staff where hat = 'mentor';
insert into office_hours.window (id, institution_id, mentor_id, zone, first_day, last_day, weekday, every_weeks, starts, ends,
  slot_minutes, gap_minutes, place, link, book_notice_minutes, cancel_notice_minutes, published_at)
select bench.id('window', number), bench.id('institution', institution), bench.id('staff', number), 'Europe/London',
  (date_trunc('week', now()) - interval '28 days')::date, (date_trunc('week', now()) + interval '42 days')::date, 3, 1,
  '10:00', '12:00', 30, 0, 'Room 7', 'https://meet.example.org/' || number, 60, 60, now() - interval '40 days'
from bench.staff where hat = 'mentor';
insert into office_hours.slot (id, window_id, mentor_number, starts_at, ends_at)
select bench.id('slot', staff.number * 100 + week * 4 + turn), bench.id('window', staff.number), mentor.number,
  day + turn * interval '30 minutes', day + (turn + 1) * interval '30 minutes'
from bench.staff join office_hours.mentor on mentor.person_id = bench.id('staff', staff.number)
cross join generate_series(0, 10) as week cross join generate_series(0, 3) as turn
cross join lateral (
  select date_trunc('week', now()) + (week - 4) * interval '7 days' + interval '2 days 10 hours' as day) as days;
-- Those of the two newest runs have booked one each: twenty with each of five mentors.
insert into office_hours.booking (id, slot_id, person_id, section, section_words, question, booked_at, cancel_reason)
select bench.id('booking', number), bench.id('slot', (institution * 8 + 3 + number % 5) * 100 + (number - 1) % 100 / 5),
  bench.id('person', number), 'c1a', '1a Constraints and benefits', 'Is it short enough?', now() - interval '35 days', ''
from bench.person where run > 6;
insert into office_hours.note (booking_id, words, version, written_at, written_by)
select booking.id, 'We read it aloud and cut the first paragraph.', 1, slot.ends_at, "window".mentor_id
from office_hours.booking join office_hours.slot on slot.id = booking.slot_id
join office_hours.window on "window".id = slot.window_id where slot.ends_at < now();
insert into office_hours.action (booking_id, position, what, due_on)
select booking_id, 1, 'Name the other two options', current_date + 7 from office_hours.note;

insert into platform.letter (kind, person_id, to_name, to_address, subject, text, html, secret, about, state, written_at, sent_at)
select kind, bench.id('person', person.number), 'Somebody', 'person-' || person.number || '@example.org', 'Your place', text.text,
  '<p>' || text.text || '</p>', false, 'run:' || bench.id('run', run_number), 'sent', now() - interval '50 days',
  now() - interval '50 days'
from unnest(array['application.received', 'place.offered', 'workshop.invitation']) as kind cross join bench.person
join bench.text on text.number = person.number % 1000;
with told as (
  insert into platform.news (kind, payload, told_at)
  select kind, jsonb_build_object('personId', bench.id('person', number)), now() - interval '50 days'
  from bench.person, unnest(array['application.submitted', 'place.offered', 'place.accepted']) as kind
  returning id
)
insert into platform.news_receipt (news_id, listener, heard_at)
select id, 'bench.nobody', now() - interval '50 days' from told;
