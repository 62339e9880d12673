-- What must hold in billing's database at any time. Each query finds what contradicts its sentence.

-- name: every migration succeeded
select version, description from flyway_schema_history where not success;

-- name: in every ledger transaction debits equal credits, on two lines or more
select organisation_id, transaction_id, count(*) as lines, sum(debit) as debit, sum(credit) as credit
from ledger_posting group by organisation_id, transaction_id having count(*) < 2 or sum(debit) <> sum(credit);

-- name: every ledger transaction has postings
select organisation_id, id, business_key from ledger_transaction t
where not exists (select from ledger_posting p where p.organisation_id = t.organisation_id and p.transaction_id = t.id);

-- name: every balance is the sum of its postings
select organisation_id, account, month, b.debit, b.credit, p.debit as posted_debit, p.credit as posted_credit
from ledger_balance b
full join (
    select p.organisation_id, p.account, t.month, sum(p.debit) as debit, sum(p.credit) as credit
    from ledger_posting p join ledger_transaction t on t.organisation_id = p.organisation_id and t.id = p.transaction_id
    group by p.organisation_id, p.account, t.month
) p using (organisation_id, account, month)
where b.debit is distinct from p.debit or b.credit is distinct from p.credit;

-- name: every seal of the books is the hash of the seal before it and of what it covers (the first broken one of each book)
select distinct on (organisation_id) organisation_id, number, sealed_at, encode(hash, 'hex') as sealed,
    encode(found, 'hex') as found, transactions, counted
from (
    -- Worked out here, not by the function in the database that made the hash.
    select s.*, batch.counted, sha256(s.previous || convert_to(batch.lines, 'UTF8')) as found,
        coalesce(lag(hash) over book, sha256(convert_to('aquifer ledger ' || s.organisation_id, 'UTF8'))) as before,
        coalesce(lag(number) over book, 0) as number_before, coalesce(lag(through_sequence) over book, 0) as through_before
    from ledger_seal s
    cross join lateral (
        select count(*) as counted, coalesce(string_agg(json_build_array(t.organisation_id::text, t.sequence, t.id::text,
            t.business_key, t.cause, t.charge_id::text, t.month,
            to_char(t.booked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), t.author,
            coalesce((select json_agg(json_build_array(p.line, p.account, p.debit::text, p.credit::text) order by p.line)
                from ledger_posting p
                where p.organisation_id = t.organisation_id and p.transaction_id = t.id), '[]'::json))::text,
            E'\n' order by t.sequence), '') as lines
        from ledger_transaction t
        where t.organisation_id = s.organisation_id and t.sequence > s.after_sequence and t.sequence <= s.through_sequence
    ) batch
    window book as (partition by s.organisation_id order by s.number)
) chain
where hash <> found or previous <> before or number <> number_before + 1 or after_sequence <> through_before
    or transactions <> counted
order by organisation_id, number;

-- name: nobody can change or delete an entry of the books, nor a payment: the triggers that refuse it are on
select wanted.relname from (values ('ledger_transaction'), ('ledger_posting'), ('ledger_seal'), ('payment'), ('bank_payment'),
    ('bank_payment_reversal'), ('credit_note')) wanted (relname)
where not exists (select from pg_trigger g join pg_class c on c.oid = g.tgrelid and c.relname = wanted.relname
    where g.tgname = wanted.relname || '_append_only' and g.tgenabled in ('O', 'A'));

-- name: each payment is posted once, with its amount
select organisation_id, p.id, p.kind, p.amount, l.amount as posted
from payment p
full join (
    select t.organisation_id, substr(t.business_key, 9)::uuid as id, sum(l.debit) as amount
    from ledger_transaction t join ledger_posting l on l.organisation_id = t.organisation_id and l.transaction_id = t.id
    where t.business_key like 'payment:%' group by t.organisation_id, t.business_key
) l using (organisation_id, id)
where p.amount is distinct from l.amount;

-- name: each bank payment that was matched is the sum of the tenant's payments out of it, and of nobody else's; taken back, of nobody's
select bank_reference, tenant_id, b.amount, p.paid
from (
    select b.bank_reference, m.tenant_id, sum(b.amount) filter (where r.bank_payment_id is null) as amount
    from bank_payment b
    join bank_payment_match m on m.organisation_id = b.organisation_id and m.bank_payment_id = b.id
    left join bank_payment_reversal r on r.organisation_id = b.organisation_id and r.bank_payment_id = b.id
    group by b.bank_reference, m.tenant_id
) b
full join (
    select bank_reference, organisation_id as tenant_id, sum(case when kind like '%_REVERSED' then -amount else amount end) as paid
    from payment where kind in ('TOP_UP', 'TRANSFER', 'TOP_UP_REVERSED', 'TRANSFER_REVERSED')
    group by bank_reference, organisation_id
) p using (bank_reference, tenant_id)
where coalesce(b.amount, 0) <> coalesce(p.paid, 0);

