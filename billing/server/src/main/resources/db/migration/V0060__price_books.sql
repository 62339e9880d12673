-- Price books are drafted, then published: a published one is never changed, by anybody, but drafts may be written by the
-- application's role. Contracts are books of one organisation that override the public one entry by entry; they stand in
-- tables of their own, which row-level security keeps apart.
create table chip_type (
    chip_type text primary key,
    chip_origin text not null constraint chip_type_origin check (chip_origin in ('CN', 'other'))
);
comment on table chip_type is 'no-rls: the chip types that a price may name are the same for all';
insert into chip_type select distinct chip_type, chip_origin from price_book_chip;
grant select on chip_type to billing_app, billing_jobs;

drop trigger frozen on price_book;
drop trigger frozen on price_book_chip;
drop trigger frozen on price_book_token;
drop function price_book_frozen();

alter table price_book drop constraint price_book_from;
alter table price_book
    add column state text not null default 'DRAFT' constraint price_book_state check (state in ('DRAFT', 'PUBLISHED')),
    add column title text not null default '',
    add column valid_until timestamptz,
    add column revision int not null default 1,
    add column changed_by text not null default 'Aquifer',
    add column changed_at timestamptz not null default now(),
    add constraint price_book_public check (version not like 'C-%'),
    add constraint price_book_interval check (valid_until > valid_from);
update price_book set state = 'PUBLISHED', title = 'First price book', changed_at = valid_from;
alter table price_book alter column changed_by drop default, alter column changed_at drop default;
create unique index price_book_published on price_book (valid_from) where state = 'PUBLISHED';

create table price_entry (
    version text not null references price_book,
    line int not null,
    kind text not null constraint price_entry_kind check (kind in ('LEASE', 'TRAINING', 'TOKENS', 'STORAGE', 'FEE')),
    item text not null,
    bucket text constraint price_entry_bucket check (bucket in ('INPUT', 'CACHE_READ', 'CACHE_WRITE', 'OUTPUT', 'REASONING')),
    pool uuid,
    model text not null constraint price_entry_model check (model in
        ('PER_UNIT', 'GRADUATED', 'VOLUME', 'PACKAGE', 'RESERVED', 'LIST', 'FLAT', 'ONE_TIME', 'MINIMUM')),
    price numeric(38, 10) constraint price_entry_price check (price >= 0),
    tier_up_to numeric(38, 10)[] not null default '{}',
    tier_price numeric(38, 10)[] not null default '{}',
    size numeric(38, 10) constraint price_entry_size check (size > 0),
    overage numeric(38, 10) constraint price_entry_overage check (overage >= 0),
    term_from text constraint price_entry_term_from check (term_from ~ '^\d{4}-\d{2}$'),
    term_to text constraint price_entry_term_to check (term_to ~ '^\d{4}-\d{2}$' and term_to >= term_from),
    minimum numeric(20, 2) constraint price_entry_minimum check (minimum > 0),
    discount numeric(6, 4) not null default 0 constraint price_entry_discount check (discount between 0 and 1),
    primary key (version, line),
    constraint price_entry_tiers check (cardinality(tier_price) = 0 or cardinality(tier_price) = cardinality(tier_up_to) + 1),
    constraint price_entry_tier_price check (0 <= all (tier_price)),
    constraint price_entry_tier_up_to check (0 < all (tier_up_to)),
    -- A price that is empty would rate use at nothing.
    constraint price_entry_priced check (case model
        when 'GRADUATED' then cardinality(tier_price) > 0
        when 'VOLUME' then cardinality(tier_price) > 0
        when 'LIST' then price is null
        when 'PACKAGE' then price is not null and size is not null
        when 'RESERVED' then price is not null and size is not null and term_from is not null and term_to is not null
        else price is not null end)
);
create unique index price_entry_once on price_entry
    (version, kind, item, coalesce(bucket, ''), coalesce(pool, '00000000-0000-0000-0000-000000000000'));
comment on table price_entry is 'no-rls: prices are the same for all';
comment on table price_book is 'no-rls: prices are the same for all';

insert into price_entry (version, line, kind, item, model, price)
    select version, row_number() over (partition by version order by chip_type), 'LEASE', chip_type, 'PER_UNIT',
        price_per_chip_hour from price_book_chip;
insert into price_entry (version, line, kind, item, bucket, model, price)
    select version, 1000 + row_number() over (partition by version order by model_slug, bucket), 'TOKENS', model_slug, bucket,
        'PER_UNIT', price_per_million from price_book_token;
drop table price_book_chip;
drop table price_book_token;

