-- The books: double entry, insert-only by privilege, balanced by a deferred constraint.
create table ledger_book (
    organisation_id uuid primary key
);
comment on table ledger_book is 'One row for each organisation: locked before its money moves.';
alter table ledger_book enable row level security;
alter table ledger_book force row level security;
create policy tenant on ledger_book for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
-- UPDATE is what FOR UPDATE asks for.
grant select, insert, update on ledger_book to billing_app;

create table ledger_transaction (
    organisation_id uuid not null,
    id uuid not null,
    business_key text not null,
    cause text not null,
    charge_id uuid,
    month text not null constraint ledger_transaction_month check (month ~ '^\d{4}-\d{2}$'),
    booked_at timestamptz not null,
    author text not null,
    primary key (organisation_id, id),
    constraint ledger_transaction_once unique (organisation_id, business_key)
);
create index ledger_transaction_charge on ledger_transaction (organisation_id, charge_id) where charge_id is not null;
alter table ledger_transaction enable row level security;
alter table ledger_transaction force row level security;
create policy tenant on ledger_transaction for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert on ledger_transaction to billing_app;

create table ledger_posting (
    organisation_id uuid not null,
    transaction_id uuid not null,
    line smallint not null,
    account text not null,
    debit numeric(20, 2) not null,
    credit numeric(20, 2) not null,
    primary key (organisation_id, transaction_id, line),
    constraint ledger_posting_transaction foreign key (organisation_id, transaction_id) references ledger_transaction,
    constraint ledger_posting_one_side check ((debit > 0 and credit = 0) or (credit > 0 and debit = 0))
);
create index ledger_posting_account on ledger_posting (organisation_id, account);
alter table ledger_posting enable row level security;
alter table ledger_posting force row level security;
create policy tenant on ledger_posting for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert on ledger_posting to billing_app;

-- Sums of the postings, kept with them; checked against them by `aquifer verify`.
create table ledger_balance (
    organisation_id uuid not null,
    account text not null,
    month text not null,
    debit numeric(20, 2) not null,
    credit numeric(20, 2) not null,
    primary key (organisation_id, account, month)
);
alter table ledger_balance enable row level security;
alter table ledger_balance force row level security;
create policy tenant on ledger_balance for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert, update on ledger_balance to billing_app;

-- Runs when the database transaction ends. It looks as the organisation of the row, whatever the transaction is bound to by
-- then: a batch of the intake moves on from organisation to organisation.
create function ledger_balanced() returns trigger language plpgsql as $$
declare
    bound text := coalesce(current_setting('aquifer.organisation', true), '');
    acting text := current_setting('role');
    entry uuid;
    lines int;
    difference numeric;
begin
    if tg_table_name = 'ledger_transaction' then
        entry := new.id;
    else
        entry := new.transaction_id;
    end if;
    perform set_config('role', 'none', true);
    perform set_config('aquifer.organisation', new.organisation_id::text, true);
    select count(*), coalesce(sum(debit - credit), 0) into lines, difference
        from ledger_posting where organisation_id = new.organisation_id and transaction_id = entry;
    perform set_config('aquifer.organisation', bound, true);
    perform set_config('role', acting, true);
    if lines < 2 or difference <> 0 then
        raise exception 'ledger transaction % is not balanced: % lines, difference %', entry, lines, difference
            using errcode = 'check_violation', constraint = 'ledger_balanced';
    end if;
    return null;
end $$;
create constraint trigger ledger_transaction_balanced after insert on ledger_transaction
    deferrable initially deferred for each row execute function ledger_balanced();
create constraint trigger ledger_posting_balanced after insert on ledger_posting
    deferrable initially deferred for each row execute function ledger_balanced();
