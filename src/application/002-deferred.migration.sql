-- An offer can be put off to the next run: the application comes to that, and is kept.
alter table application.turn drop constraint turn_state_check;
alter table application.turn add constraint turn_state_check check (state in ('offered', 'reserve', 'not-offered',
  'place-accepted', 'place-declined', 'offer-lapsed', 'place-given-up', 'deferred'));
