-- Why: the two tables that every feature writes beside its own change, and the pattern of grants and policies that all
-- later tables follow: the application sees one organisation at a time, the jobs' role sees what named jobs need.
-- Nothing is granted by default; each table says what it grants.
grant usage on schema public to platform_app, platform_jobs;
comment on table flyway_schema_history is 'no-rls: which migrations ran';

-- Facts that wait for Kafka. The application only adds; the relay (jobs' role) reads and deletes what Kafka has.
create table outbox (
    position        bigint generated always as identity,
    organisation_id uuid not null,
    event_id        uuid not null,
    topic           text not null,
    key             text not null,
    value           text,
    constraint outbox_pk primary key (position)
);
alter table outbox enable row level security;
alter table outbox force row level security;
create policy outbox_own on outbox for all to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy outbox_jobs on outbox for all to platform_jobs using (true) with check (true);
grant insert on outbox to platform_app;
grant select, insert, delete on outbox to platform_jobs;

-- Who did what. Nobody may change or remove a line.
create table audit_entry (
    organisation_id uuid not null,
    audit_entry_id  uuid not null,
    at              timestamptz not null,
    person          text not null,
    action          text not null,
    subject         text not null,
    detail          text,
    constraint audit_entry_pk primary key (organisation_id, audit_entry_id)
);
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy audit_entry_own on audit_entry for all to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert on audit_entry to platform_app;
