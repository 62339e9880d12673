-- Bills that stand out from those before them wait until an operator has looked at them.

-- The one bill of an organisation that waits: months close in order. The row goes when it is released or no longer stands out.
create table close_hold (
    organisation_id uuid not null,
    month text not null constraint close_hold_month check (month ~ '^\d{4}-\d{2}$'),
    run text not null,
    net numeric(20, 2) not null,
    median numeric(20, 2) not null,
    times integer not null,
    noted_at timestamptz not null,
    constraint close_hold_pk primary key (organisation_id)
);
comment on column close_hold.run is 'the month that is being closed, which closes each one before it';

create table close_release (
    organisation_id uuid not null,
    id uuid not null,
    month text not null,
    net numeric(20, 2) not null,
    reason text not null,
    author text not null,
    author_name text not null,
    released_at timestamptz not null,
    constraint close_release_pk primary key (organisation_id, id)
);
comment on column close_release.net is 'what the operator saw: a bill that has grown since waits again';

do $$
declare
    name text;
begin
    foreach name in array array['close_hold', 'close_release'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I for all to billing_app'
            ' using (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)'
            ' with check (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)', name);
    end loop;
end $$;
create policy jobs on close_hold for select to billing_jobs using (true);
grant select, insert, update, delete on close_hold to billing_app;
grant select, insert on close_release to billing_app;
grant select on close_hold to billing_jobs;
create trigger close_release_stays before update or delete or truncate on close_release
    for each statement execute function refuse_change();
