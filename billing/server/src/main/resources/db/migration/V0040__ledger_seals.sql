-- The books of an auditor: nobody changes or deletes an entry, the owner of the tables included, and what was booked is sealed in
-- batches after its commit. Each book (one for each organisation, and one of the house for money that belongs to no organisation
-- yet) has a chain of its own: a seal's hash is SHA-256 over the hash before it and the canonical text of the batch.

-- Transactions of one organisation are posted one after another (ledger_book is locked), so the number ascends in the order
-- of their commits: a batch up to the highest number that can be seen is complete.
alter table ledger_transaction add column sequence bigint generated always as identity;
create index ledger_transaction_sequence on ledger_transaction (organisation_id, sequence);
create index ledger_transaction_booked on ledger_transaction (organisation_id, booked_at);
create index ledger_transaction_export on ledger_transaction (sequence);

create table ledger_seal (
    organisation_id uuid not null,
    number int not null constraint ledger_seal_number check (number > 0),
    after_sequence bigint not null,
    through_sequence bigint not null,
    transactions int not null constraint ledger_seal_transactions check (transactions > 0),
    previous bytea not null,
    hash bytea not null,
    sealed_at timestamptz not null,
    constraint ledger_seal_pk primary key (organisation_id, number),
    constraint ledger_seal_range check (after_sequence < through_sequence)
);
alter table ledger_seal enable row level security;
alter table ledger_seal force row level security;
create policy tenant on ledger_seal for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy jobs on ledger_seal for select to billing_jobs using (true);
grant select, insert on ledger_seal to billing_app;
grant select on ledger_seal to billing_jobs;

-- What a book's chain begins with.
create function ledger_seal_root(organisation uuid) returns bytea language sql immutable
    set search_path = pg_catalog as $$ select sha256(convert_to('aquifer ledger ' || organisation, 'UTF8')) $$;

-- One line of JSON for each transaction, in the order of their numbers: all that was booked, and nothing that depends on how the
-- database shows it. Runs with the caller's rights.
create function ledger_seal_hash(organisation uuid, after_sequence bigint, through_sequence bigint, previous bytea)
    returns bytea language sql stable as $$
    select sha256(previous || convert_to(coalesce(string_agg(entry.line, E'\n' order by entry.sequence), ''), 'UTF8'))
    from (
        select t.sequence, json_build_array(t.organisation_id::text, t.sequence, t.id::text, t.business_key, t.cause,
            t.charge_id::text, t.month, to_char(t.booked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), t.author,
            coalesce((select json_agg(json_build_array(p.line, p.account, p.debit::text, p.credit::text) order by p.line)
                from ledger_posting p
                where p.organisation_id = t.organisation_id and p.transaction_id = t.id), '[]'::json))::text as line
        from ledger_transaction t
        where t.organisation_id = organisation and t.sequence > $2 and t.sequence <= $3
    ) entry $$;

-- Refuses for everybody what the privileges refuse for the application alone.
create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger ledger_transaction_append_only before update or delete or truncate on ledger_transaction
    for each statement execute function ledger_is_append_only();
create trigger ledger_posting_append_only before update or delete or truncate on ledger_posting
    for each statement execute function ledger_is_append_only();
create trigger ledger_seal_append_only before update or delete or truncate on ledger_seal
    for each statement execute function ledger_is_append_only();

-- An operator reads the books of all organisations together: the trial balance and the journal of the whole platform.
create policy jobs on ledger_book for select to billing_jobs using (true);
create policy jobs on ledger_transaction for select to billing_jobs using (true);
create policy jobs on ledger_posting for select to billing_jobs using (true);
create policy jobs on ledger_balance for select to billing_jobs using (true);
grant select on ledger_book, ledger_transaction, ledger_posting, ledger_balance to billing_jobs;

-- An account's newest entries, of one book and of all. Ids ascend with time.
create index ledger_posting_of_book on ledger_posting (organisation_id, account, transaction_id);
create index ledger_posting_of_all on ledger_posting (account, transaction_id);
drop index ledger_posting_account;
