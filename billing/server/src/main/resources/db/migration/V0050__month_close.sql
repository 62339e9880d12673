-- The close of months: which organisation is closed through which month, the bills that came of it, and the runs.

-- A row closes the month and every earlier one. Beside the instant stands what else the bill was made from that is no fact, so
-- that it can be made again.
create table month_close (
    organisation_id uuid not null,
    month text not null constraint month_close_month check (month ~ '^\d{4}-\d{2}$'),
    closed_at timestamptz not null,
    closed_by text not null,
    organisation_name text not null,
    issuer text not null,
    constraint month_close_pk primary key (organisation_id, month)
);

-- The bill as it was frozen: canonical JSON. A month in which nothing happened has no bill.
create table closed_bill (
    organisation_id uuid not null,
    month text not null,
    number text not null,
    net numeric(20, 2) not null,
    vat numeric(20, 2) not null,
    subsidy numeric(20, 2) not null,
    adjustments numeric(20, 2) not null,
    payable numeric(20, 2) not null,
    document bytea not null,
    sha256 text not null,
    constraint closed_bill_pk primary key (organisation_id, month),
    constraint closed_bill_number unique (organisation_id, number),
    constraint closed_bill_close foreign key (organisation_id, month) references month_close,
    constraint closed_bill_hash check (sha256 = encode(sha256(document), 'hex')),
    constraint closed_bill_sum check (payable = net + vat - subsidy + adjustments)
);

-- Why an organisation's month could not be closed. It is tried again; the row goes when that succeeds.
create table close_failure (
    organisation_id uuid not null,
    month text not null,
    at timestamptz not null,
    message text not null,
    constraint close_failure_pk primary key (organisation_id, month)
);

-- What a late fact says was charged too much on a closed bill. The bill stays; a person gives a credit note.
create table overcharge (
    organisation_id uuid not null,
    charge_id uuid not null,
    month text not null,
    amount numeric(20, 2) not null constraint overcharge_not_negative check (amount >= 0),
    noted_at timestamptz not null,
    constraint overcharge_pk primary key (organisation_id, charge_id)
);

do $$
declare
    name text;
begin
    foreach name in array array['month_close', 'closed_bill', 'close_failure', 'overcharge'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I for all to billing_app'
            ' using (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)'
            ' with check (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)', name);
        execute format('create policy jobs on %I for select to billing_jobs using (true)', name);
    end loop;
end $$;
grant select, insert on month_close, closed_bill to billing_app;
grant select, insert, update, delete on close_failure to billing_app;
grant select, insert, update on overcharge to billing_app;
grant select on month_close, close_failure, overcharge to billing_jobs;
grant select (organisation_id, month, number, net, vat, subsidy, adjustments, payable, sha256) on closed_bill to billing_jobs;

-- One row for each month that was ever to be closed: what is wanted of it. Who does the work reads it before each organisation.
create table close_run (
    month text constraint close_run_pk primary key constraint close_run_month check (month ~ '^\d{4}-\d{2}$'),
    wanted text not null constraint close_run_wanted check (wanted in ('RUN', 'STOP')),
    asked_by text not null,
    asked_at timestamptz not null,
    reason text,
    finished_at timestamptz
);
comment on table close_run is 'no-rls: the close of a month goes over all organisations and holds none''s data';
grant select, insert, update on close_run to billing_app;
grant select on close_run to billing_jobs;

-- The rights above already keep closed bills. This keeps them from the owner of the tables too.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is never changed', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger month_close_stays before update or delete or truncate on month_close
    for each statement execute function refuse_change();
create trigger closed_bill_stays before update or delete or truncate on closed_bill
    for each statement execute function refuse_change();

-- Nothing comes to a closed bill and nothing on it changes.
create function refuse_closed_month() returns trigger language plpgsql as $$
begin
    if exists (select from month_close where organisation_id = new.organisation_id and month >= new.month)
        or (tg_op = 'UPDATE'
            and exists (select from month_close where organisation_id = old.organisation_id and month >= old.month)) then
        raise exception 'month % is closed', new.month using errcode = 'check_violation', constraint = 'month_closed';
    end if;
    return new;
end $$;
create trigger charge_month_open before insert or update on charge
    for each row execute function refuse_closed_month();
create trigger accrual_month_open before insert on accrual
    for each row execute function refuse_closed_month();
create trigger adjustment_month_open before insert on adjustment
    for each row execute function refuse_closed_month();

-- What of a lease's day stands on earlier bills.
create index charge_lease on charge (organisation_id, lease_id, day) where lease_id is not null;
