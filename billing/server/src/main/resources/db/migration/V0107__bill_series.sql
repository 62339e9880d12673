-- The numbers of bills are a series without gaps, for each issuer and year. Bills from before it keep theirs.

create table bill_series (
    issuer text not null,
    year integer not null,
    prefix text not null,
    last bigint not null constraint bill_series_last check (last > 0),
    constraint bill_series_pk primary key (issuer, year),
    constraint bill_series_prefix unique (prefix, year)
);
comment on table bill_series is 'no-rls: counts the bills of all organisations and holds none''s data';
grant select, insert on bill_series to billing_app;
grant update (last) on bill_series to billing_app;

-- A close that does not commit gives its number back: nothing but the next number is ever written.
create function refuse_gap() returns trigger language plpgsql as $$
begin
    if new.last <> old.last + 1 or (new.issuer, new.year, new.prefix) <> (old.issuer, old.year, old.prefix) then
        raise exception 'the numbers of bills have no gaps' using errcode = 'check_violation', constraint = 'bill_series_gap';
    end if;
    return new;
end $$;
create trigger bill_series_gap before update on bill_series for each row execute function refuse_gap();
create trigger bill_series_stays before delete or truncate on bill_series
    for each statement execute function refuse_change();

-- Beside how the month was closed, since no fact says it. Null: no bill, or one from before the series.
alter table month_close add column bill_number text;
create unique index month_close_number on month_close (issuer, bill_number) where bill_number is not null;