create table contract_book (
    organisation_id uuid not null,
    version text not null constraint contract_book_name check (version like 'C-%'),
    valid_from timestamptz not null,
    valid_until timestamptz,
    currency text not null constraint contract_book_currency check (currency = 'CNY'),
    vat_rate numeric(6, 4) not null constraint contract_book_vat check (vat_rate between 0 and 1),
    state text not null default 'DRAFT' constraint contract_book_state check (state in ('DRAFT', 'PUBLISHED')),
    title text not null,
    revision int not null default 1,
    changed_by text not null,
    changed_at timestamptz not null,
    primary key (organisation_id, version),
    constraint contract_book_interval check (valid_until > valid_from)
);
-- No two organisations' contracts have the same name: operators open them by it.
create unique index contract_book_once on contract_book (version);
create unique index contract_book_published on contract_book (organisation_id, valid_from) where state = 'PUBLISHED';

create table contract_entry (
    organisation_id uuid not null,
    like price_entry including defaults including constraints,
    primary key (organisation_id, version, line),
    constraint contract_entry_book foreign key (organisation_id, version) references contract_book
);
create unique index contract_entry_once on contract_entry
    (organisation_id, version, kind, item, coalesce(bucket, ''), coalesce(pool, '00000000-0000-0000-0000-000000000000'));

alter table contract_book enable row level security;
alter table contract_book force row level security;
create policy tenant on contract_book for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy jobs on contract_book for select to billing_jobs using (true);
alter table contract_entry enable row level security;
alter table contract_entry force row level security;
create policy tenant on contract_entry for all to billing_app
    using (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('aquifer.organisation', true), '')::uuid);
create policy jobs on contract_entry for select to billing_jobs using (true);

grant select, insert, update, delete on price_book, price_entry, contract_book, contract_entry to billing_app;
grant select on price_book, price_entry, contract_book, contract_entry to billing_jobs;

-- A book is born as a draft; published, nothing of it changes. These hold for every role, the owner of the tables included.
create function price_book_keeps() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' and new.state = 'DRAFT' then
        return new;
    elsif tg_op = 'UPDATE' and old.state = 'DRAFT' and new.version = old.version then
        return new;
    elsif tg_op = 'DELETE' and old.state = 'DRAFT' then
        return old;
    end if;
    raise exception 'a price book begins as a draft, and a published one is never changed: publish another from a later instant'
        using errcode = 'insufficient_privilege';
end $$;
create trigger keeps before insert or update or delete on price_book
    for each row execute function price_book_keeps();
create trigger keeps before insert or update or delete on contract_book
    for each row execute function price_book_keeps();

-- The book's row is locked against being published while an entry is written.
create function price_entry_keeps() returns trigger language plpgsql as $$
declare
    book_state text;
begin
    if tg_table_name = 'price_entry' then
        select state into book_state from price_book
            where version = case when tg_op = 'DELETE' then old.version else new.version end for share;
    else
        select state into book_state from contract_book
            where version = case when tg_op = 'DELETE' then old.version else new.version end for share;
    end if;
    if book_state is distinct from 'DRAFT' or (tg_op = 'UPDATE' and new.version <> old.version) then
        raise exception 'the entries of a published price book are never changed' using errcode = 'insufficient_privilege';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger keeps before insert or update or delete on price_entry
    for each row execute function price_entry_keeps();
create trigger keeps before insert or update or delete on contract_entry
    for each row execute function price_entry_keeps();

create function price_book_never_emptied() returns trigger language plpgsql as $$
begin
    raise exception 'price books are never emptied' using errcode = 'insufficient_privilege';
end $$;
create trigger never_emptied before truncate on price_book execute function price_book_never_emptied();
create trigger never_emptied before truncate on price_entry execute function price_book_never_emptied();
create trigger never_emptied before truncate on contract_book execute function price_book_never_emptied();
create trigger never_emptied before truncate on contract_entry execute function price_book_never_emptied();

-- Charges: the list amount and the discount, and for prices that count over a month what they were counted with.
alter table charge no force row level security;
alter table charge
    drop constraint charge_kind,
    add constraint charge_kind check (kind in ('LEASE', 'TOKENS', 'STORAGE', 'FEE')),
    -- The book may be a contract's; neither is ever deleted once it is published.
    drop constraint charge_price_book_fkey,
    add column list numeric(20, 2),
    add column discount numeric(20, 2) not null default 0,
    add column discount_rate numeric(6, 4) not null default 0,
    add column tally text,
    add column working text;
-- Charges of bills that are closed get it too: nothing that a bill shows changes by it.
alter table charge disable trigger user;
update charge set list = net;
alter table charge enable trigger user;
alter table charge
    alter column list set not null,
    add constraint charge_net check (net = list - discount);
alter table charge force row level security;
comment on column charge.tally is 'what a tiered price counts over: SKU, price version and service month; null: each charge for itself';
comment on column charge.working is 'the arithmetic written out, where it is more than quantity times price';
create index charge_tally on charge (organisation_id, tally) where tally is not null;
