-- Models: the operator's catalogue (rows of the operator's own organisation) and the uploads of organisations.
create table model (
    id uuid not null,
    organisation_id uuid not null,
    slug text not null,
    name text not null,
    kind text not null,
    demonstration boolean not null,
    -- Formats in which the weights are there: GGUF, SAFETENSORS, ONNX. An upload is GGUF alone.
    formats text[] not null,
    -- File name below the model folders; null where the weights come with the engine.
    file text,
    architecture text not null,
    parameters bigint,
    context_length integer not null,
    quantisation text,
    file_bytes bigint not null,
    sha256 text not null,
    licence text,
    -- What the memory estimate multiplies; null where the header does not say.
    layers integer,
    kv_heads integer,
    key_length integer,
    value_length integer,
    embedding_length integer,
    created_at timestamptz not null,
    created_by text not null,
    constraint model_pk primary key (organisation_id, id),
    constraint model_slug_once unique (organisation_id, slug),
    constraint model_kind_known check (kind in ('CHAT', 'EMBEDDING')),
    constraint model_file_bytes_positive check (file_bytes > 0),
    constraint model_context_length_positive check (context_length > 0),
    constraint model_sha256_form check (sha256 ~ '^[0-9a-f]{64}$')
);

alter table model enable row level security;
alter table model force row level security;
create policy model_own on model to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy model_jobs on model for select to platform_jobs using (true);
grant select, insert, update, delete on model to platform_app;
grant select on model to platform_jobs;
