-- Runs at each start, as the owner: monthly partitions of the facts and of what went into which charge, 24 months ahead, so
-- that there is always one before it is needed. A month's bounds are the smallest UUIDv7 of its first and of the next month's
-- first millisecond.
do $$
declare
    parent text;
    month timestamp;
    name text;
begin
    foreach parent in array array['fact', 'charge_fact'] loop
        -- As long as not all migrations ran, they need not be partitioned.
        if not exists (select from pg_partitioned_table where partrelid = to_regclass(parent)) then
            continue;
        end if;
        month := timestamp '2026-01-01';
        while month < (now() at time zone 'UTC') + interval '24 months' loop
            name := parent || '_' || to_char(month, 'YYYY_MM');
            if to_regclass(name) is null then
                execute format('create table %I partition of %I for values from (%L) to (%L)', name, parent,
                    rpad(lpad(to_hex((extract(epoch from month) * 1000)::bigint), 12, '0'), 32, '0')::uuid,
                    rpad(lpad(to_hex((extract(epoch from month + interval '1 month') * 1000)::bigint), 12, '0'), 32, '0')::uuid);
            end if;
            month := month + interval '1 month';
        end loop;
        if to_regclass(parent || '_other') is null then
            execute format('create table %I partition of %I default', parent || '_other', parent);
        end if;
        -- Nobody has a right to a partition by its own name; should somebody be given one, the same rule holds there.
        for name in select inhrelid::regclass::text from pg_inherits where inhparent = parent::regclass loop
            execute format('alter table %s enable row level security', name);
            execute format('alter table %s force row level security', name);
            if not exists (select from pg_policies where tablename = name) then
                execute format('create policy tenant on %s for all to billing_app'
                    ' using (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)'
                    ' with check (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)', name);
            end if;
        end loop;
    end loop;
end $$;
comment on table flyway_schema_history is 'no-rls: the migrations that ran';
