-- The first answer to a command that costs money or grants, kept in the transaction that did it: the same key again gets the
-- same answer and does nothing. Of an operator's or assessor's command the organisation is that of the house.
create table idempotency_answer (
    organisation_id uuid not null,
    person text not null,
    path text not null,
    key text not null,
    request text not null,
    status int not null,
    body text,
    answered_at timestamptz not null,
    constraint idempotency_answer_pk primary key (organisation_id, person, path, key)
);
comment on column idempotency_answer.request is 'SHA-256 of what was asked for, in hexadecimal: another request under the same key is refused';
create index idempotency_answer_age on idempotency_answer (organisation_id, answered_at);
alter table idempotency_answer enable row level security;
alter table idempotency_answer force row level security;
create policy tenant on idempotency_answer for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy jobs_see on idempotency_answer for select to billing_jobs using (true);
create policy jobs_forget on idempotency_answer for delete to billing_jobs using (true);
grant select, insert on idempotency_answer to billing_app;
grant select, delete on idempotency_answer to billing_jobs;
