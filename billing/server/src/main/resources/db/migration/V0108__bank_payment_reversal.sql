-- A bank payment that was recorded wrongly is taken back: its row and its payments stay, payments the other way stand beside them.

alter table payment drop constraint payment_kind;
alter table payment add constraint payment_kind check (kind in ('TOP_UP', 'TRANSFER', 'PREPAID', 'OVERPAID', 'REFUND', 'WRITE_OFF',
    'TOP_UP_REVERSED', 'TRANSFER_REVERSED', 'PREPAID_REVERSED'));
alter table payment drop constraint payment_of_a_bill;
alter table payment add constraint payment_of_a_bill check ((month is not null)
    = (kind in ('TRANSFER', 'PREPAID', 'OVERPAID', 'WRITE_OFF', 'TRANSFER_REVERSED', 'PREPAID_REVERSED')));

-- Taken back, its line of the bank's statement can be recorded anew, rightly.
alter table bank_payment add column attempt integer not null default 1;
alter table bank_payment drop constraint bank_payment_once;
alter table bank_payment add constraint bank_payment_once unique (organisation_id, bank_reference, attempt);

create table bank_payment_reversal (
    organisation_id uuid not null constraint bank_payment_reversal_house
        check (organisation_id = '00000000-0000-0000-0000-000000000000'),
    bank_payment_id uuid not null,
    reason text not null,
    author text not null,
    author_name text not null,
    reversed_at timestamptz not null,
    constraint bank_payment_reversal_pk primary key (organisation_id, bank_payment_id),
    constraint bank_payment_reversal_payment foreign key (organisation_id, bank_payment_id) references bank_payment
);
alter table bank_payment_reversal enable row level security;
alter table bank_payment_reversal force row level security;
create policy tenant on bank_payment_reversal for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
grant select, insert on bank_payment_reversal to billing_app;
create trigger bank_payment_reversal_append_only before update or delete or truncate on bank_payment_reversal
    for each statement execute function ledger_is_append_only();
