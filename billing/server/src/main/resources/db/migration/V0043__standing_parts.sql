-- What the available money is made of, and a state between LOW and SUSPENDED: nothing new starts, what runs goes on.
alter table standing drop constraint standing_state;
alter table standing add constraint standing_state check (state in ('OK', 'LOW', 'RESTRICTED', 'SUSPENDED'));
alter table standing add column prepaid numeric(20, 2) not null default 0;
alter table standing add column unbilled numeric(20, 2) not null default 0;
alter table standing add column receivable numeric(20, 2) not null default 0;
alter table standing add column reserved numeric(20, 2) not null default 0;
-- Of organisations that are there already the desk works them out at its first look, within seconds.
create index lease_running on lease (organisation_id) where closed_at is null;
comment on column standing.used is 'unbilled (with its VAT) and open receivable: payable so far and not paid';
comment on column standing.reserved is 'what the running leases cost in the next hour, with VAT';
alter table standing add column warned int not null default 0;
comment on column standing.warned is 'the highest threshold, in percent of the credit, that was told and still holds';
