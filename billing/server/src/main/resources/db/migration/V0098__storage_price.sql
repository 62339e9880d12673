-- Storage is metered from now on. A new installation has a price for it in its first price book. Where billing already knows an
-- organisation the book may have been read and signed, and nothing is added: a published book is never changed. There
-- storage is free until an operator publishes a book that prices it.
alter table organisation no force row level security;
alter table price_entry disable trigger keeps;
insert into price_entry (version, line, kind, item, model, price)
    select '2026-01', 2000, 'STORAGE', 'model-files', 'PER_UNIT', 0.004
    where not exists (select from organisation)
        and exists (select from price_book where version = '2026-01') and (select count(*) from price_book) = 1;
alter table price_entry enable trigger keeps;
alter table organisation force row level security;
