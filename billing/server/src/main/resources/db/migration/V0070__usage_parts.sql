-- Roll-ups of usage, so that a screen need not read facts: how much of a charge is of which hour, key and chip type. The
-- charging transaction writes one row to usage_pending for each batch; folding adds those up. What is pending is folded
-- before anything is read, so a split is as new as the bill.
create table usage_part (
    organisation_id uuid not null,
    charge_id uuid not null,
    hour timestamptz not null,
    key_id uuid not null,
    chip_type text not null,
    quantity numeric(38, 10) not null constraint usage_part_quantity check (quantity >= 0),
    requests bigint not null,
    firsts bigint not null,
    primary key (organisation_id, charge_id, hour, key_id, chip_type)
);
comment on column usage_part.key_id is 'the nil UUID for the playground, whose keys live for an hour';
comment on column usage_part.requests is 'facts with tokens in this bucket';
comment on column usage_part.firsts is 'each request once: those for which this is the first bucket that is not empty';
alter table usage_part enable row level security;
alter table usage_part force row level security;
create policy tenant on usage_part for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert, update on usage_part to billing_app;

create table usage_pending (
    organisation_id uuid not null,
    id bigint generated always as identity,
    parts jsonb not null,
    primary key (organisation_id, id)
);
alter table usage_pending enable row level security;
alter table usage_pending force row level security;
create policy tenant on usage_pending for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy jobs on usage_pending for select to billing_jobs using (true);
grant select, insert, delete on usage_pending to billing_app;
grant select on usage_pending to billing_jobs;

-- What an organisation calls its keys and deployments by when it splits its costs.
create table usage_label (
    organisation_id uuid not null,
    kind text not null constraint usage_label_kind check (kind in ('KEY', 'DEPLOYMENT')),
    subject uuid not null,
    label text not null constraint usage_label_length check (length(label) between 1 and 40),
    changed_at timestamptz not null,
    primary key (organisation_id, kind, subject)
);
alter table usage_label enable row level security;
alter table usage_label force row level security;
create policy tenant on usage_label for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert, update, delete on usage_label to billing_app;

create index charge_day on charge (organisation_id, day);

-- What was used before this version. The owner is under the tables' policies too: they are lifted within this transaction.
alter table charge no force row level security;
alter table fact no force row level security;
alter table charge_fact no force row level security;
alter table usage_part no force row level security;
insert into usage_part (organisation_id, charge_id, hour, key_id, chip_type, quantity, requests, firsts)
    select c.organisation_id, c.charge_id, date_trunc('hour', (f.body ->> 'startedAt')::timestamptz),
        case when (f.body ->> 'playground')::boolean then '00000000-0000-0000-0000-000000000000'
            else (f.body ->> 'key')::uuid end,
        f.body ->> 'chipType', sum(c.quantity), count(*), count(*) filter (where c.first)
    from (
        select p.*, row_number() over (partition by p.organisation_id, p.fact_id
            order by array_position(array['INPUT', 'CACHE_READ', 'CACHE_WRITE', 'OUTPUT', 'REASONING'], h.bucket)) = 1 as first
        from charge_fact p join charge h on h.organisation_id = p.organisation_id and h.id = p.charge_id
    ) c
    join fact f on f.id = c.fact_id and f.organisation_id = c.organisation_id
    group by 1, 2, 3, 4, 5;
alter table charge force row level security;
alter table fact force row level security;
alter table charge_fact force row level security;
alter table usage_part force row level security;
