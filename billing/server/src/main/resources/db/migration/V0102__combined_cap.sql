-- The operator sets the combined cap for service to come, and says why. The row that the platform came with has no author.
alter table combined_cap add column reasons text;
alter table combined_cap add column set_at timestamptz;
alter table combined_cap add column set_by text;
alter table combined_cap add column set_by_name text;
alter table combined_cap add constraint combined_cap_author
    check (num_nulls(reasons, set_at, set_by, set_by_name) in (0, 4));
grant select, insert on combined_cap to billing_jobs;
