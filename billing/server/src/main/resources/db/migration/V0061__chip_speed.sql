-- How fast a model's replicas were on each chip while they were busy, for the comparison of chips. Under the organisation
-- of zeros stand the models of the public price book, over all organisations; under an organisation's own id its own models.
create table chip_speed (
    organisation_id uuid not null,
    model_slug text not null,
    chip_type text not null,
    simulated boolean not null,
    day date not null,
    chips int not null,
    requests bigint not null,
    output_tokens bigint not null,
    busy_millis bigint not null,
    primary key (organisation_id, model_slug, chip_type, simulated, chips, day),
    constraint chip_speed_sums check (requests >= 0 and output_tokens >= 0 and busy_millis >= 0)
);
alter table chip_speed enable row level security;
alter table chip_speed force row level security;
create policy tenant on chip_speed for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy everybody on chip_speed for select to billing_app
    using (organisation_id = '00000000-0000-0000-0000-000000000000');
create policy jobs on chip_speed for all to billing_jobs using (true) with check (true);
grant select, insert, update on chip_speed to billing_app;
grant select, insert, update, delete on chip_speed to billing_jobs;

-- Up to which fact speeds were measured.
create table chip_speed_mark (
    only_row boolean primary key default true constraint chip_speed_mark_one check (only_row),
    fact uuid not null
);
comment on table chip_speed_mark is 'no-rls: one position, holds no organisation''s data';
grant select, insert, update on chip_speed_mark to billing_app, billing_jobs;

create policy chip_speed_jobs on fact for select to billing_jobs using (true);
create policy chip_speed_jobs on lease for select to billing_jobs using (true);
grant select on fact, lease to billing_jobs;
