-- Several programmes on a charge, a least spend, late events, claims with their settlement, and clawbacks: what the rules R9 to
-- R17 keep. Claims themselves and who moves them are elsewhere; here are their lines, each under its organisation.
alter table programme_version add column if not exists min_spend numeric(20, 2);
alter table programme_version add column if not exists mode text not null default 'DEDUCT';
alter table programme_version add column if not exists exclusion_group text;
alter table programme_version add column if not exists late_days integer;
alter table programme_version add column if not exists shortfall_bearer text not null default 'ORGANISATION';
alter table programme_version add constraint programme_version_mode check (mode in ('DEDUCT', 'REIMBURSE'));
alter table programme_version add constraint programme_version_late_days check (late_days >= 0);
alter table programme_version add constraint programme_version_shortfall_bearer
    check (shortfall_bearer in ('ORGANISATION', 'PLATFORM'));

-- What all programmes together may pay of a charge's net, by the time of service (R9).
create table combined_cap (
    valid_from timestamptz constraint combined_cap_pk primary key,
    cap numeric(9, 8) not null constraint combined_cap_ratio check (cap >= 0 and cap <= 1)
);
comment on table combined_cap is 'no-rls: a setting of the platform, the same for all organisations';
insert into combined_cap (valid_from, cap) values (timestamptz '2000-01-01 00:00+08', 1);
grant select on combined_cap to billing_app;

-- R10: a least spend that was reached once stays reached.
alter table organisation_use add column minimum_reached boolean not null default false;
grant update (minimum_reached) on organisation_use to billing_app;

-- What stands of a share's accrual in claims under way, and what its programme has paid. The rest is not claimed yet; it is
-- negative where something was taken back after it had been claimed.
alter table charge_share add column claimed numeric(20, 2) not null default 0;
alter table charge_share add column paid numeric(20, 2) not null default 0;
alter table charge_share drop constraint charge_share_reason;
alter table charge_share add constraint charge_share_reason check (reason in ('BUDGET', 'CEILING', 'LIMIT', 'BELOW_MINIMUM',
    'LATE', 'OTHER_PROGRAMME', 'NOT_ELIGIBLE'));
grant update (claimed, paid) on charge_share to billing_app;

-- ACCRUAL: earned or given back; SHORTFALL: claimed, not paid, withdrawn; CLAWBACK: taken back after it was paid, which frees no
-- budget. Only the first stands on the bill as subsidy; the others are adjustments.
alter table accrual add column kind text not null default 'ACCRUAL'
    constraint accrual_kind check (kind in ('ACCRUAL', 'SHORTFALL', 'CLAWBACK'));
alter table accrual add column claim_id uuid;
create index accrual_of_programme on accrual (organisation_id, programme_id);

create table claim_organisation (
    organisation_id uuid not null,
    claim_id uuid not null,
    programme_id uuid not null constraint claim_organisation_programme references programme,
    place integer not null,
    made_at timestamptz not null,
    constraint claim_organisation_pk primary key (organisation_id, claim_id)
);
create index claim_organisation_of_claim on claim_organisation (claim_id);

-- @column amount: what is claimed now; a clawback lowers it while the claim is under way.
create table claim_line (
    organisation_id uuid not null,
    claim_id uuid not null,
    charge_id uuid not null,
    grant_id uuid not null,
    place bigint not null,
    made numeric(20, 2) not null,
    amount numeric(20, 2) not null,
    shortfall numeric(20, 2),
    constraint claim_line_pk primary key (organisation_id, claim_id, charge_id, grant_id),
    constraint claim_line_claim foreign key (organisation_id, claim_id) references claim_organisation,
    constraint claim_line_share foreign key (organisation_id, charge_id, grant_id) references charge_share
);
create index claim_line_under_way on claim_line (organisation_id, charge_id, grant_id) where shortfall is null;

-- Which accruals a claim took: each is in one claim at most.
create table claim_accrual (
    organisation_id uuid not null,
    accrual_id uuid not null,
    claim_id uuid not null,
    constraint claim_accrual_pk primary key (organisation_id, accrual_id),
    constraint claim_accrual_accrual foreign key (organisation_id, accrual_id) references accrual
);

-- What is charged to an organisation because its programme did not pay or takes back; it bears no VAT.
create table adjustment (
    organisation_id uuid not null,
    id uuid not null,
    kind text not null constraint adjustment_kind check (kind in ('SHORTFALL', 'CLAWBACK')),
    charge_id uuid not null,
    programme_id uuid not null constraint adjustment_programme references programme,
    grant_id uuid not null,
    claim_id uuid,
    amount numeric(20, 2) not null constraint adjustment_above_zero check (amount > 0),
    month text not null constraint adjustment_month check (month ~ '^\d{4}-\d{2}$'),
    posted_at timestamptz not null,
    constraint adjustment_pk primary key (organisation_id, id),
    constraint adjustment_charge foreign key (organisation_id, charge_id) references charge_basis,
    constraint adjustment_grant foreign key (organisation_id, grant_id) references subsidy_grant
);
create index adjustment_of_month on adjustment (organisation_id, month);

do $$
declare
    name text;
begin
    foreach name in array array['claim_organisation', 'claim_line', 'claim_accrual', 'adjustment'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I to billing_app'
            ' using (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)'
            ' with check (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)', name);
    end loop;
end $$;
-- A claim goes over all organisations: the jobs' role finds which, and works on each under its own binding.
create policy jobs_read on claim_organisation for select to billing_jobs using (true);
create policy jobs_find on charge_share for select to billing_jobs using (true);
grant select on claim_organisation to billing_jobs;
grant select (organisation_id, programme_id, accrued, claimed, paid) on charge_share to billing_jobs;
grant select, insert on claim_organisation, claim_line, claim_accrual, adjustment to billing_app;
grant update (amount, shortfall) on claim_line to billing_app;
