-- Where each consumer stands, and what could not be read.
create table consumer_offset (
    consumer text not null,
    topic text not null,
    partition int not null,
    next_offset bigint not null,
    primary key (consumer, topic, partition)
);
comment on table consumer_offset is 'no-rls: positions on Kafka topics hold no organisation''s data';
grant select, insert, update on consumer_offset to billing_app;

create table quarantine (
    id uuid primary key,
    topic text not null,
    partition int not null,
    record_offset bigint not null,
    at timestamptz not null,
    reason text not null,
    body text not null,
    constraint quarantine_once unique (topic, partition, record_offset)
);
comment on table quarantine is 'no-rls: what could not be read has no organisation that could be believed; operators only';
grant select, insert on quarantine to billing_app;

create table intake_count (
    consumer text not null,
    topic text not null,
    stored bigint not null,
    duplicates bigint not null,
    quarantined bigint not null,
    primary key (consumer, topic)
);
comment on table intake_count is 'no-rls: sums over all organisations, for operators and tests';
grant select, insert, update on intake_count to billing_app;

-- Each fact once, for ever. The id is a UUIDv7, made where the fact arose; its month is the partition's, so that uniqueness
-- over the partitions is uniqueness over all. The key is the id alone, not the organisation and the id: the same fact must
-- not be billed to two organisations. Ids are random and made by us, so the key tells nobody anything.
create table fact (
    id uuid not null,
    organisation_id uuid not null,
    type text not null,
    source text not null,
    at timestamptz not null,
    recorded_at timestamptz not null,
    request text,
    first_token_millis bigint,
    body jsonb not null,
    constraint fact_once primary key (id)
) partition by range (id);
create index fact_organisation on fact (organisation_id, id);
create index fact_request on fact (organisation_id, request) where request is not null;
alter table fact enable row level security;
alter table fact force row level security;
create policy tenant on fact for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert on fact to billing_app;
