-- Deployments, the replicas that the reconciler made for them, and the states that they went through.
create table deployment (
    id uuid not null,
    organisation_id uuid not null,
    name text not null,
    shared boolean not null,
    -- The model is the organisation's own or one of the operator's catalogue.
    model_organisation_id uuid not null,
    model_id uuid not null,
    pool_id uuid not null,
    engine text not null,
    context_length integer not null,
    parallel integer not null,
    replicas integer not null,
    wanted text not null,
    state text not null,
    since timestamptz not null,
    reason text,
    -- Starts that failed one after another since a replica was last ready, and when the next try is due.
    failures integer not null default 0,
    next_try timestamptz not null,
    -- Raised by every start; the steps shown are those of the last one.
    run integer not null default 1,
    -- The route as it was told last; a new one is told when it differs.
    route text,
    created_at timestamptz not null,
    created_by text not null,
    constraint deployment_pk primary key (organisation_id, id),
    constraint deployment_model_fk foreign key (model_organisation_id, model_id) references model (organisation_id, id),
    constraint deployment_model_visible check (
        model_organisation_id = organisation_id
        or model_organisation_id = '00000000-0000-7000-8000-000000000001'),
    constraint deployment_pool_fk foreign key (pool_id) references pool (id),
    constraint deployment_replicas_bounded check (replicas between 1 and 8),
    constraint deployment_wanted_known check (wanted in ('RUNNING', 'STOPPED', 'DELETED')),
    constraint deployment_state_known check (state in
        ('WAITING_FOR_CHIPS', 'LOADING', 'READY', 'DEGRADED', 'STOPPING', 'STOPPED', 'FAILED')),
    constraint deployment_shared_is_operators check (
        not shared or organisation_id = '00000000-0000-7000-8000-000000000001')
);
create unique index deployment_name_once on deployment (organisation_id, name) where wanted <> 'DELETED';
create index deployment_model on deployment (model_organisation_id, model_id);

create table replica (
    id uuid not null,
    organisation_id uuid not null,
    deployment_id uuid not null,
    lease_id uuid not null,
    state text not null,
    since timestamptz not null,
    url text,
    ready_at timestamptz,
    failure text,
    created_at timestamptz not null,
    constraint replica_pk primary key (organisation_id, id),
    constraint replica_deployment_fk foreign key (organisation_id, deployment_id)
        references deployment (organisation_id, id) on delete cascade,
    constraint replica_lease_fk foreign key (organisation_id, lease_id) references lease (organisation_id, id),
    constraint replica_lease_once unique (organisation_id, lease_id),
    constraint replica_state_known check (state in ('STARTING', 'READY', 'STOPPING', 'ENDED', 'FAILED'))
);
create index replica_deployment on replica (organisation_id, deployment_id, created_at);
create index replica_live on replica (id) where state in ('STARTING', 'READY', 'STOPPING');

create table deployment_step (
    id uuid not null,
    organisation_id uuid not null,
    deployment_id uuid not null,
    run integer not null,
    state text not null,
    begun timestamptz not null,
    ended timestamptz,
    reason text,
    constraint deployment_step_pk primary key (organisation_id, id),
    constraint deployment_step_deployment_fk foreign key (organisation_id, deployment_id)
        references deployment (organisation_id, id) on delete cascade
);
create unique index deployment_step_open_once on deployment_step (organisation_id, deployment_id) where ended is null;
create index deployment_step_run on deployment_step (organisation_id, deployment_id, run, begun);

alter table deployment enable row level security;
alter table deployment force row level security;
create policy deployment_own on deployment to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy deployment_jobs on deployment for select to platform_jobs using (true);
grant select, insert, update, delete on deployment to platform_app;
grant select on deployment to platform_jobs;

alter table replica enable row level security;
alter table replica force row level security;
create policy replica_own on replica to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy replica_jobs on replica for select to platform_jobs using (true);
grant select, insert, update, delete on replica to platform_app;
grant select on replica to platform_jobs;

alter table deployment_step enable row level security;
alter table deployment_step force row level security;
create policy deployment_step_own on deployment_step to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert, update, delete on deployment_step to platform_app;
