-- Why: tenants, who belongs to them with which role, and the first steps of their people.

-- Short names are unique over all organisations, so they stand apart from them: the table says that a name is taken, not
-- by whom, and the application may only try to take one.
create table organisation_slug (
    slug text not null,
    constraint organisation_slug_pk primary key (slug)
);
comment on table organisation_slug is 'no-rls: names taken, without whose they are; the application cannot read it';
grant insert on organisation_slug to platform_app;

create table organisation (
    organisation_id uuid not null,
    name            text not null,
    slug            text not null,
    credit_code     text,
    created_at      timestamptz not null,
    constraint organisation_pk primary key (organisation_id),
    constraint organisation_credit_code_length check (length(credit_code) = 18)
);
alter table organisation enable row level security;
alter table organisation force row level security;
create policy organisation_own on organisation for all to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
-- A person's list of organisations and the operator's list of all.
create policy organisation_jobs on organisation for select to platform_jobs using (true);
grant select, insert, update on organisation to platform_app;
grant select on organisation to platform_jobs;

create table member (
    organisation_id uuid not null,
    member_id       uuid not null,
    person          text not null,
    name            text not null,
    email           text not null,
    role            text not null,
    since           timestamptz not null,
    constraint member_pk primary key (organisation_id, member_id),
    constraint member_person_once unique (organisation_id, person),
    constraint member_organisation_fk foreign key (organisation_id) references organisation (organisation_id),
    constraint member_role_known check (role in ('OWNER', 'DEVELOPER', 'FINANCE', 'VIEWER'))
);
-- For the one query that asks which organisations a person belongs to.
create index member_by_person on member (person);
alter table member enable row level security;
alter table member force row level security;
create policy member_own on member for all to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy member_jobs on member for select to platform_jobs using (true);
grant select, insert, update, delete on member to platform_app;
grant select on member to platform_jobs;

create table organisation_step (
    organisation_id uuid not null,
    step            text not null,
    done_at         timestamptz not null,
    constraint organisation_step_pk primary key (organisation_id, step),
    constraint organisation_step_organisation_fk foreign key (organisation_id) references organisation (organisation_id)
);
alter table organisation_step enable row level security;
alter table organisation_step force row level security;
create policy organisation_step_own on organisation_step for all to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert on organisation_step to platform_app;
