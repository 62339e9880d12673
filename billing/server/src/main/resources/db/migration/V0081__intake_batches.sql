-- A batch of the intake holds facts of many organisations. What belongs to all of them alike (the facts, which fact went into
-- which charge, the locks) is written in one statement each, as billing_jobs; money moves organisation by organisation as before.
create policy jobs_read on fact for select to billing_jobs using (true);
create policy jobs_add on fact for insert to billing_jobs with check (true);
grant select, insert on fact to billing_jobs;

create policy jobs_read on ledger_book for select to billing_jobs using (true);
create policy jobs_add on ledger_book for insert to billing_jobs with check (true);
create policy jobs_lock on ledger_book for update to billing_jobs using (true);
grant select, insert, update on ledger_book to billing_jobs;

-- The largest table: two rows for each request. In monthly partitions by the month in the fact's id, as the facts, so that a
-- month goes to the archive with its facts. That each row's charge exists is the transaction's doing, in which the charge
-- is written too, and is checked by `aquifer verify`; a foreign key would look it up once more for every row.
alter table charge_fact rename to charge_fact_whole;
alter table charge_fact_whole rename constraint charge_fact_pkey to charge_fact_whole_pkey;
create table charge_fact (
    organisation_id uuid not null,
    charge_id uuid not null,
    fact_id uuid not null,
    quantity numeric(38, 10) not null,
    constraint charge_fact_pkey primary key (organisation_id, charge_id, fact_id)
) partition by range (fact_id);
alter table charge_fact enable row level security;
alter table charge_fact force row level security;
create policy tenant on charge_fact for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy jobs_add on charge_fact for insert to billing_jobs with check (true);
grant select, insert on charge_fact to billing_app;
grant insert on charge_fact to billing_jobs;
-- Partitions are made as afterMigrate does it, from the first month on; here already, for the rows that move.
create table charge_fact_other partition of charge_fact default;
do $$
declare
    month timestamp := timestamp '2026-01-01';
begin
    while month < (now() at time zone 'UTC') + interval '24 months' loop
        execute format('create table %I partition of charge_fact for values from (%L) to (%L)',
            'charge_fact_' || to_char(month, 'YYYY_MM'),
            rpad(lpad(to_hex((extract(epoch from month) * 1000)::bigint), 12, '0'), 32, '0')::uuid,
            rpad(lpad(to_hex((extract(epoch from month + interval '1 month') * 1000)::bigint), 12, '0'), 32, '0')::uuid);
        month := month + interval '1 month';
    end loop;
end $$;
-- The owner is under forced policies too: not for this copy.
alter table charge_fact_whole disable row level security;
alter table charge_fact no force row level security;
insert into charge_fact (organisation_id, charge_id, fact_id, quantity)
    select organisation_id, charge_id, fact_id, quantity from charge_fact_whole order by fact_id;
alter table charge_fact force row level security;
drop table charge_fact_whole;