-- name: what is left unmatched at the bank is what the house's book says
select coalesce(sum(amount), 0) as unmatched, (
    select coalesce(sum(credit - debit), 0) from ledger_posting
    where organisation_id = '00000000-0000-0000-0000-000000000000' and account = 'unassigned') as booked
from bank_payment b
where not exists (select from bank_payment_match m where m.bank_payment_id = b.id)
    and not exists (select from bank_payment_reversal r where r.bank_payment_id = b.id)
having coalesce(sum(amount), 0) <> (
    select coalesce(sum(credit - debit), 0) from ledger_posting
    where organisation_id = '00000000-0000-0000-0000-000000000000' and account = 'unassigned');

-- name: nobody has used or got back more prepaid than was paid in
select organisation_id, sum(credit - debit) as prepaid from ledger_posting where account = 'prepaid'
group by organisation_id having sum(credit - debit) < 0;

-- name: credit notes take off a charge no more than its net, and are posted
select n.organisation_id, n.charge_id, sum(n.amount) as credited, c.net, (
    select sum(p.debit) from ledger_transaction t
    join ledger_posting p on p.organisation_id = t.organisation_id and p.transaction_id = t.id
    where t.organisation_id = n.organisation_id and t.charge_id = n.charge_id and t.cause = 'credit_note'
        and p.account like 'revenue_adjustment:%') as posted
from credit_note n left join charge c on c.organisation_id = n.organisation_id and c.id = n.charge_id
group by n.organisation_id, n.charge_id, c.net
having sum(n.amount) > c.net or c.net is null or sum(n.amount) <> coalesce((
    select sum(p.debit) from ledger_transaction t
    join ledger_posting p on p.organisation_id = t.organisation_id and p.transaction_id = t.id
    where t.organisation_id = n.organisation_id and t.charge_id = n.charge_id and t.cause = 'credit_note'
        and p.account like 'revenue_adjustment:%'), 0);

-- name: the net of each charge is quantity × price, rounded half up once
select organisation_id, id, quantity, unit_price, net from charge
where net <> round(quantity * unit_price / case kind when 'LEASE' then 3600 else 1000000 end, 2);

-- name: what was posted as revenue for each charge is its net
select organisation_id, c.id, c.net, coalesce(p.posted, 0) as posted
from charge c
left join (
    select p.organisation_id, t.charge_id as id, sum(p.credit - p.debit) as posted
    from ledger_posting p join ledger_transaction t on t.organisation_id = p.organisation_id and t.id = p.transaction_id
    where p.account like 'revenue:%' group by p.organisation_id, t.charge_id
) p using (organisation_id, id)
where c.net <> coalesce(p.posted, 0);

-- name: all revenue is of charges
select t.organisation_id, t.id, t.business_key
from ledger_transaction t join ledger_posting p on p.organisation_id = t.organisation_id and p.transaction_id = t.id
where p.account like 'revenue:%'
    and not exists (select from charge c where c.organisation_id = t.organisation_id and c.id = t.charge_id);

-- name: each charge of tokens is the sum of the facts in it
select c.organisation_id, c.id, c.quantity, sum(f.quantity) as facts
from charge c left join charge_fact f on f.organisation_id = c.organisation_id and f.charge_id = c.id
where c.kind = 'TOKENS' group by c.organisation_id, c.id, c.quantity
having c.quantity <> coalesce(sum(f.quantity), 0);

-- name: each bucket of each usage fact is in exactly one charge, with all its tokens
with bucket as (
    select f.organisation_id, f.id as fact_id, case b.key when 'cacheRead' then 'CACHE_READ'
        when 'cacheWrite' then 'CACHE_WRITE' else upper(b.key) end as bucket, b.value::numeric as tokens
    from fact f cross join jsonb_each_text(coalesce(f.body -> 'data', f.body) -> 'tokens') b
    where f.type = 'dev.aquifer.usage.recorded.v1' and b.value::numeric > 0
), charged as (
    select cf.organisation_id, cf.fact_id, c.bucket, count(*) as charges, sum(cf.quantity) as tokens
    from charge_fact cf join charge c on c.organisation_id = cf.organisation_id and c.id = cf.charge_id
    group by cf.organisation_id, cf.fact_id, c.bucket
)
select organisation_id, fact_id, bucket, bucket.tokens, charged.charges, charged.tokens as charged
from bucket full join charged using (organisation_id, fact_id, bucket)
where charged.charges is distinct from 1 or bucket.tokens is distinct from charged.tokens;

-- name: each lease is charged for exactly the time that is known of it
select l.organisation_id, l.id, l.chips, l.opened_at, l.charged_until, coalesce(c.quantity, 0) as chip_seconds
from lease l
left join (
    select organisation_id, lease_id as id, sum(quantity) as quantity from charge where kind = 'LEASE'
    group by organisation_id, lease_id
) c using (organisation_id, id)
where l.opened_at is not null and l.charged_until is not null and not l.free
    and abs(coalesce(c.quantity, 0) - l.chips * extract(epoch from l.charged_until - l.opened_at)) > 0.00001;

