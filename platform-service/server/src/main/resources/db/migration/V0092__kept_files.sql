-- The files that are kept for organisations, and up to where each is metered. What was uploaded before this migration is metered
-- from now on: what nobody metered, nobody pays for. The operator's catalogue is not here.
create table kept_file (
    organisation_id uuid not null,
    model_id uuid not null,
    model_name text not null,
    model_slug text not null,
    bytes bigint not null,
    metered_until timestamptz not null,
    constraint kept_file_pk primary key (organisation_id, model_id),
    -- No model is deleted without its metering having been ended.
    constraint kept_file_model_fk foreign key (organisation_id, model_id) references model (organisation_id, id),
    constraint kept_file_bytes_positive check (bytes > 0),
    constraint kept_file_whole_seconds check (extract(epoch from metered_until) % 1 = 0)
);
create index kept_file_behind on kept_file (metered_until);

alter table model no force row level security;
insert into kept_file (organisation_id, model_id, model_name, model_slug, bytes, metered_until)
    select organisation_id, id, name, slug, file_bytes, date_trunc('second', now()) from model
    where organisation_id <> '00000000-0000-7000-8000-000000000001' and file is not null;
alter table model force row level security;

alter table kept_file enable row level security;
alter table kept_file force row level security;
create policy kept_file_own on kept_file to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy kept_file_jobs on kept_file to platform_jobs using (true) with check (true);
grant select, insert, delete on kept_file to platform_app;
grant update (metered_until) on kept_file to platform_app;
grant select on kept_file to platform_jobs;
grant update (metered_until) on kept_file to platform_jobs;
