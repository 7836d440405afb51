-- What a provider says of somebody is kept with their identity there: it is the provider's to change, not theirs.
alter table people.identity
  add column name text not null default '',
  add column email text not null default '',
  add column department text not null default '',
  add column said_at timestamptz;

-- By SAML the answer comes in a post from the provider, with which a browser sends no cookie. It is found by the request that it
-- answers, checked, and waits here for the browser's next request, which does bring the cookie.
alter table people.provider_visit
  add column request_hash bytea unique,
  add column answer jsonb,
  add check (answer is null or (request_hash is not null and back_at is not null));
