-- Credit: how much an organisation may use before it pays, and what the gateway was told last.
create table standing (
    organisation_id uuid primary key,
    state text not null constraint standing_state check (state in ('OK', 'LOW', 'SUSPENDED')),
    credit_limit numeric(20, 2) not null constraint standing_limit check (credit_limit >= 0),
    used numeric(20, 2) not null,
    rated_through timestamptz not null,
    told text not null,
    changed_at timestamptz not null
);
comment on column standing.told is 'what was last stated on standing.v1, without the instant: nothing new, nothing said';
alter table standing enable row level security;
alter table standing force row level security;
create policy tenant on standing for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy jobs on standing for select to billing_jobs using (true);
grant select, insert, update on standing to billing_app;
grant select on standing to billing_jobs;
