-- The balance of a ledger transaction is checked once, with its head, not once more for each of its lines: that check was most of
-- what a posting cost. Lines are numbered from 0, and a head must have its lines 0 and 1; so whatever is added later to a
-- transaction that is there has a higher number, and those are still checked, each.
create or replace function ledger_balanced() returns trigger language plpgsql as $$
declare
    bound text := coalesce(current_setting('aquifer.organisation', true), '');
    acting text := current_setting('role');
    entry uuid;
    lines int;
    first_lines int;
    difference numeric;
begin
    if tg_table_name = 'ledger_transaction' then
        entry := new.id;
    else
        entry := new.transaction_id;
    end if;
    if acting <> 'none' then
        perform set_config('role', 'none', true);
    end if;
    if bound <> new.organisation_id::text then
        perform set_config('aquifer.organisation', new.organisation_id::text, true);
    end if;
    select count(*), count(*) filter (where line in (0, 1)), coalesce(sum(debit - credit), 0)
        into lines, first_lines, difference
        from ledger_posting where organisation_id = new.organisation_id and transaction_id = entry;
    if bound <> new.organisation_id::text then
        perform set_config('aquifer.organisation', bound, true);
    end if;
    if acting <> 'none' then
        perform set_config('role', acting, true);
    end if;
    if lines < 2 or first_lines <> 2 or difference <> 0 then
        raise exception 'ledger transaction % is not balanced: % lines, difference %', entry, lines, difference
            using errcode = 'check_violation', constraint = 'ledger_balanced';
    end if;
    return null;
end $$;
drop trigger ledger_posting_balanced on ledger_posting;
create constraint trigger ledger_posting_balanced after insert on ledger_posting
    deferrable initially deferred for each row when (new.line > 1 or new.line < 0) execute function ledger_balanced();
