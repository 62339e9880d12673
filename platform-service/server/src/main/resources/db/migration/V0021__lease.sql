-- Leases: the only grant of chips. The chips themselves are held in `chip_hold`, which cannot hold one twice; here a
-- deferred trigger refuses a lease whose chips and interval are not exactly those that it holds. A lease is never opened
-- and closed in one transaction.
create table lease (
    id uuid not null,
    organisation_id uuid not null,
    pool_id uuid not null,
    chip_type text not null,
    simulated boolean not null,
    chips integer not null,
    purpose text not null,
    deployment_id uuid,
    free boolean not null,
    held_from timestamptz not null,
    held_until timestamptz,
    -- The last sign of life of what runs on the chips; an open lease is charged up to here.
    alive timestamptz not null,
    constraint lease_pk primary key (organisation_id, id),
    constraint lease_pool_fk foreign key (pool_id) references pool (id),
    constraint lease_chips_positive check (chips > 0),
    constraint lease_purpose_known check (purpose in ('INFERENCE', 'TRAINING')),
    constraint lease_interval_forward check (held_until >= held_from),
    constraint lease_alive_after_start check (alive >= held_from)
);
create index lease_open on lease (id) where held_until is null;

alter table lease enable row level security;
alter table lease force row level security;
create policy lease_own on lease to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy lease_jobs on lease to platform_jobs using (true) with check (true);
grant select, insert on lease to platform_app;
grant update (held_until, alive) on lease to platform_app;
grant select on lease to platform_jobs;
grant update (alive) on lease to platform_jobs;

create function lease_holds_its_chips() returns trigger language plpgsql as $$
declare
    holding integer;
begin
    select count(*) into holding
    from chip_hold c join pool_chip p on p.id = c.chip_id
    where c.holder = new.id and p.pool_id = new.pool_id and c.held = tstzrange(new.held_from, new.held_until);
    if holding <> new.chips then
        raise exception 'lease % is of % chips and holds %', new.id, new.chips, holding
            using errcode = 'check_violation', constraint = 'lease_holds_its_chips';
    end if;
    return null;
end $$;

create constraint trigger lease_holds_its_chips
    after insert or update of held_until on lease
    deferrable initially deferred
    for each row execute function lease_holds_its_chips();
