-- Clusters, pools and their chips, and which chips are held when. The first three are the operator's and the same for every organisation, so no row-level security.
create table cluster (
    id uuid not null,
    name text not null,
    region text not null,
    simulated boolean not null,
    constraint cluster_pk primary key (id),
    constraint cluster_name_unique unique (name)
);
comment on table cluster is 'no-rls: the operator''s clusters, the same for every organisation';

create table pool (
    id uuid not null,
    cluster_id uuid not null,
    name text not null,
    name_zh text not null,
    chip_type text not null,
    -- Counts the grants of the pool. Raising it takes the row's lock: all grants of one pool stand in line here.
    grants bigint not null default 0,
    constraint pool_pk primary key (id),
    constraint pool_cluster_fk foreign key (cluster_id) references cluster (id),
    constraint pool_chip_type_once_in_cluster unique (cluster_id, chip_type)
);
comment on table pool is 'no-rls: the operator''s pools, the same for every organisation';

-- One row for each chip. The capacity of a pool is the number of its chips, so a grant beyond it has no row to point at.
create table pool_chip (
    id bigint generated always as identity,
    pool_id uuid not null,
    position integer not null,
    constraint pool_chip_pk primary key (id),
    constraint pool_chip_pool_fk foreign key (pool_id) references pool (id),
    constraint pool_chip_position_once unique (pool_id, position),
    constraint pool_chip_position_positive check (position > 0)
);
comment on table pool_chip is 'no-rls: the chips of the operator''s pools, the same for every organisation';

-- Which chip is held over which interval. The holder is a lease, whose owner stands only in `lease`: the constraint has to
-- see the chips of all organisations, and a row here names none of them. Two nets hold the capacity: the lock on the
-- pool's row orders the grants, and the exclusion constraint refuses a chip that is held already, whatever the code
-- believes and however many servers grant.
create table chip_hold (
    holder uuid not null,
    chip_id bigint not null,
    held tstzrange not null,
    constraint chip_hold_pk primary key (holder, chip_id),
    constraint chip_hold_chip_fk foreign key (chip_id) references pool_chip (id),
    constraint chip_hold_interval_half_open check (isempty(held) or (lower_inc(held) and not upper_inc(held))),
    -- The one-number range stands for "same chip": so no extension is needed for an equality in a GiST index.
    constraint chip_hold_once exclude using gist (int8range(chip_id, chip_id, '[]') with &&, held with &&)
);
create index chip_hold_now on chip_hold (chip_id) where upper_inf(held);
comment on table chip_hold is
    'no-rls: chips and intervals without the organisation; the capacity constraint has to see all of them';
grant select, insert on chip_hold to platform_app;
grant update (held) on chip_hold to platform_app;
grant select on chip_hold to platform_jobs;

grant select on cluster, pool, pool_chip to platform_app, platform_jobs;
grant update (grants) on pool to platform_app;

insert into cluster (id, name, region, simulated) values
    ('00000000-0000-7000-8000-000000000c00', 'local', 'local', false),
    ('00000000-0000-7000-8000-000000000c01', 'sim-shanghai', 'cn-shanghai', true),
    ('00000000-0000-7000-8000-000000000c02', 'sim-beijing', 'cn-beijing', true),
    ('00000000-0000-7000-8000-000000000c03', 'sim-singapore', 'ap-singapore', true);

insert into pool (id, cluster_id, name, name_zh, chip_type) values
    ('00000000-0000-7000-8000-000000000a00', '00000000-0000-7000-8000-000000000c00',
     'CPU shares of this machine', '本机 CPU 份额', 'local-cpu'),
    ('00000000-0000-7000-8000-000000000a01', '00000000-0000-7000-8000-000000000c01',
     'NVIDIA H20, Shanghai', '英伟达 H20（上海）', 'nvidia-h20-96g'),
    ('00000000-0000-7000-8000-000000000a02', '00000000-0000-7000-8000-000000000c03',
     'AMD MI300X, Singapore', 'AMD MI300X（新加坡）', 'amd-mi300x'),
    ('00000000-0000-7000-8000-000000000a03', '00000000-0000-7000-8000-000000000c01',
     'Ascend 910B4, Shanghai', '昇腾 910B4（上海）', 'huawei-ascend-910b4'),
    ('00000000-0000-7000-8000-000000000a04', '00000000-0000-7000-8000-000000000c01',
     'Iluvatar BI-V150, Shanghai', '天数智芯 天垓150（上海）', 'iluvatar-bi-v150'),
    ('00000000-0000-7000-8000-000000000a05', '00000000-0000-7000-8000-000000000c01',
     'MetaX C500, Shanghai', '沐曦 曦云 C500（上海）', 'metax-c500'),
    ('00000000-0000-7000-8000-000000000a06', '00000000-0000-7000-8000-000000000c02',
     'Moore Threads MTT S4000, Beijing', '摩尔线程 MTT S4000（北京）', 'mthreads-mtt-s4000');

-- The local pool has eight shares of the machine's CPU: one replica takes one share, whatever it uses of it.
insert into pool_chip (pool_id, position)
select p.id, n from pool p, generate_series(1, case p.chip_type
    when 'local-cpu' then 8
    when 'nvidia-h20-96g' then 64
    when 'amd-mi300x' then 32
    when 'huawei-ascend-910b4' then 128
    when 'iluvatar-bi-v150' then 64
    when 'metax-c500' then 64
    else 64 end) as n
order by p.id, n;