-- name: no lease is charged beyond its end
select organisation_id, id, charged_until, closed_at from lease where charged_until > closed_at;

-- name: what is free has no charge
select c.organisation_id, c.id from charge c
join lease l on l.organisation_id = c.organisation_id and l.id = c.lease_id where l.free;

-- name: no two charges of a lease overlap in time
select a.organisation_id, a.lease_id, a.id as one, b.id as other from charge a
join charge b on b.organisation_id = a.organisation_id and b.lease_id = a.lease_id and b.id > a.id
    and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
where a.kind = 'LEASE';

-- name: subsidy's own copy of each charge has the charge's net, less what credit notes took off
select b.organisation_id, b.charge_id, b.net, c.net as charge, n.amount as credited
from charge_basis b
left join charge c on c.organisation_id = b.organisation_id and c.id = b.charge_id
left join (select organisation_id, charge_id, sum(amount) as amount from credit_note group by organisation_id, charge_id) n
    on n.organisation_id = b.organisation_id and n.charge_id = b.charge_id
where b.net is distinct from greatest(c.net - coalesce(n.amount, 0), 0);

-- name: nothing accrues beyond the entitlement, nor the entitlement beyond ratio × base
select organisation_id, charge_id, grant_id, base, ratio, entitlement, accrued from charge_share
where accrued > entitlement or accrued < 0 or entitlement > coalesce(ratio, case when base > 0 then 1 else 0 end) * base;

-- name: all subsidies of a charge together are at most its net
select s.organisation_id, s.charge_id, sum(s.accrued) as accrued, b.net
from charge_share s join charge_basis b on b.organisation_id = s.organisation_id and b.charge_id = s.charge_id
group by s.organisation_id, s.charge_id, b.net having sum(s.accrued) > greatest(b.net, 0);

-- name: what each charge has accrued is the sum of its accruals
select organisation_id, charge_id, grant_id, s.accrued, a.amount
from charge_share s
full join (
    select organisation_id, charge_id, grant_id, sum(amount) as amount from accrual
    group by organisation_id, charge_id, grant_id
) a using (organisation_id, charge_id, grant_id)
where coalesce(s.accrued, 0) <> coalesce(a.amount, 0);

-- name: what is used of each grant is the sum of its accruals, within its face value
select g.organisation_id, g.id, g.used, coalesce(sum(a.amount), 0) as accrued, g.face_value
from subsidy_grant g left join accrual a on a.organisation_id = g.organisation_id and a.grant_id = g.id
group by g.organisation_id, g.id, g.used, g.face_value
having g.used <> coalesce(sum(a.amount), 0) or g.used > g.face_value;

-- name: what is used of each programme is the sum of its accruals, within its budget
select u.programme_id, u.used, coalesce(sum(a.amount), 0) as accrued, u.budget
from programme_use u left join accrual a on a.programme_id = u.programme_id
group by u.programme_id, u.used, u.budget having u.used <> coalesce(sum(a.amount), 0) or u.used > u.budget;

-- name: what each organisation uses of a programme is the sum of its accruals, within its ceiling
select organisation_id, programme_id, u.used, a.amount as accrued, u.ceiling
from (
    select organisation_id, programme_id, sum(used) as used, bool_or(used > ceiling) as beyond, max(ceiling) as ceiling
    from organisation_use group by organisation_id, programme_id
) u
full join (
    select organisation_id, programme_id, sum(amount) as amount from accrual group by organisation_id, programme_id
) a using (organisation_id, programme_id)
where coalesce(u.used, 0) <> coalesce(a.amount, 0) or u.beyond;

-- name: the ledger has accrued what subsidy has accrued
select organisation_id, programme_id, a.amount, p.posted
from (
    select organisation_id, programme_id, sum(amount) as amount from accrual group by organisation_id, programme_id
) a
full join (
    select organisation_id, split_part(account, ':', 2)::uuid as programme_id, sum(debit - credit) as posted
    from ledger_posting where account like 'subsidy_accrued:%' group by organisation_id, split_part(account, ':', 2)
) p using (organisation_id, programme_id)
where coalesce(a.amount, 0) <> coalesce(p.posted, 0);

-- name: every grant rests on an approval with its evidence
select g.organisation_id, g.id from subsidy_grant g
where not exists (select from decision d
        where d.organisation_id = g.organisation_id and d.application_id = g.application_id and d.approved)
    or not exists (select from evidence e
        where e.organisation_id = g.organisation_id and e.application_id = g.application_id);

-- name: the numbers of bills are a series without gaps
select s.issuer, s.year, s.last, count(distinct c.bill_number) as taken
from bill_series s
left join month_close c on c.issuer = s.issuer and c.bill_number like s.prefix || '-' || s.year || '-%'
group by s.issuer, s.year, s.last having s.last <> count(distinct c.bill_number);

-- name: every table has forced row-level security or says why not
select relname from pg_class
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
    and relname <> 'flyway_schema_history' and coalesce(obj_description(oid, 'pg_class'), '') not like 'no-rls: %';
