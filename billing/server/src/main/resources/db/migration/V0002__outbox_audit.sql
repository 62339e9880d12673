-- Facts that billing states, until Kafka has them; and who did what.
create table outbox (
    sequence bigint generated always as identity primary key,
    topic text not null,
    key text not null,
    body text not null,
    stated_at timestamptz not null
);
comment on table outbox is 'no-rls: the relay sends the facts of all organisations in one order; no request reads it';
grant select, insert, delete on outbox to billing_app, billing_jobs, billing_assessor;

create table audit_entry (
    organisation_id uuid not null,
    id uuid not null,
    at timestamptz not null,
    person text not null,
    person_name text not null,
    action text not null,
    subject text not null,
    detail text,
    primary key (organisation_id, id)
);
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy tenant on audit_entry for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
-- An assessor's acts are noted with the organisation whose application is read; they are never read back by that role.
create policy assessor on audit_entry for insert to billing_assessor with check (true);
grant select, insert on audit_entry to billing_app;
grant insert on audit_entry to billing_assessor;
