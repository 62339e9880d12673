-- An organisation applies with evidence; an assessor decides. The assessor is another database role that sees what was
-- submitted and nothing else; evidence and decisions are never changed or deleted.
create table application (
    organisation_id uuid not null,
    id uuid not null,
    programme_id uuid not null constraint application_programme references programme,
    state text not null constraint application_state
        check (state in ('DRAFT', 'SUBMITTED', 'APPROVED', 'REFUSED', 'WITHDRAWN')),
    company text not null constraint application_company check (char_length(company) between 1 and 200),
    purpose text not null constraint application_purpose check (char_length(purpose) between 1 and 2000),
    contact text not null constraint application_contact check (char_length(contact) between 1 and 200),
    created_at timestamptz not null,
    created_by text not null,
    submitted_at timestamptz,
    decided_at timestamptz,
    constraint application_pk primary key (organisation_id, id),
    constraint application_submitted
        check (state = 'DRAFT' or submitted_at is not null or state = 'WITHDRAWN'),
    constraint application_decided check ((state in ('APPROVED', 'REFUSED')) = (decided_at is not null))
);
create index application_queue on application (state, submitted_at) where state <> 'DRAFT';
create index application_id on application (id);
alter table application enable row level security;
alter table application force row level security;
create policy tenant on application to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy assessor_reads on application for select to billing_assessor
    using (state in ('SUBMITTED', 'APPROVED', 'REFUSED'));
create policy assessor_decides on application for update to billing_assessor
    using (state = 'SUBMITTED') with check (state in ('APPROVED', 'REFUSED'));

create table evidence (
    organisation_id uuid not null,
    id uuid not null,
    application_id uuid not null,
    requirement text not null,
    file_name text not null constraint evidence_file_name check (char_length(file_name) between 1 and 200),
    media_type text not null constraint evidence_media_type
        check (media_type in ('application/pdf', 'image/png', 'image/jpeg', 'text/plain')),
    content bytea not null,
    bytes bigint not null,
    sha256 text not null,
    added_at timestamptz not null,
    added_by text not null,
    added_by_name text not null,
    constraint evidence_pk primary key (organisation_id, id),
    constraint evidence_application foreign key (organisation_id, application_id) references application,
    constraint evidence_bytes check (bytes = octet_length(content) and bytes between 1 and 20971520),
    constraint evidence_sha256 check (sha256 = encode(sha256(content), 'hex'))
);
alter table evidence alter column content set storage external;
create index evidence_of_application on evidence (organisation_id, application_id);
alter table evidence enable row level security;
alter table evidence force row level security;
create policy tenant on evidence to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
-- The inner query is itself under the assessor's policy: evidence of a draft stays unseen.
create policy assessor_reads on evidence for select to billing_assessor
    using (exists (select from application
        where application.organisation_id = evidence.organisation_id and application.id = evidence.application_id));

create table decision (
    organisation_id uuid not null,
    application_id uuid not null,
    approved boolean not null,
    ratio numeric(9, 8),
    valid_from date,
    valid_until date,
    reasons text not null constraint decision_reasons check (char_length(reasons) between 1 and 2000),
    assessor text not null,
    assessor_name text not null,
    decided_at timestamptz not null,
    constraint decision_pk primary key (organisation_id, application_id),
    constraint decision_application foreign key (organisation_id, application_id) references application,
    constraint decision_terms check (case when approved
        then ratio > 0 and ratio <= 1 and valid_from < valid_until
        else ratio is null and valid_from is null and valid_until is null end)
);
alter table decision enable row level security;
alter table decision force row level security;
create policy tenant on decision to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy assessor_reads on decision for select to billing_assessor
    using (exists (select from application
        where application.organisation_id = decision.organisation_id and application.id = decision.application_id));
create policy assessor_decides on decision for insert to billing_assessor
    with check (exists (select from application where application.organisation_id = decision.organisation_id
        and application.id = decision.application_id and application.state in ('APPROVED', 'REFUSED')));

grant select, insert on application to billing_app;
grant update (programme_id, state, company, purpose, contact, submitted_at) on application to billing_app;
grant select on application to billing_assessor;
grant update (state, decided_at) on application to billing_assessor;
grant select, insert on evidence to billing_app;
grant select on evidence to billing_assessor;
grant select on decision to billing_app;
grant select, insert on decision to billing_assessor;

-- Only the assessor's role decides: the tenant's may hand in and withdraw, never approve.
create function application_move() returns trigger language plpgsql as $$
begin
    if new.state = old.state or (old.state = 'DRAFT' and new.state in ('SUBMITTED', 'WITHDRAWN'))
            or (old.state = 'SUBMITTED' and new.state = 'WITHDRAWN') then
        return new;
    end if;
    if old.state = 'SUBMITTED' and new.state in ('APPROVED', 'REFUSED') and current_user = 'billing_assessor' then
        return new;
    end if;
    raise exception 'an application does not move from % to %', old.state, new.state
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger application_move before update on application for each row execute function application_move();
