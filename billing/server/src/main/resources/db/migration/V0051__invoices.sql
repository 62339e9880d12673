-- Data for invoices (发票). Issuing them is the tax system's business; here is what it needs and what it answered.
create table invoice_buyer (
    organisation_id uuid not null,
    title text not null,
    tax_number text not null,
    kind text not null constraint invoice_buyer_kind check (kind in ('SPECIAL', 'ORDINARY')),
    address_phone text,
    bank_account text,
    email text,
    changed_at timestamptz not null,
    constraint invoice_buyer_pk primary key (organisation_id)
);

-- The buyer stands here as it was when the invoice was asked for.
create table invoice (
    organisation_id uuid not null,
    id uuid not null,
    month text not null,
    bill text not null,
    red_of uuid,
    title text not null,
    tax_number text not null,
    kind text not null constraint invoice_kind check (kind in ('SPECIAL', 'ORDINARY')),
    address_phone text,
    bank_account text,
    email text,
    category text not null,
    net numeric(20, 2) not null,
    rate numeric(5, 4) not null,
    tax numeric(20, 2) not null,
    gross numeric(20, 2) not null,
    state text not null constraint invoice_state check (state in ('WANTED', 'ISSUED', 'RED_LETTERED')),
    number text,
    issued_on date,
    reason text,
    asked_by text not null,
    asked_at timestamptz not null,
    constraint invoice_pk primary key (organisation_id, id),
    constraint invoice_bill foreign key (organisation_id, month) references closed_bill,
    constraint invoice_reverses foreign key (organisation_id, red_of) references invoice,
    constraint invoice_sum check (gross = net + tax),
    constraint invoice_sign check (case when red_of is null then net > 0 else net < 0 end),
    constraint invoice_issued check ((state = 'WANTED') = (number is null) and (number is null) = (issued_on is null))
);
-- One invoice for a bill, until it has been reversed in full.
create unique index invoice_once on invoice (organisation_id, month) where red_of is null and state <> 'RED_LETTERED';

do $$
declare
    name text;
begin
    foreach name in array array['invoice_buyer', 'invoice'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I for all to billing_app'
            ' using (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)'
            ' with check (organisation_id = nullif(current_setting(''aquifer.organisation'', true), '''')::uuid)', name);
    end loop;
end $$;
create policy jobs on invoice for select to billing_jobs using (true);
grant select, insert, update on invoice_buyer to billing_app;
grant select, insert on invoice to billing_app;
grant update (state, number, issued_on) on invoice to billing_app;
grant select on invoice to billing_jobs;
