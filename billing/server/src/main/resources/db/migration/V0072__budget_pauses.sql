-- What the gateway was told last of the calls that budgets pause.
create table pause_told (
    organisation_id uuid primary key,
    told text not null
);
alter table pause_told enable row level security;
alter table pause_told force row level security;
create policy tenant on pause_told for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy jobs on pause_told for select to billing_jobs using (true);
grant select, insert, update on pause_told to billing_app;
grant select on pause_told to billing_jobs;
