-- Rated charges, and which fact went into which.
create table lease (
    organisation_id uuid not null,
    id uuid not null,
    pool uuid,
    chip_type text,
    chip_name text,
    chip_origin text,
    simulated boolean,
    chips int,
    purpose text,
    deployment_id uuid,
    deployment_name text,
    free boolean,
    opened_fact uuid,
    opened_at timestamptz,
    watermark_fact uuid,
    watermark_at timestamptz,
    watermark_recorded_at timestamptz,
    closed_fact uuid,
    closed_at timestamptz,
    charged_until timestamptz,
    primary key (organisation_id, id)
);
comment on table lease is 'What billing knows of a lease; without opened_at its opening has not arrived yet.';
alter table lease enable row level security;
alter table lease force row level security;
create policy tenant on lease for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert, update on lease to billing_app;

create table charge (
    organisation_id uuid not null,
    id uuid not null,
    kind text not null constraint charge_kind check (kind in ('LEASE', 'TOKENS')),
    day date not null,
    month text not null,
    lease_id uuid,
    deployment_id uuid,
    deployment_name text not null,
    item text not null,
    bucket text,
    simulated boolean not null,
    purpose text not null,
    chip_origin text not null,
    chips int,
    quantity numeric(38, 10) not null,
    unit_price numeric(38, 10) not null,
    price_book text not null references price_book,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    net numeric(20, 2) not null,
    revision int not null,
    changed_at timestamptz not null,
    primary key (organisation_id, id),
    constraint charge_interval check (starts_at <= ends_at),
    constraint charge_quantity check (quantity >= 0)
);
comment on column charge.id is 'made from what the charge is for (not from time), so that a rebuilt bill has the same ids';
create index charge_month on charge (organisation_id, month);
alter table charge enable row level security;
alter table charge force row level security;
create policy tenant on charge for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert, update on charge to billing_app;

-- For tokens: how many tokens of the fact are in the charge. A fact has one row for each bucket that is not empty.
create table charge_fact (
    organisation_id uuid not null,
    charge_id uuid not null,
    fact_id uuid not null,
    quantity numeric(38, 10) not null,
    primary key (organisation_id, charge_id, fact_id),
    constraint charge_fact_charge foreign key (organisation_id, charge_id) references charge
);
alter table charge_fact enable row level security;
alter table charge_fact force row level security;
create policy tenant on charge_fact for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert on charge_fact to billing_app;

-- Tokens and requests by day, for screens.
create table usage_day (
    organisation_id uuid not null,
    day date not null,
    requests bigint not null,
    key_requests bigint not null,
    input_tokens bigint not null,
    output_tokens bigint not null,
    primary key (organisation_id, day)
);
alter table usage_day enable row level security;
alter table usage_day force row level security;
create policy tenant on usage_day for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert, update on usage_day to billing_app;
