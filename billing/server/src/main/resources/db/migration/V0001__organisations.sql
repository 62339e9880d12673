-- Billing's copy of the organisations and who belongs to them: every request is checked against it.
create table organisation (
    organisation_id uuid primary key,
    name text not null,
    slug text not null,
    seen_at timestamptz not null
);
alter table organisation enable row level security;
alter table organisation force row level security;
create policy tenant on organisation for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy jobs on organisation for select to billing_jobs using (true);
grant select, insert, update on organisation to billing_app;
grant select on organisation to billing_jobs;

create table member (
    organisation_id uuid not null references organisation,
    person text not null,
    role text not null constraint member_role check (role in ('OWNER', 'DEVELOPER', 'FINANCE', 'VIEWER')),
    primary key (organisation_id, person)
);
alter table member enable row level security;
alter table member force row level security;
create policy tenant on member for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert, update, delete on member to billing_app;
