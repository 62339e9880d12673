-- Grants are suspended and revoked; a revocation that claws money back is proposed by one assessor and confirmed by another.
alter table subsidy_grant add column state text not null default 'ACTIVE'
    constraint subsidy_grant_state check (state in ('ACTIVE', 'SUSPENDED', 'EXPIRED', 'REVOKED'));
grant update (state) on subsidy_grant to billing_assessor, billing_jobs;
create policy assessor_moves on subsidy_grant for update to billing_assessor using (true) with check (true);
create policy jobs on subsidy_grant to billing_jobs using (true) with check (true);
grant select on subsidy_grant to billing_jobs;

create function subsidy_grant_move() returns trigger language plpgsql as $$
begin
    if new.state = old.state
            or (old.state = 'ACTIVE' and new.state in ('SUSPENDED', 'EXPIRED', 'REVOKED'))
            or (old.state = 'SUSPENDED' and new.state in ('ACTIVE', 'EXPIRED', 'REVOKED'))
            or (old.state = 'EXPIRED' and new.state = 'REVOKED') then
        return new;
    end if;
    raise exception 'a grant does not move from % to %', old.state, new.state
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger subsidy_grant_move before update of state on subsidy_grant
    for each row execute function subsidy_grant_move();

create table clawback (
    organisation_id uuid not null,
    id uuid not null,
    grant_id uuid not null,
    programme_id uuid not null constraint clawback_programme references programme,
    starts_at timestamptz not null,
    state text not null constraint clawback_state
        check (state in ('PROPOSED', 'TURNED_DOWN', 'CONFIRMED', 'CHARGED', 'REPAID', 'WRITTEN_OFF')),
    reasons text not null constraint clawback_reasons check (char_length(reasons) between 1 and 2000),
    proposed_at timestamptz not null,
    proposed_by text not null,
    proposed_by_name text not null,
    confirmed_at timestamptz,
    confirmed_by text,
    confirmed_by_name text,
    charged_at timestamptz,
    reversed numeric(20, 2),
    receivable numeric(20, 2),
    constraint clawback_pk primary key (organisation_id, id),
    constraint clawback_grant foreign key (organisation_id, grant_id) references subsidy_grant,
    constraint clawback_two_persons check (confirmed_by <> proposed_by),
    constraint clawback_confirmed check (state in ('PROPOSED', 'TURNED_DOWN') or confirmed_by is not null),
    constraint clawback_charged check ((charged_at is null) = (reversed is null) and (reversed is null) = (receivable is null))
);
create unique index clawback_open on clawback (organisation_id, grant_id) where state in ('PROPOSED', 'CONFIRMED');

create function clawback_move() returns trigger language plpgsql as $$
begin
    if new.state = old.state
            or (old.state, new.state) in (('PROPOSED', 'TURNED_DOWN'), ('PROPOSED', 'CONFIRMED'), ('CONFIRMED', 'CHARGED'),
                ('CHARGED', 'REPAID'), ('CHARGED', 'WRITTEN_OFF')) then
        return new;
    end if;
    raise exception 'a clawback does not move from % to %', old.state, new.state
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger clawback_move before update on clawback for each row execute function clawback_move();

create table objection (
    organisation_id uuid not null,
    id uuid not null,
    clawback_id uuid not null,
    text text not null constraint objection_text check (char_length(text) between 1 and 2000),
    person text not null,
    person_name text not null,
    at timestamptz not null,
    constraint objection_pk primary key (organisation_id, id),
    constraint objection_clawback foreign key (organisation_id, clawback_id) references clawback
);

do $$
declare
    name text;
begin
    foreach name in array array['clawback', 'objection'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I to billing_app'
            ' using (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)'
            ' with check (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)', name);
    end loop;
end $$;
create policy assessor on clawback to billing_assessor using (true) with check (true);
create policy operator on clawback to billing_jobs using (true) with check (true);
create policy assessor_reads on objection for select to billing_assessor using (true);
create policy operator_reads on objection for select to billing_jobs using (true);
grant select on clawback to billing_app;
grant select, insert on clawback to billing_assessor;
grant update (state, confirmed_at, confirmed_by, confirmed_by_name) on clawback to billing_assessor;
grant select on clawback to billing_jobs;
grant update (state, charged_at, reversed, receivable) on clawback to billing_jobs;
grant select, insert on objection to billing_app;
grant select on objection to billing_assessor, billing_jobs;
