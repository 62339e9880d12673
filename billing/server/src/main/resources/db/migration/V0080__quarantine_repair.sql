-- What was put aside can be repaired: why it was in one word, what was tried again, and how it ended. The quarantine itself
-- stays as it was written; attempts and ends stand beside it.
alter table quarantine
    add column code text not null default 'REFUSED',
    add column field text,
    add column record_key text,
    add column named_organisation uuid;
comment on column quarantine.record_key is 'the key that the record had on the topic; null for those put aside before this column was';
comment on column quarantine.named_organisation is 'whom the event names; need not exist, and need not be true';
update quarantine set code = case
    when reason like 'not JSON%' or reason = 'the record is empty' or reason = 'not a JSON object' then 'NOT_JSON'
    when reason = 'unknown organisation' then 'UNKNOWN_ORGANISATION'
    when reason like 'unknown type%' then 'UNKNOWN_METER'
    when reason like 'the id was used before%' then 'ID_REUSED'
    when reason like '% no price %' or reason like 'no price book%' then 'NO_PRICE'
    when reason like '%lies in the future%' then 'FUTURE'
    when reason like 'subject is %' or reason like 'the record''s key%' then 'FOREIGN'
    when reason like 'more tokens%' then 'QUANTITY'
    when reason like '%is missing%' then 'MISSING'
    when reason like 'refused by billing%' then 'REFUSED'
    else 'WRONG_VALUE' end;
create index quarantine_code on quarantine (code, id);

-- A retry that was refused again.
create table quarantine_attempt (
    quarantine_id uuid not null references quarantine,
    id uuid not null,
    at timestamptz not null,
    person text not null,
    person_name text not null,
    code text not null,
    field text,
    reason text not null,
    primary key (quarantine_id, id)
);
comment on table quarantine_attempt is 'no-rls: belongs to the quarantine; operators only';
grant select, insert on quarantine_attempt to billing_app;

-- How it ended: the key lets a fact be taken in or written off once.
create table quarantine_settlement (
    quarantine_id uuid primary key references quarantine,
    state text not null constraint quarantine_settlement_state check (state in ('TAKEN_IN', 'WRITTEN_OFF')),
    at timestamptz not null,
    person text not null,
    person_name text not null,
    remark text not null
);
comment on table quarantine_settlement is 'no-rls: belongs to the quarantine; operators only';
grant select, insert on quarantine_settlement to billing_app;

-- An organisation that was deleted keeps its bills; what it is said to have used later is put aside.
alter table organisation add column gone_at timestamptz;
