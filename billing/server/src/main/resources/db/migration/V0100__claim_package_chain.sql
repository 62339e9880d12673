-- Evidence packages of a programme are a chain, as an organisation's bills are: each names the SHA-256 of the one before it, so
-- that none can be exchanged or left out later. Those that were packed before have no number; the first one that has names the
-- last of them.
alter table claim_package add column number integer constraint claim_package_number check (number > 0);
alter table claim_package add column previous text constraint claim_package_previous check (previous ~ '^[0-9a-f]{64}$');
comment on column claim_package.number is 'counts the packages of a programme from 1';
comment on column claim_package.previous is 'SHA-256 of the programme''s package before; null for its first';

create trigger claim_package_stays before update or delete or truncate on claim_package
    for each statement execute function refuse_change();
