-- Price books: dated, and frozen from the moment they are written. The application's role may only read them.
create table price_book (
    version text primary key,
    valid_from timestamptz not null constraint price_book_from unique,
    currency text not null constraint price_book_currency check (currency = 'CNY'),
    vat_rate numeric(6, 4) not null constraint price_book_vat check (vat_rate between 0 and 1)
);
comment on table price_book is 'no-rls: prices are the same for all';

create table price_book_chip (
    version text not null references price_book,
    chip_type text not null,
    chip_origin text not null constraint price_book_chip_origin check (chip_origin in ('CN', 'other')),
    price_per_chip_hour numeric(38, 10) not null constraint price_book_chip_price check (price_per_chip_hour >= 0),
    primary key (version, chip_type)
);
comment on table price_book_chip is 'no-rls: prices are the same for all';

create table price_book_token (
    version text not null references price_book,
    model_slug text not null,
    bucket text not null
        constraint price_book_token_bucket check (bucket in ('INPUT', 'CACHE_READ', 'CACHE_WRITE', 'OUTPUT', 'REASONING')),
    price_per_million numeric(38, 10) not null constraint price_book_token_price check (price_per_million >= 0),
    primary key (version, model_slug, bucket)
);
comment on table price_book_token is 'no-rls: prices are the same for all';
grant select on price_book, price_book_chip, price_book_token to billing_app;

create function price_book_frozen() returns trigger language plpgsql as $$
begin
    raise exception 'a published price book is never changed: publish a new one from a later instant';
end $$;
create trigger frozen before update or delete or truncate on price_book execute function price_book_frozen();
create trigger frozen before update or delete or truncate on price_book_chip execute function price_book_frozen();
create trigger frozen before update or delete or truncate on price_book_token execute function price_book_frozen();

insert into price_book values ('2026-01', timestamptz '2026-01-01 00:00:00+08', 'CNY', 0.06);
-- CNY per chip-hour without VAT.
insert into price_book_chip values
    ('2026-01', 'nvidia-v100-sxm2-32g', 'other', 4.00),
    ('2026-01', 'nvidia-a10', 'other', 3.20),
    ('2026-01', 'nvidia-a100-sxm-40g', 'other', 9.50),
    ('2026-01', 'nvidia-a100-sxm-80g', 'other', 13.00),
    ('2026-01', 'nvidia-a800-sxm-80g', 'other', 12.50),
    ('2026-01', 'nvidia-h100-sxm-80g', 'other', 24.00),
    ('2026-01', 'nvidia-h800-sxm-80g', 'other', 22.00),
    ('2026-01', 'nvidia-h20-96g', 'other', 12.00),
    ('2026-01', 'nvidia-h200-sxm-141g', 'other', 28.00),
    ('2026-01', 'nvidia-b200-sxm-180g', 'other', 42.00),
    ('2026-01', 'nvidia-l20', 'other', 5.20),
    ('2026-01', 'nvidia-l40s', 'other', 7.80),
    ('2026-01', 'nvidia-rtx-4090', 'other', 2.60),
    ('2026-01', 'amd-mi210', 'other', 6.00),
    ('2026-01', 'amd-mi250x', 'other', 8.50),
    ('2026-01', 'amd-mi300x', 'other', 19.00),
    ('2026-01', 'amd-mi325x', 'other', 22.50),
    ('2026-01', 'amd-mi355x', 'other', 33.00),
    ('2026-01', 'huawei-ascend-910a', 'CN', 4.50),
    ('2026-01', 'huawei-ascend-910b1', 'CN', 9.80),
    ('2026-01', 'huawei-ascend-910b2', 'CN', 9.20),
    ('2026-01', 'huawei-ascend-910b3', 'CN', 8.60),
    ('2026-01', 'huawei-ascend-910b4', 'CN', 7.40),
    ('2026-01', 'huawei-ascend-910c', 'CN', 15.00),
    ('2026-01', 'huawei-ascend-310p3', 'CN', 2.20),
    ('2026-01', 'huawei-ascend-950pr', 'CN', 16.00),
    ('2026-01', 'iluvatar-bi-v100', 'CN', 4.20),
    ('2026-01', 'iluvatar-bi-v150', 'CN', 6.80),
    ('2026-01', 'iluvatar-mr-v50', 'CN', 1.80),
    ('2026-01', 'iluvatar-mr-v100', 'CN', 2.90),
    ('2026-01', 'metax-c500', 'CN', 8.20),
    ('2026-01', 'metax-c550', 'CN', 10.40),
    ('2026-01', 'metax-n260', 'CN', 3.60),
    ('2026-01', 'mthreads-mtt-s3000', 'CN', 2.00),
    ('2026-01', 'mthreads-mtt-s4000', 'CN', 5.60),
    ('2026-01', 'mthreads-mtt-s5000', 'CN', 9.80),
    ('2026-01', 'local-cpu', 'other', 0.60);
-- CNY per million tokens without VAT.
insert into price_book_token values
    ('2026-01', 'aquifer-lexicon-6m', 'INPUT', 2.00),
    ('2026-01', 'aquifer-lexicon-6m', 'CACHE_READ', 0.50),
    ('2026-01', 'aquifer-lexicon-6m', 'CACHE_WRITE', 2.00),
    ('2026-01', 'aquifer-lexicon-6m', 'OUTPUT', 8.00),
    ('2026-01', 'aquifer-lexicon-6m', 'REASONING', 8.00),
    ('2026-01', 'bge-small-zh-v1.5', 'INPUT', 0.50);
