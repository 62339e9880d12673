-- Why: a command that costs money and is sent twice under one key acts once. The first answer is kept in the transaction of
-- its effect, for two days.
create table idempotency_answer (
    organisation_id uuid not null,
    person          text not null,
    path            text not null,
    key             text not null,
    request         text not null,
    body            text not null,
    answered_at     timestamptz not null,
    constraint idempotency_answer_pk primary key (organisation_id, person, path, key),
    constraint idempotency_answer_organisation_fk foreign key (organisation_id) references organisation (organisation_id)
);
comment on column idempotency_answer.request is 'SHA-256 of what was asked for, in hexadecimal: another request under the same key is refused';
create index idempotency_answer_age on idempotency_answer (answered_at);
alter table idempotency_answer enable row level security;
alter table idempotency_answer force row level security;
create policy idempotency_answer_own on idempotency_answer for all to platform_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy idempotency_answer_old on idempotency_answer for select to platform_jobs using (true);
create policy idempotency_answer_forget on idempotency_answer for delete to platform_jobs using (true);
grant select, insert on idempotency_answer to platform_app;
grant select, delete on idempotency_answer to platform_jobs;
