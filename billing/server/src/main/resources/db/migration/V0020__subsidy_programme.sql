-- Subsidy programmes are data: ratio, base, bounds and texts of a city's document, in versions that are never changed once
-- published. Nobody writes them but migrations and, later, assessors; the application only reads them and counts use.
create extension if not exists btree_gist;

create table programme (
    id uuid constraint programme_pk primary key,
    code text not null constraint programme_code_unique unique
        constraint programme_code_form check (code ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$')
);
comment on table programme is 'no-rls: programmes are public, the same for all organisations';

create table programme_version (
    programme_id uuid not null constraint programme_version_programme references programme,
    version integer not null constraint programme_version_positive check (version > 0),
    state text not null constraint programme_version_state check (state in ('DRAFT', 'PUBLISHED', 'CLOSED')),
    title text not null,
    title_zh text not null,
    city text not null,
    level text not null constraint programme_version_level check (level in ('CITY', 'DISTRICT', 'NATIONAL')),
    document_title text not null,
    document_number text,
    document_date date not null,
    document_link text,
    valid_from timestamptz not null,
    valid_until timestamptz not null,
    max_ratio numeric(9, 8) not null
        constraint programme_version_ratio check (max_ratio > 0 and max_ratio <= 1),
    domestic_bonus numeric(9, 8) not null
        constraint programme_version_bonus check (domestic_bonus >= 0 and domestic_bonus <= 1),
    kinds text[] not null,
    purposes text[] not null,
    requirements text[] not null,
    budget numeric(20, 2) constraint programme_version_budget check (budget >= 0),
    organisation_ceiling numeric(20, 2) constraint programme_version_ceiling check (organisation_ceiling >= 0),
    priority integer not null,
    note text not null,
    published_at timestamptz,
    constraint programme_version_pk primary key (programme_id, version),
    constraint programme_version_period check (valid_from < valid_until),
    constraint programme_version_published check ((state = 'DRAFT') = (published_at is null))
);
comment on table programme_version is 'no-rls: programmes are public, the same for all organisations';

-- A grant, an accrual and a claim rest on a published version: not even the owner changes one by a slip.
create function programme_version_keep() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.state = 'DRAFT' then
        return new;
    end if;
    if tg_op = 'UPDATE' and old.state = 'PUBLISHED' and new.state = 'CLOSED'
            and (to_jsonb(new) - 'state') = (to_jsonb(old) - 'state') then
        return new;
    end if;
    if tg_op = 'DELETE' and old.state = 'DRAFT' then
        return old;
    end if;
    raise exception 'version % of a programme is published and never changed', old.version
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger programme_version_keep before update or delete on programme_version
    for each row execute function programme_version_keep();

-- One row per programme that every accrual passes: updated once per batch, under its lock.
create table programme_use (
    programme_id uuid constraint programme_use_pk primary key
        constraint programme_use_programme references programme,
    used numeric(20, 2) not null default 0 constraint programme_use_not_negative check (used >= 0),
    budget numeric(20, 2),
    constraint programme_use_within_budget check (budget is null or used <= budget)
);
comment on table programme_use is 'no-rls: one sum for all organisations, it names none';

create table organisation_use (
    organisation_id uuid not null,
    programme_id uuid not null constraint organisation_use_programme references programme,
    service_year integer not null,
    used numeric(20, 2) not null default 0 constraint organisation_use_not_negative check (used >= 0),
    ceiling numeric(20, 2),
    constraint organisation_use_pk primary key (organisation_id, programme_id, service_year),
    constraint organisation_use_within_ceiling check (ceiling is null or used <= ceiling)
);
alter table organisation_use enable row level security;
alter table organisation_use force row level security;
create policy tenant on organisation_use to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);

grant select on programme, programme_version to billing_app, billing_assessor;
grant select on programme_use to billing_app, billing_assessor;
grant update (used, budget) on programme_use to billing_app;
grant select, insert on organisation_use to billing_app;
grant update (used, ceiling) on organisation_use to billing_app;

-- Shanghai's measures of 2023. What the document does not state is marked in the note.
insert into programme (id, code) values ('00000000-0000-7000-8000-000000000101', 'SH-2023');
insert into programme_version (programme_id, version, state, title, title_zh, city, level, document_title, document_number,
    document_date, document_link, valid_from, valid_until, max_ratio, domestic_bonus, kinds, purposes, requirements, budget,
    organisation_ceiling, priority, note, published_at)
values ('00000000-0000-7000-8000-000000000101', 1, 'PUBLISHED',
    'Shanghai: support for the innovation of large AI models',
    '上海市人工智能大模型创新发展扶持',
    'Shanghai', 'CITY',
    '上海市推动人工智能大模型创新发展若干措施（2023–2025年）', null, date '2023-11-07', null,
    timestamptz '2023-11-07 00:00+08', timestamptz '2028-01-01 00:00+08',
    0.10, 0, '{lease}', '{}', '{BUSINESS_LICENCE,MODEL_STATEMENT,DECLARATION}',
    5000000.00, 1000000.00, 10,
    'Stated by the document: up to 10 % of the rent of those who develop large models. Not stated by it, set for '
        'demonstration: the end (the measures run to 2025; here a demonstration extension to 2027-12-31), the budget of '
        '5,000,000.00, the ceiling of 1,000,000.00 per organisation and calendar year, and the list of evidence.',
    timestamptz '2023-11-07 00:00+08');
insert into programme_use (programme_id, budget) values ('00000000-0000-7000-8000-000000000101', 5000000.00);
