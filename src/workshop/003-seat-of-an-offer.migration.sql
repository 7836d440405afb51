-- Which offer of a place brought the seat, so that late news of another offer touches no seat but its own. Seats from before, and
-- of somebody enrolled without an offer, name none.
alter table workshop.enrolment add column offer_id uuid;
