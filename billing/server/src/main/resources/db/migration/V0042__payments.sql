-- Money that comes and goes. A tenant asks for a transfer reference; an operator records what the bank shows; what is matched
-- becomes a payment of the tenant: prepaid, or towards a bill. All that has moved money is append-only.

create table transfer_request (
    organisation_id uuid not null,
    id uuid not null,
    reference text not null,
    amount numeric(20, 2) not null constraint transfer_request_amount check (amount > 0),
    month text constraint transfer_request_month check (month ~ '^\d{4}-\d{2}$'),
    person text not null,
    person_name text not null,
    asked_at timestamptz not null,
    constraint transfer_request_pk primary key (organisation_id, id)
);
comment on column transfer_request.month is 'the bill that is to be paid; null for a top-up';
create index transfer_request_reference on transfer_request (reference);

-- What stands on the platform's bank statement. It belongs to the house (the organisation of zeros) until it is matched.
create table bank_payment (
    organisation_id uuid not null constraint bank_payment_house
        check (organisation_id = '00000000-0000-0000-0000-000000000000'),
    id uuid not null,
    bank_reference text not null,
    amount numeric(20, 2) not null constraint bank_payment_amount check (amount > 0),
    received_on date not null,
    payer text not null,
    remark text not null,
    author text not null,
    recorded_at timestamptz not null,
    constraint bank_payment_pk primary key (organisation_id, id),
    constraint bank_payment_once unique (organisation_id, bank_reference)
);

-- To whom a bank payment was given; one that has no row here is unmatched.
create table bank_payment_match (
    organisation_id uuid not null constraint bank_payment_match_house
        check (organisation_id = '00000000-0000-0000-0000-000000000000'),
    bank_payment_id uuid not null,
    tenant_id uuid not null,
    tenant_name text not null,
    transfer_request_id uuid,
    author text not null,
    matched_at timestamptz not null,
    constraint bank_payment_match_pk primary key (organisation_id, bank_payment_id),
    constraint bank_payment_match_payment foreign key (organisation_id, bank_payment_id) references bank_payment
);

create table payment (
    organisation_id uuid not null,
    id uuid not null,
    kind text not null constraint payment_kind
        check (kind in ('TOP_UP', 'TRANSFER', 'PREPAID', 'OVERPAID', 'REFUND', 'WRITE_OFF')),
    amount numeric(20, 2) not null constraint payment_amount check (amount > 0),
    month text constraint payment_month check (month ~ '^\d{4}-\d{2}$'),
    transfer_request_id uuid,
    bank_reference text,
    reason text,
    author text not null,
    paid_at timestamptz not null,
    constraint payment_pk primary key (organisation_id, id),
    constraint payment_of_a_bill check ((month is not null) = (kind in ('TRANSFER', 'PREPAID', 'OVERPAID', 'WRITE_OFF')))
);
comment on column payment.month is 'the bill that it pays; null where no bill is touched';
create index payment_of_bill on payment (organisation_id, month);

create table refund_request (
    organisation_id uuid not null,
    id uuid not null,
    amount numeric(20, 2) not null constraint refund_request_amount check (amount > 0),
    account text not null,
    reason text not null,
    person text not null,
    person_name text not null,
    asked_at timestamptz not null,
    state text not null constraint refund_request_state check (state in ('ASKED', 'PAID', 'REFUSED')),
    answer text,
    answered_by text,
    answered_at timestamptz,
    constraint refund_request_pk primary key (organisation_id, id),
    constraint refund_request_answered check ((state = 'ASKED') = (answered_at is null))
);

create table credit_note (
    organisation_id uuid not null,
    id uuid not null,
    charge_id uuid not null,
    month text not null constraint credit_note_month check (month ~ '^\d{4}-\d{2}$'),
    amount numeric(20, 2) not null constraint credit_note_amount check (amount > 0),
    reason text not null,
    author text not null,
    author_name text not null,
    created_at timestamptz not null,
    constraint credit_note_pk primary key (organisation_id, id),
    constraint credit_note_charge foreign key (organisation_id, charge_id) references charge
);
comment on column credit_note.amount is 'above zero: by so much the net of the charge is lower';
comment on column credit_note.month is 'the bill on which it stands, the open one when it was made';
create index credit_note_of_charge on credit_note (organisation_id, charge_id);
create index credit_note_of_bill on credit_note (organisation_id, month);

alter table transfer_request enable row level security;
alter table transfer_request force row level security;
alter table bank_payment enable row level security;
alter table bank_payment force row level security;
alter table bank_payment_match enable row level security;
alter table bank_payment_match force row level security;
alter table payment enable row level security;
alter table payment force row level security;
alter table refund_request enable row level security;
alter table refund_request force row level security;
alter table credit_note enable row level security;
alter table credit_note force row level security;

create policy tenant on transfer_request for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy tenant on bank_payment for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy tenant on bank_payment_match for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy tenant on payment for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy tenant on refund_request for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy tenant on credit_note for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
-- The operator finds the tenant by the transfer's reference, and sees all refunds that were asked for.
create policy jobs on transfer_request for select to billing_jobs using (true);
create policy jobs on refund_request for select to billing_jobs using (true);

grant select, insert on transfer_request, bank_payment, bank_payment_match, payment, refund_request, credit_note to billing_app;
grant update (state, answer, answered_by, answered_at) on refund_request to billing_app;
grant select on transfer_request, refund_request to billing_jobs;

create trigger payment_append_only before update or delete or truncate on payment
    for each statement execute function ledger_is_append_only();
create trigger bank_payment_append_only before update or delete or truncate on bank_payment
    for each statement execute function ledger_is_append_only();
create trigger credit_note_append_only before update or delete or truncate on credit_note
    for each statement execute function ledger_is_append_only();
