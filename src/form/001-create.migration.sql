-- What a run asks: its form as data, version by version.
create schema form;

-- A form is never changed once somebody has answered it: a change is the next version.
create table form.form (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references programme.run (id),
  version integer not null check (version > 0),
  -- Sections with their questions, and the criteria that selectors read by.
  content jsonb not null,
  made_at timestamptz not null,
  constraint form_version unique (run_id, version)
);

-- Under which keys each form's answers stand, and who reads them.
create view form.asked as
select form.id as form_id, section ->> 'id' as section, section ->> 'audience' as audience, key
from form.form,
  lateral jsonb_array_elements(form.content -> 'sections') section,
  lateral jsonb_array_elements(section -> 'questions') question,
  lateral unnest(case question ->> 'kind'
    when 'manager' then array[(question ->> 'id') || 'Name', (question ->> 'id') || 'Email']
    else array[question ->> 'id'] end) key;
