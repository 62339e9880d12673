-- Why: API keys. Only the hash of a key is kept; the first 8 and last 4 characters serve to recognise it.
create table api_key (
    organisation_id uuid not null,
    api_key_id      uuid not null,
    kind            text not null,
    name            text not null,
    sha256          text not null,
    prefix          text not null,
    last_four       text not null,
    person          text not null,
    created_by      text not null,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,
    revoked_at      timestamptz,
    constraint api_key_pk primary key (organisation_id, api_key_id),
    constraint api_key_hash_once unique (organisation_id, sha256),
    constraint api_key_organisation_fk foreign key (organisation_id) references organisation (organisation_id),
    constraint api_key_kind_known check (kind in ('LIVE', 'PLAYGROUND')),
    constraint api_key_hash_form check (sha256 ~ '^[0-9a-f]{64}$')
);
-- One playground key of a person at a time.
create unique index api_key_one_playground on api_key (organisation_id, person)
    where kind = 'PLAYGROUND' and revoked_at is null;
alter table api_key enable row level security;
alter table api_key force row level security;
create policy api_key_own on api_key for all to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert, update on api_key to platform_app;
