-- What must hold in the platform's database at any time. Each query finds what contradicts its sentence.

-- name: every migration succeeded
select version, description from flyway_schema_history where not success;

-- name: no chip is held by two leases at once
select a.chip_id, a.holder as one, b.holder as other
from chip_hold a join chip_hold b on a.chip_id = b.chip_id and a.holder < b.holder and a.held && b.held;

-- name: no pool was ever leased beyond its capacity, by a sweep over all leases
with step as (
    select pool_id, held_from as at, chips as change from lease where held_until is null or held_until > held_from
    union all
    select pool_id, held_until, -chips from lease where held_until > held_from
), total as (
    select pool_id, at, sum(sum(change)) over (partition by pool_id order by at) as held from step group by pool_id, at
)
select total.pool_id, total.at, total.held, capacity.chips as capacity
from total join (select pool_id, count(*) as chips from pool_chip group by pool_id) capacity using (pool_id)
where total.held > capacity.chips;

-- name: each lease holds exactly its chips, for exactly its time
select lease.id, lease.chips, count(chip_hold.chip_id) as held
from lease
left join chip_hold on chip_hold.holder = lease.id and chip_hold.held = tstzrange(lease.held_from, lease.held_until)
group by lease.organisation_id, lease.id, lease.chips having count(chip_hold.chip_id) <> lease.chips;

-- name: no chip is held without a lease
select holder, chip_id, held from chip_hold where not exists (select from lease where lease.id = chip_hold.holder);

-- name: no lease for inference is open without a replica that lives
select lease.id, lease.deployment_id, lease.held_from from lease
where lease.held_until is null and lease.purpose = 'INFERENCE'
    and not exists (select from replica
        where replica.organisation_id = lease.organisation_id and replica.lease_id = lease.id
            and replica.state in ('STARTING', 'READY', 'STOPPING'));

-- name: no replica lives on a lease that is closed
select replica.id, replica.state, lease.held_until
from replica join lease on lease.organisation_id = replica.organisation_id and lease.id = replica.lease_id
where replica.state in ('STARTING', 'READY') and lease.held_until is not null;

-- name: nothing is wanted stopped or deleted and has a replica that serves since a minute
select deployment.id, deployment.wanted, replica.id as replica
from deployment join replica
    on replica.organisation_id = deployment.organisation_id and replica.deployment_id = deployment.id
where deployment.wanted <> 'RUNNING' and replica.state = 'READY' and deployment.since < now() - interval '1 minute';

-- name: every organisation has an owner
select organisation_id, slug from organisation
where organisation_id <> '00000000-0000-7000-8000-000000000001'
    and not exists (select from member
        where member.organisation_id = organisation.organisation_id and member.role = 'OWNER');

-- name: every table has forced row-level security or says why not
select relname from pg_class
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
    and coalesce(obj_description(oid, 'pg_class'), '') not like 'no-rls: %';
