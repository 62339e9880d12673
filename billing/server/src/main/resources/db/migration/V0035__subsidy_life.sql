-- Programmes are drafted, published, closed and put away by people; an application is reviewed with questions and answers, a
-- checklist, and a second assessor where much is granted. What a step was is never changed or deleted.

-- Programmes: a draft may lack what publishing asks for.
alter table programme_version add column template text;
alter table programme_version add column grade text
    constraint programme_version_grade check (grade in ('SEEN', 'PART', 'OWN'));
alter table programme_version add column drafted_at timestamptz;
alter table programme_version add column drafted_by text;
alter table programme_version add column published_by text;
alter table programme_version alter column document_date drop not null;
alter table programme_version alter column valid_from drop not null;
alter table programme_version alter column valid_until drop not null;
alter table programme_version alter column max_ratio drop not null;
alter table programme_version drop constraint programme_version_state;
alter table programme_version add constraint programme_version_state
    check (state in ('DRAFT', 'PUBLISHED', 'CLOSED', 'ARCHIVED'));
alter table programme_version add constraint programme_version_whole check (state = 'DRAFT'
    or (document_date is not null and valid_from is not null and valid_until is not null and max_ratio is not null
        and cardinality(kinds) > 0 and title <> '' and title_zh <> '' and city <> '' and document_title <> ''));
-- Two people who draft the next version at once: the second one meets this.
create unique index programme_version_one_draft on programme_version (programme_id) where state = 'DRAFT';

-- Only an assessor publishes; what is published moves on, and its rules stay as they are.
create or replace function programme_version_keep() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.state = 'DRAFT' then
        if new.state = 'DRAFT' or (new.state = 'PUBLISHED' and current_user = 'billing_assessor') then
            return new;
        end if;
        raise exception 'only an assessor publishes a programme' using errcode = 'integrity_constraint_violation';
    end if;
    if tg_op = 'UPDATE' and (old.state, new.state) in (('PUBLISHED', 'CLOSED'), ('CLOSED', 'ARCHIVED'))
            and (to_jsonb(new) - 'state') = (to_jsonb(old) - 'state') then
        return new;
    end if;
    if tg_op = 'DELETE' and old.state = 'DRAFT' then
        return old;
    end if;
    raise exception 'version % of a programme is published and never changed', old.version
        using errcode = 'integrity_constraint_violation';
end $$;
grant insert on programme, programme_version to billing_app, billing_assessor;
grant select on programme, programme_version, programme_use to billing_jobs;
grant update, delete on programme_version to billing_app, billing_assessor;
grant insert on programme_use to billing_assessor;
grant update (budget) on programme_use to billing_assessor;

-- Steps of what belongs to no organisation: programmes and claims as a whole.
create table subsidy_event (
    id uuid constraint subsidy_event_pk primary key,
    subject uuid not null,
    at timestamptz not null,
    action text not null,
    person text not null,
    person_name text not null,
    detail text
);
create index subsidy_event_subject on subsidy_event (subject, id);
comment on table subsidy_event is 'no-rls: who published a programme or submitted a claim; it names no organisation';
grant select, insert on subsidy_event to billing_app, billing_jobs, billing_assessor;

-- Applications.
alter table application drop constraint application_state;
alter table application add constraint application_state check (state in
    ('DRAFT', 'SUBMITTED', 'UNDER_REVIEW', 'EVIDENCE_ASKED', 'APPROVED', 'REFUSED', 'WITHDRAWN'));
alter table application add column credit_code text;
alter table application add column model_filing text;
alter table application add column reviewer text;
alter table application add column reviewer_name text;
grant update (credit_code, model_filing) on application to billing_app;
grant update (reviewer, reviewer_name) on application to billing_assessor;
drop policy assessor_reads on application;
create policy assessor_reads on application for select to billing_assessor
    using (state not in ('DRAFT', 'WITHDRAWN'));
