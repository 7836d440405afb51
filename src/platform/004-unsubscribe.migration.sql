-- Letters that somebody asked for can be ended by one POST, which mail programs offer as a button.
alter table platform.letter add column unsubscribe_path text check (unsubscribe_path like '/%');
