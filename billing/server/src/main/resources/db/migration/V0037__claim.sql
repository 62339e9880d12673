-- Claims of a programme over all organisations: what state they are in and who moved them. Their lines are elsewhere, each
-- under its organisation; the evidence package is kept as it was handed in, so that its bytes never change.
create table programme_claim (
    id uuid constraint programme_claim_pk primary key,
    programme_id uuid not null constraint programme_claim_programme references programme,
    period text not null constraint programme_claim_period check (period ~ '^[0-9A-Za-z-]{4,20}$'),
    state text not null constraint programme_claim_state
        check (state in ('OPEN', 'FROZEN', 'SUBMITTED', 'PAID', 'PART_PAID', 'REJECTED')),
    opened_at timestamptz not null,
    frozen_at timestamptz,
    submitted_at timestamptz,
    settled_at timestamptz,
    claimed numeric(20, 2),
    paid numeric(20, 2),
    reference text,
    paid_on date,
    reasons text,
    constraint programme_claim_once unique (programme_id, period),
    constraint programme_claim_frozen check ((state = 'OPEN') = (frozen_at is null) and (frozen_at is null) = (claimed is null)),
    constraint programme_claim_settled
        check ((state in ('PAID', 'PART_PAID', 'REJECTED')) = (paid is not null) and (paid is null or paid <= claimed))
);
comment on table programme_claim is 'no-rls: one claim for all organisations, it names none';
create unique index programme_claim_one_open on programme_claim (programme_id) where state = 'OPEN';

create function programme_claim_move() returns trigger language plpgsql as $$
begin
    if new.state = old.state or (old.state, new.state) in (('OPEN', 'FROZEN'), ('FROZEN', 'SUBMITTED'))
            or (old.state = 'SUBMITTED' and new.state in ('PAID', 'PART_PAID', 'REJECTED')
                and current_user = 'billing_assessor') then
        return new;
    end if;
    raise exception 'a claim does not move from % to %', old.state, new.state
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger programme_claim_move before update on programme_claim
    for each row execute function programme_claim_move();
grant select on programme_claim to billing_app;
grant select, insert on programme_claim to billing_jobs;
grant update (state, frozen_at, submitted_at, claimed) on programme_claim to billing_jobs;
grant select on programme_claim to billing_assessor;
grant update (state, settled_at, paid, reference, paid_on, reasons) on programme_claim to billing_assessor;

create table claim_package (
    claim_id uuid constraint claim_package_pk primary key constraint claim_package_claim references programme_claim,
    content bytea not null,
    sha256 text not null constraint claim_package_sha256 check (sha256 = encode(sha256(content), 'hex')),
    packed_at timestamptz not null
);
alter table claim_package alter column content set storage external;
comment on table claim_package is 'no-rls: holds lines of several organisations; the tenants'' role has no right to it';
grant select, insert on claim_package to billing_jobs;
grant select on claim_package to billing_assessor;

-- The burn-down of a budget is a sum over all organisations: the jobs' role reads what accrued, never what was charged.
create policy budget_reads on accrual for select to billing_jobs using (true);
grant select on accrual to billing_jobs;