drop policy assessor_decides on application;
create policy assessor_decides on application for update to billing_assessor
    using (state in ('SUBMITTED', 'UNDER_REVIEW', 'EVIDENCE_ASKED'))
    with check (state in ('SUBMITTED', 'UNDER_REVIEW', 'EVIDENCE_ASKED', 'APPROVED', 'REFUSED'));
-- The operator reads what was handed in, never the files.
create policy operator_reads on application for select to billing_jobs using (state <> 'DRAFT');
grant select on application to billing_jobs;

create or replace function application_move() returns trigger language plpgsql as $$
begin
    if new.state = old.state
            or (old.state = 'DRAFT' and new.state in ('SUBMITTED', 'WITHDRAWN'))
            or (old.state in ('SUBMITTED', 'UNDER_REVIEW', 'EVIDENCE_ASKED') and new.state = 'WITHDRAWN')
            or (old.state = 'EVIDENCE_ASKED' and new.state = 'UNDER_REVIEW') then
        return new;
    end if;
    if current_user = 'billing_assessor' and old.state in ('SUBMITTED', 'UNDER_REVIEW', 'EVIDENCE_ASKED')
            and new.state in ('UNDER_REVIEW', 'EVIDENCE_ASKED', 'APPROVED', 'REFUSED') then
        return new;
    end if;
    raise exception 'an application does not move from % to %', old.state, new.state
        using errcode = 'integrity_constraint_violation';
end $$;

create table question (
    organisation_id uuid not null,
    id uuid not null,
    application_id uuid not null,
    text text not null constraint question_text check (char_length(text) between 1 and 2000),
    asked_at timestamptz not null,
    asked_by text not null,
    asked_by_name text not null,
    constraint question_pk primary key (organisation_id, id),
    constraint question_application foreign key (organisation_id, application_id) references application
);
create index question_of_application on question (organisation_id, application_id);

create table answer (
    organisation_id uuid not null,
    question_id uuid not null,
    text text not null constraint answer_text check (char_length(text) between 1 and 2000),
    answered_at timestamptz not null,
    answered_by text not null,
    answered_by_name text not null,
    constraint answer_pk primary key (organisation_id, question_id),
    constraint answer_question foreign key (organisation_id, question_id) references question
);

-- The checklist is the assessor's own: the tenant's role has no right to it.
create table application_check (
    organisation_id uuid not null,
    application_id uuid not null,
    code text not null constraint application_check_code check (code ~ '^[A-Z][A-Z_]*$'),
    ticked boolean not null,
    note text not null,
    person text not null,
    person_name text not null,
    at timestamptz not null,
    constraint application_check_pk primary key (organisation_id, application_id, code),
    constraint application_check_application foreign key (organisation_id, application_id) references application
);

-- A decision that grants much waits here for a second assessor.
create table decision_proposal (
    organisation_id uuid not null,
    id uuid not null,
    application_id uuid not null,
    ratio numeric(9, 8) not null constraint decision_proposal_ratio check (ratio > 0 and ratio <= 1),
    valid_from date not null,
    valid_until date not null,
    face_value numeric(20, 2) constraint decision_proposal_face_value check (face_value > 0),
    reasons text not null constraint decision_proposal_reasons check (char_length(reasons) between 1 and 2000),
    passes text[] not null,
    assessor text not null,
    assessor_name text not null,
    proposed_at timestamptz not null,
    outcome text constraint decision_proposal_outcome check (outcome in ('CONFIRMED', 'TURNED_DOWN', 'WITHDRAWN')),
    second text,
    second_name text,
    settled_at timestamptz,
    constraint decision_proposal_pk primary key (organisation_id, id),
    constraint decision_proposal_application foreign key (organisation_id, application_id) references application,
    constraint decision_proposal_period check (valid_from < valid_until),
    constraint decision_proposal_settled check ((outcome is null) = (settled_at is null)),
    constraint decision_proposal_two_persons check (outcome is distinct from 'CONFIRMED' or second <> assessor)
);
create unique index decision_proposal_open on decision_proposal (organisation_id, application_id) where outcome is null;
alter table decision add column face_value numeric(20, 2) constraint decision_face_value check (face_value > 0);
alter table decision add column confirmed_by text;
alter table decision add column confirmed_by_name text;
alter table decision add constraint decision_two_persons check (confirmed_by <> assessor);

