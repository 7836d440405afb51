-- How long an institution keeps what is removed by itself, in days by the name of what is kept. A change is the next version.
create table people.keeping (
  organisation_id uuid not null references people.organisation (id),
  version integer not null check (version > 0),
  days jsonb not null check (jsonb_typeof(days) = 'object'),
  written_at timestamptz not null,
  written_by uuid references people.person (id),
  primary key (organisation_id, version)
);
