-- Grants, and what each charge accrues under them. charge_basis is subsidy's own copy of each charge that it was asked about,
-- so that an approval or a reassessment can count again without reading charges; posting keeps their order.
create table subsidy_grant (
    organisation_id uuid not null,
    id uuid not null,
    programme_id uuid not null constraint subsidy_grant_programme references programme,
    application_id uuid not null,
    valid_from timestamptz not null,
    valid_until timestamptz not null,
    face_value numeric(20, 2) constraint subsidy_grant_face_value check (face_value > 0),
    used numeric(20, 2) not null default 0 constraint subsidy_grant_used check (used >= 0),
    granted_at timestamptz not null,
    constraint subsidy_grant_pk primary key (organisation_id, id),
    constraint subsidy_grant_decision foreign key (organisation_id, application_id)
        references decision (organisation_id, application_id),
    constraint subsidy_grant_once unique (organisation_id, application_id),
    constraint subsidy_grant_period check (valid_from < valid_until),
    constraint subsidy_grant_within_face_value check (face_value is null or used <= face_value),
    constraint subsidy_grant_no_overlap exclude using gist (
        organisation_id with =, programme_id with =, tstzrange(valid_from, valid_until) with &&)
);

create table grant_version (
    organisation_id uuid not null,
    id uuid not null,
    grant_id uuid not null,
    valid_from timestamptz not null,
    ratio numeric(9, 8) not null constraint grant_version_ratio check (ratio >= 0 and ratio <= 1),
    reasons text not null,
    decided_at timestamptz not null,
    constraint grant_version_pk primary key (organisation_id, id),
    constraint grant_version_grant foreign key (organisation_id, grant_id) references subsidy_grant
);
create index grant_version_of_grant on grant_version (organisation_id, grant_id, valid_from);

create table charge_basis (
    organisation_id uuid not null,
    charge_id uuid not null,
    posting bigint generated always as identity,
    kind text not null,
    purpose text not null,
    chip_origin text not null,
    service_from timestamptz not null,
    service_until timestamptz not null,
    net numeric(20, 2) not null,
    month text not null constraint charge_basis_month check (month ~ '^\d{4}-\d{2}$'),
    posted_at timestamptz not null,
    constraint charge_basis_pk primary key (organisation_id, charge_id),
    constraint charge_basis_interval check (service_from <= service_until)
);
create index charge_basis_service on charge_basis (organisation_id, service_until);

create table charge_share (
    organisation_id uuid not null,
    charge_id uuid not null,
    grant_id uuid not null,
    programme_id uuid not null constraint charge_share_programme references programme,
    version_id uuid,
    ratio numeric(9, 8),
    base numeric(20, 2) not null,
    entitlement numeric(20, 2) not null,
    accrued numeric(20, 2) not null,
    reason text constraint charge_share_reason check (reason in ('BUDGET', 'CEILING', 'LIMIT', 'NOT_ELIGIBLE')),
    posted_at timestamptz not null,
    constraint charge_share_pk primary key (organisation_id, charge_id, grant_id),
    constraint charge_share_charge foreign key (organisation_id, charge_id) references charge_basis,
    constraint charge_share_grant foreign key (organisation_id, grant_id) references subsidy_grant,
    constraint charge_share_version foreign key (organisation_id, version_id) references grant_version,
    constraint charge_share_within_entitlement check (accrued >= 0 and accrued <= entitlement)
);
create index charge_share_of_grant on charge_share (organisation_id, grant_id);

create table accrual (
    organisation_id uuid not null,
    id uuid not null,
    charge_id uuid not null,
    programme_id uuid not null constraint accrual_programme references programme,
    grant_id uuid not null,
    version_id uuid,
    amount numeric(20, 2) not null constraint accrual_not_zero check (amount <> 0),
    reason text,
    month text not null constraint accrual_month check (month ~ '^\d{4}-\d{2}$'),
    posted_at timestamptz not null,
    constraint accrual_pk primary key (organisation_id, id),
    constraint accrual_charge foreign key (organisation_id, charge_id) references charge_basis,
    constraint accrual_grant foreign key (organisation_id, grant_id) references subsidy_grant,
    constraint accrual_version foreign key (organisation_id, version_id) references grant_version
);
create index accrual_of_charge on accrual (organisation_id, charge_id);
create index accrual_of_month on accrual (organisation_id, month);

alter table subsidy_grant enable row level security;
alter table subsidy_grant force row level security;
alter table grant_version enable row level security;
alter table grant_version force row level security;
alter table charge_basis enable row level security;
alter table charge_basis force row level security;
alter table charge_share enable row level security;
alter table charge_share force row level security;
alter table accrual enable row level security;
alter table accrual force row level security;

create policy tenant on subsidy_grant to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy tenant on grant_version to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy tenant on charge_basis to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy tenant on charge_share to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy tenant on accrual to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);

-- The assessor grants what was approved, and sees grants, never charges.
create policy assessor_reads on subsidy_grant for select to billing_assessor using (true);
create policy assessor_grants on subsidy_grant for insert to billing_assessor
    with check (exists (select from decision where decision.organisation_id = subsidy_grant.organisation_id
        and decision.application_id = subsidy_grant.application_id and decision.approved));
create policy assessor_reads on grant_version for select to billing_assessor using (true);
create policy assessor_grants on grant_version for insert to billing_assessor
    with check (exists (select from subsidy_grant where subsidy_grant.organisation_id = grant_version.organisation_id
        and subsidy_grant.id = grant_version.grant_id));

grant select on subsidy_grant, grant_version to billing_app;
grant update (used) on subsidy_grant to billing_app;
grant select, insert on subsidy_grant, grant_version to billing_assessor;
grant select, insert on charge_basis, charge_share, accrual to billing_app;
grant update (kind, purpose, chip_origin, service_from, service_until, net, month) on charge_basis to billing_app;
grant update (version_id, ratio, base, entitlement, accrued, reason, posted_at) on charge_share to billing_app;