-- What the applicant and the assessor see of what happened, in both directions.
create table subsidy_step (
    organisation_id uuid not null,
    id uuid not null,
    subject uuid not null,
    at timestamptz not null,
    action text not null,
    person text not null,
    person_name text not null,
    detail text,
    constraint subsidy_step_pk primary key (organisation_id, id)
);
create index subsidy_step_subject on subsidy_step (organisation_id, subject, id);

-- The terms, and who accepted which version when.
create table subsidy_terms (
    version text constraint subsidy_terms_pk primary key,
    text text not null,
    text_zh text not null,
    since timestamptz not null
);
comment on table subsidy_terms is 'no-rls: the same text for all organisations';
grant select on subsidy_terms to billing_app, billing_assessor, billing_jobs;
insert into subsidy_terms (version, text, text_zh, since) values ('2026-11-01',
    'The subsidy on your bills is provisional until the programme has settled the claim that holds it. What the programme '
    'does not pay, or claims back, is charged to you on the next bill, without VAT, unless the programme says that the '
    'platform bears it. What you hand in is true and complete; it is kept, with its hashes, and shown to the programme''s '
    'assessors and auditors. No other public money covers the same use.',
    '账单上的补贴在计划方完成申领结算之前均为暂计，以结算为准。计划方未支付或收回的部分将计入贵方下一期账单（不含增值税），'
    '除非该计划规定由平台承担。贵方保证所提交材料真实、完整；材料及其哈希值将被留存，并供该计划的评审人员与审计人员查阅。'
    '同一用量未获得其他财政资金支持。',
    timestamptz '2026-11-01 00:00+08');

create table terms_acceptance (
    organisation_id uuid not null,
    id uuid not null,
    version text not null constraint terms_acceptance_version references subsidy_terms,
    application_id uuid,
    person text not null,
    person_name text not null,
    accepted_at timestamptz not null,
    constraint terms_acceptance_pk primary key (organisation_id, id)
);
create index terms_acceptance_application on terms_acceptance (organisation_id, application_id);

do $$
declare
    name text;
begin
    foreach name in array array['question', 'answer', 'application_check', 'decision_proposal', 'subsidy_step', 'terms_acceptance'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I to billing_app'
            ' using (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)'
            ' with check (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)', name);
    end loop;
    -- What hangs on an application is seen by an assessor who sees the application.
    foreach name in array array['question', 'application_check', 'decision_proposal'] loop
        execute format('create policy assessor on %I to billing_assessor'
            ' using (exists (select from application where application.organisation_id = %I.organisation_id'
            '   and application.id = %I.application_id))'
            ' with check (exists (select from application where application.organisation_id = %I.organisation_id'
            '   and application.id = %I.application_id))', name, name, name, name, name);
    end loop;
end $$;
create policy assessor_reads on answer for select to billing_assessor
    using (exists (select from question where question.organisation_id = answer.organisation_id and question.id = answer.question_id));
create policy assessor on subsidy_step to billing_assessor using (true) with check (true);
create policy assessor_reads on terms_acceptance for select to billing_assessor using (true);
create policy operator on subsidy_step to billing_jobs using (true) with check (true);
grant select on question to billing_app;
grant select, insert on question to billing_assessor;
grant select, insert on answer to billing_app;
grant select on answer to billing_assessor;
grant select, insert on application_check to billing_assessor;
grant update (ticked, note, person, person_name, at) on application_check to billing_assessor;
grant select on decision_proposal to billing_app;
grant update (outcome, settled_at) on decision_proposal to billing_app;
grant select, insert on decision_proposal to billing_assessor;
grant update (outcome, second, second_name, settled_at) on decision_proposal to billing_assessor;
grant select, insert on subsidy_step to billing_app, billing_assessor, billing_jobs;
grant select, insert on terms_acceptance to billing_app;
grant select on terms_acceptance to billing_assessor;
