-- A mark that was on its way for long does not override one pressed since: the one pressed last is in force, whenever it arrived.
drop index workshop.attendance_in_force;
create index attendance_in_force on workshop.attendance (enrolment_id, workshop_id, marked_at desc, number desc);
