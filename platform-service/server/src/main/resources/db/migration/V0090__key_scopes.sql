-- Why: keys serve scripts at the management APIs too, each for what it was made for. Keys from before call models only.
alter table api_key add column scopes text[] not null default '{inference}';
alter table api_key add constraint api_key_scopes_known
    check (cardinality(scopes) > 0 and scopes <@ array['inference', 'manage', 'billing:read']);
-- Whoever presents a key has not said whose it is: the look-up by hash runs as the jobs' role and sees only what judging
-- the key takes. The hash is of 190 random bits, so the index tells nothing to who does not hold the key.
create index api_key_by_hash on api_key (sha256);
create policy api_key_jobs on api_key for select to platform_jobs using (true);
grant select (organisation_id, api_key_id, name, sha256, scopes, expires_at, revoked_at) on api_key to platform_jobs;
