-- Why: scripts read bills and books with an API key. Billing's copy of the keys, as keys.v1 last said. Keys may arrive
-- before their organisation, so nothing refers to it.
create table api_key (
    organisation_id uuid not null,
    api_key_id uuid not null,
    name text,
    sha256 text not null constraint api_key_hash_form check (sha256 ~ '^[0-9a-f]{64}$'),
    scopes text[] not null constraint api_key_scopes_known
        check (cardinality(scopes) > 0 and scopes <@ array['inference', 'manage', 'billing:read']),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    primary key (organisation_id, api_key_id)
);
-- Whoever presents a key has not said whose it is: it is looked up as billing_jobs. Not unique: the hash is of 190 random
-- bits, and a unique one would tell of other organisations' rows.
create index api_key_by_hash on api_key (sha256);
create index api_key_by_id on api_key (api_key_id);
alter table api_key enable row level security;
alter table api_key force row level security;
create policy tenant on api_key for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy jobs on api_key for select to billing_jobs using (true);
grant select, insert, update, delete on api_key to billing_app;
grant select on api_key to billing_jobs;
