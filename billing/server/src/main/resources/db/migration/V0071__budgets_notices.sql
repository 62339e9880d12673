-- Budgets, what the organisation is told, and its ways out. Each threshold of a budget is told once a month: notice.once
-- holds what was told, and the key keeps it single whoever looks at the same time.
create table budget (
    organisation_id uuid not null,
    id uuid not null,
    scope text not null constraint budget_scope check (scope in ('ORGANISATION', 'LABEL', 'KEY', 'DEPLOYMENT')),
    subject text not null,
    amount numeric(20, 2) not null constraint budget_amount check (amount > 0),
    thresholds int[] not null constraint budget_thresholds check (cardinality(thresholds) between 1 and 6),
    pause boolean not null,
    changed_by text not null,
    changed_at timestamptz not null,
    primary key (organisation_id, id),
    constraint budget_once unique (organisation_id, scope, subject),
    constraint budget_pause check (not pause or scope in ('ORGANISATION', 'KEY'))
);
comment on column budget.subject is 'the label, or the id of the key or deployment; empty for the organisation';
alter table budget enable row level security;
alter table budget force row level security;
create policy tenant on budget for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy jobs on budget for select to billing_jobs using (true);
grant select, insert, update, delete on budget to billing_app;
grant select on budget to billing_jobs;

create table notice (
    organisation_id uuid not null,
    id uuid not null,
    kind text not null,
    at timestamptz not null,
    once text,
    parameters jsonb not null,
    primary key (organisation_id, id),
    constraint notice_once unique (organisation_id, once)
);
comment on column notice.once is 'what must be told once; null where it may be told again';
alter table notice enable row level security;
alter table notice force row level security;
create policy tenant on notice for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert on notice to billing_app;

create table notice_read (
    organisation_id uuid not null,
    person text not null,
    through uuid not null,
    primary key (organisation_id, person)
);
alter table notice_read enable row level security;
alter table notice_read force row level security;
create policy tenant on notice_read for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert, update on notice_read to billing_app;

create table notice_address (
    organisation_id uuid not null,
    id uuid not null,
    address text not null,
    language text not null constraint notice_address_language check (language in ('zh', 'en')),
    added_by text not null,
    added_at timestamptz not null,
    removed_at timestamptz,
    primary key (organisation_id, id)
);
create unique index notice_address_once on notice_address (organisation_id, lower(address)) where removed_at is null;
alter table notice_address enable row level security;
alter table notice_address force row level security;
create policy tenant on notice_address for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert, update on notice_address to billing_app;

create table webhook (
    organisation_id uuid not null,
    id uuid not null,
    url text not null,
    secret text not null,
    added_by text not null,
    added_at timestamptz not null,
    removed_at timestamptz,
    primary key (organisation_id, id)
);
comment on column webhook.secret is 'signs what is posted, so it cannot be kept as a hash; never read by a request';
create unique index webhook_once on webhook (organisation_id, url) where removed_at is null;
alter table webhook enable row level security;
alter table webhook force row level security;
create policy tenant on webhook for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert, update on webhook to billing_app;

-- The queue of what goes out. A worker claims a row by moving next_at ahead, sends outside any transaction, and writes down
-- what became of it; after a crash in between the claim runs out and it is sent again under the same id.
create table delivery (
    organisation_id uuid not null,
    id uuid not null,
    notice_id uuid not null,
    channel text not null constraint delivery_channel check (channel in ('MAIL', 'WEBHOOK')),
    receiver_id uuid not null,
    receiver text not null,
    state text not null constraint delivery_state check (state in ('WAITING', 'DELIVERED', 'GIVEN_UP')),
    attempts int not null,
    outcome text,
    created_at timestamptz not null,
    next_at timestamptz,
    delivered_at timestamptz,
    primary key (organisation_id, id),
    constraint delivery_notice foreign key (organisation_id, notice_id) references notice
);
create index delivery_waiting on delivery (next_at) where state = 'WAITING';
alter table delivery enable row level security;
alter table delivery force row level security;
create policy tenant on delivery for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy jobs on delivery for select to billing_jobs using (true);
create policy jobs_claim on delivery for update to billing_jobs using (true);
grant select, insert, update on delivery to billing_app;
grant select, update on delivery to billing_jobs;
