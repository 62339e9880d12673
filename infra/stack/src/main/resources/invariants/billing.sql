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

-- name: the net of each charge is its list amount less its discount, and that is list × rate, rounded half up
select organisation_id, id, list, discount_rate, discount, net from charge
where discount <> round(list * discount_rate, 2) or net <> list - discount;

-- name: the list amount of each charge that stands for itself is quantity × price, rounded half up once
select organisation_id, id, kind, quantity, unit_price, list from charge
where tally is null and list <> round(quantity * unit_price
    / case kind when 'LEASE' then 3600 when 'TOKENS' then 1000000 when 'STORAGE' then 92771293593600 else 1 end, 2);

-- name: the list amounts of charges that are counted together come to what tiers, package or reservation make of their sum
with entry as (
    select null::uuid as organisation_id, e.* from price_entry e
    union all
    select e.* from contract_entry e
), sku as (
    select e.*, concat_ws(' ', kind, item, bucket, pool) as name, case kind when 'TOKENS' then 1000000 when 'STORAGE' then 92771293593600
        else 3600 end as per, case kind when 'TOKENS' then 1 when 'STORAGE' then 3865470566400 else 3600 end as count
    from entry e where model not in ('LIST', 'FLAT', 'ONE_TIME', 'MINIMUM')
), counted as (
    select organisation_id, tally, price_book, sum(quantity) as quantity, sum(list) as list, count(distinct month) as bills
    from charge where tally is not null group by organisation_id, tally, price_book
), priced as (
    select c.*, s.model, case
        when s.model = 'PER_UNIT' then c.quantity * s.price / s.per
        when s.model = 'GRADUATED' then (
            select sum(greatest(least(c.quantity, coalesce(s.tier_up_to[i] * s.count, c.quantity))
                - coalesce(s.tier_up_to[i - 1] * s.count, 0), 0) * s.tier_price[i])
            from generate_subscripts(s.tier_price, 1) i) / s.per
        when s.model = 'VOLUME' then c.quantity * (
            select s.tier_price[i] from generate_subscripts(s.tier_price, 1) i
            where s.tier_up_to[i] is null or c.quantity <= s.tier_up_to[i] * s.count order by i limit 1) / s.per
        when s.model = 'PACKAGE' and s.overage is null then ceil(c.quantity / (s.size * s.count)) * s.price
        when s.model = 'PACKAGE' then sign(c.quantity) * s.price
            + greatest(c.quantity - s.size * s.count, 0) * s.overage / s.per
        when split_part(c.tally, '|', 2) between s.term_from and s.term_to
            then (least(c.quantity, s.size * s.count) * s.price
                + greatest(c.quantity - s.size * s.count, 0) * s.overage) / s.per
        else c.quantity * s.overage / s.per end as amount
    from counted c
    join sku s on s.version = c.price_book and s.name = split_part(c.tally, '|', 1)
        and (s.organisation_id is null or s.organisation_id = c.organisation_id)
)
select organisation_id, tally, quantity, model, round(amount, 2) as amount, list from priced
-- What a closed bill holds is not taken back where a volume price steps down.
where list <> round(amount, 2) and not (model = 'VOLUME' and bills > 1 and list > amount);

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

-- name: each charge of tokens or storage is the sum of the facts in it
select c.organisation_id, c.id, c.quantity, sum(f.quantity) as facts
from charge c left join charge_fact f on f.organisation_id = c.organisation_id and f.charge_id = c.id
where c.kind in ('TOKENS', 'STORAGE') group by c.organisation_id, c.id, c.quantity
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
    where c.kind = 'TOKENS' group by cf.organisation_id, cf.fact_id, c.bucket
)
select organisation_id, fact_id, bucket, bucket.tokens, charged.charges, charged.tokens as charged
from bucket full join charged using (organisation_id, fact_id, bucket)
where charged.charges is distinct from 1 or bucket.tokens is distinct from charged.tokens;

-- name: nothing is charged of a window of storage beyond its byte-seconds
select f.organisation_id, f.id, f.body ->> 'byteSeconds' as byte_seconds, sum(cf.quantity) as charged
from fact f join charge_fact cf on cf.organisation_id = f.organisation_id and cf.fact_id = f.id
where f.type = 'dev.aquifer.storage.recorded.v1'
group by f.organisation_id, f.id, f.body having sum(cf.quantity) > (f.body ->> 'byteSeconds')::numeric;

-- name: no two windows of storage of a model overlap
select * from (
    select organisation_id, id, body ->> 'model' as model, (body ->> 'from')::timestamptz as from,
        lag((body ->> 'until')::timestamptz) over (
            partition by organisation_id, body ->> 'model' order by (body ->> 'from')::timestamptz) as before
    from fact where type = 'dev.aquifer.storage.recorded.v1'
) stored where before > stored.from;

-- name: each day of a lease is charged for exactly the time that is known of it, or for what a closed bill has if that is more
with day as (
    select l.organisation_id, l.id, d::date as day, l.chips * extract(epoch from
        least(l.charged_until, (d + interval '1 day') at time zone 'Asia/Shanghai')
        - greatest(l.opened_at, d at time zone 'Asia/Shanghai')) as known
    from lease l cross join generate_series(date_trunc('day', l.opened_at at time zone 'Asia/Shanghai'),
        (l.charged_until - interval '1 microsecond') at time zone 'Asia/Shanghai', interval '1 day') d
    where l.charged_until > l.opened_at and not l.free
), charged as (
    select c.organisation_id, c.lease_id as id, c.day, sum(c.quantity) as quantity, coalesce(sum(c.quantity) filter (where
        c.month <= (select max(m.month) from month_close m where m.organisation_id = c.organisation_id)), 0) as closed
    from charge c where c.kind = 'LEASE' and c.lease_id is not null group by c.organisation_id, c.lease_id, c.day
)
select organisation_id, id, day, coalesce(known, 0) as known, coalesce(quantity, 0) as charged, closed as on_closed_bills
from day full join charged using (organisation_id, id, day)
where abs(coalesce(quantity, 0) - greatest(coalesce(known, 0), coalesce(closed, 0))) > 0.00001;

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

-- name: the facts in the charges of every closed bill are those that its document names
with named as (
    select b.organisation_id, (f ->> 'charge')::uuid as charge_id, (f ->> 'facts')::bigint as facts, f ->> 'sha256' as sha256
    from closed_bill b cross join lateral jsonb_array_elements(convert_from(b.document, 'UTF8')::jsonb -> 'facts') f
), used as (
    select f.organisation_id, f.charge_id, count(*) as facts,
        encode(sha256(string_agg(uuid_send(f.fact_id), ''::bytea order by f.fact_id)), 'hex') as sha256
    from charge_fact f join named n on n.organisation_id = f.organisation_id and n.charge_id = f.charge_id
    group by f.organisation_id, f.charge_id
    union all
    select c.organisation_id, c.id, 1, encode(sha256(uuid_send(l.opened_fact)), 'hex')
    from charge c join lease l on l.organisation_id = c.organisation_id and l.id = c.lease_id
    join named n on n.organisation_id = c.organisation_id and n.charge_id = c.id
)
select organisation_id, charge_id, named.facts, used.facts as found, named.sha256, used.sha256 as found_sha256
from named left join used using (organisation_id, charge_id)
where named.facts is distinct from used.facts or named.sha256 is distinct from used.sha256;

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

-- name: what is used of each grant is the sum of its accruals, but for what was clawed back after it was paid, within its face value
select g.organisation_id, g.id, g.used, coalesce(sum(a.amount), 0) as accrued, g.face_value
from subsidy_grant g
left join accrual a on a.organisation_id = g.organisation_id and a.grant_id = g.id and a.kind <> 'CLAWBACK'
group by g.organisation_id, g.id, g.used, g.face_value
having g.used <> coalesce(sum(a.amount), 0) or g.used > g.face_value;

-- name: what is used of each programme is the sum of its accruals, but for what was clawed back after it was paid, within its budget
select u.programme_id, u.used, coalesce(sum(a.amount), 0) as accrued, u.budget
from programme_use u left join accrual a on a.programme_id = u.programme_id and a.kind <> 'CLAWBACK'
group by u.programme_id, u.used, u.budget having u.used <> coalesce(sum(a.amount), 0) or u.used > u.budget;

-- name: what each organisation uses of a programme in a year of service is the sum of its accruals, likewise, within its ceiling
select organisation_id, programme_id, service_year, u.used, a.amount as accrued, u.ceiling
from organisation_use u
full join (
    select a.organisation_id, a.programme_id, sum(a.amount) as amount,
        extract(year from b.service_from at time zone 'Asia/Shanghai')::int as service_year
    from accrual a join charge_basis b on b.organisation_id = a.organisation_id and b.charge_id = a.charge_id
    where a.kind <> 'CLAWBACK' group by 1, 2, 4
) a using (organisation_id, programme_id, service_year)
where coalesce(u.used, 0) <> coalesce(a.amount, 0) or u.used > u.ceiling;

-- name: each accrual is posted with its amount, but for what a programme that reimburses takes back of what it paid
select a.organisation_id, a.id, a.charge_id, a.kind, a.amount, p.posted
from accrual a
left join (
    select t.organisation_id, substr(t.business_key, 9)::uuid as id, sum(p.debit) as posted
    from ledger_transaction t join ledger_posting p on p.organisation_id = t.organisation_id and p.transaction_id = t.id
    where t.business_key like 'accrual:%' group by t.organisation_id, t.business_key
) p on p.organisation_id = a.organisation_id and p.id = a.id
where p.posted is distinct from abs(a.amount) and not (a.kind = 'CLAWBACK' and p.posted is null and exists (
    select from programme_version v where v.programme_id = a.programme_id and v.state <> 'DRAFT' and v.mode = 'REIMBURSE'));

-- name: what is claimed of each charge is what claims under way ask for it; what is paid of it is what settled ones brought, less what was clawed back
select organisation_id, charge_id, grant_id, s.claimed, l.under_way, s.paid, l.settled, c.taken
from charge_share s
full join (
    select organisation_id, charge_id, grant_id, coalesce(sum(amount) filter (where shortfall is null), 0) as under_way,
        coalesce(sum(amount - shortfall), 0) as settled
    from claim_line group by organisation_id, charge_id, grant_id
) l using (organisation_id, charge_id, grant_id)
full join (
    select organisation_id, charge_id, grant_id, sum(amount) as taken from accrual where kind = 'CLAWBACK'
    group by organisation_id, charge_id, grant_id
) c using (organisation_id, charge_id, grant_id)
where coalesce(s.claimed, 0) <> coalesce(l.under_way, 0)
    or coalesce(s.paid, 0) <> coalesce(l.settled, 0) + coalesce(c.taken, 0);

-- name: each claim is the sum of its lines, and what the programme paid is what the lines were paid
select c.programme_id, c.id, c.period, c.state, c.claimed, coalesce(sum(l.made), 0) as lines, c.paid,
    coalesce(sum(l.amount - l.shortfall), 0) as lines_paid
from programme_claim c left join claim_line l on l.claim_id = c.id
where c.state <> 'OPEN'
group by c.programme_id, c.id
having c.claimed <> coalesce(sum(l.made), 0) or c.paid <> coalesce(sum(l.amount - l.shortfall), 0)
    or count(*) filter (where (l.shortfall is null) <> (c.paid is null)) > 0;

-- name: no line of a claim falls short by more than it asks, nor by less than nothing
select organisation_id, claim_id, charge_id, grant_id, amount, shortfall from claim_line
where shortfall < 0 or shortfall > greatest(amount, 0);

-- name: what programmes that deduct paid for each organisation's lines is what came in
with mode as (
    select distinct on (programme_id) programme_id, mode from programme_version where state <> 'DRAFT'
    order by programme_id, version desc
)
select organisation_id, claim_id, l.paid, p.posted
from (
    select l.organisation_id, l.claim_id, sum(l.amount - l.shortfall) as paid
    from claim_line l
    join claim_organisation o on o.organisation_id = l.organisation_id and o.claim_id = l.claim_id
    join mode on mode.programme_id = o.programme_id and mode.mode = 'DEDUCT'
    group by l.organisation_id, l.claim_id
) l
full join (
    select t.organisation_id, split_part(t.business_key, ':', 2)::uuid as claim_id, sum(p.debit - p.credit) as posted
    from ledger_transaction t join ledger_posting p on p.organisation_id = t.organisation_id and p.transaction_id = t.id
    where t.business_key like 'claim:%:paid' and p.account = 'cash' group by 1, 2
) p using (organisation_id, claim_id)
where coalesce(l.paid, 0) <> coalesce(p.posted, 0);

-- name: of each programme the ledger holds as accrued, claimed, expected and repayable what the charges' shares say
with mode as (
    select distinct on (programme_id) programme_id, mode = 'DEDUCT' as deducts from programme_version where state <> 'DRAFT'
    order by programme_id, version desc
), said as (
    select organisation_id, 'subsidy_accrued:' || programme_id as account, sum(accrued - claimed - paid) as amount
    from charge_share join mode using (programme_id) where deducts group by organisation_id, programme_id
    union all
    select organisation_id, 'subsidy_claimed:' || programme_id, sum(claimed)
    from charge_share join mode using (programme_id) where deducts group by organisation_id, programme_id
    union all
    select organisation_id, 'memo_expected:' || programme_id, sum(accrued - paid)
    from charge_share join mode using (programme_id) where not deducts group by organisation_id, programme_id
    union all
    select organisation_id, 'programme_repayable:' || programme_id, sum(amount)
    from (
        select organisation_id, programme_id, amount from accrual where kind = 'CLAWBACK'
        union all
        select organisation_id, programme_id, receivable from clawback where state in ('REPAID', 'WRITTEN_OFF')
    ) back join mode using (programme_id) where deducts group by organisation_id, programme_id
)
select organisation_id, account, said.amount, posted.amount as posted
from said
full join (
    select organisation_id, account, sum(debit - credit) as amount from ledger_posting
    where account ~ '^(subsidy_accrued|subsidy_claimed|memo_expected|programme_repayable):'
    group by organisation_id, account
) posted using (organisation_id, account)
where coalesce(said.amount, 0) <> coalesce(posted.amount, 0);

-- name: what is charged back on bills is what was withdrawn or clawed back and posted to them
select organisation_id, id, kind, j.amount, p.posted
from adjustment j
full join (
    select a.organisation_id, a.id, a.kind, sum(p.debit - p.credit) as posted
    from accrual a
    join ledger_transaction t on t.organisation_id = a.organisation_id and t.business_key = 'accrual:' || a.id
    join ledger_posting p on p.organisation_id = t.organisation_id and p.transaction_id = t.id and p.account = 'unbilled'
    where a.kind <> 'ACCRUAL' group by a.organisation_id, a.id, a.kind
) p using (organisation_id, id, kind)
where j.amount is distinct from p.posted;

-- name: each claim that was submitted has its evidence package, and each package is what its SHA-256 says
select c.programme_id, c.id, c.period, p.sha256, encode(sha256(p.content), 'hex') as found
from programme_claim c left join claim_package p on p.claim_id = c.id
where (c.state not in ('OPEN', 'FROZEN') and p.claim_id is null) or p.sha256 <> encode(sha256(p.content), 'hex');

-- name: each evidence package has its number in its programme's chain and names the SHA-256 of the package before it
select programme_id, claim_id, period, number, previous, before
from (
    select c.programme_id, p.claim_id, c.period, p.number, p.previous, lag(p.sha256) over chain as before,
        count(p.number) over (partition by c.programme_id order by c.frozen_at, c.id rows unbounded preceding) as counted,
        max(p.number) over (partition by c.programme_id order by c.frozen_at, c.id rows unbounded preceding) as highest
    from claim_package p join programme_claim c on c.id = p.claim_id
    window chain as (partition by c.programme_id order by c.frozen_at, c.id)
) chain
-- What was packed before there were chains has no number.
where highest is not null and (number is distinct from counted or previous is distinct from before);

-- name: the document of each closed bill is what its SHA-256 says
select organisation_id, month, number, sha256, encode(sha256(document), 'hex') as found from closed_bill
where sha256 <> encode(sha256(document), 'hex');

-- name: each closed bill names the SHA-256 of the organisation's bill before it: the chain is whole
select organisation_id, month, number, said ->> 'previous' as previous, before
from (
    select organisation_id, month, number, before, convert_from(document, 'UTF8')::jsonb as said
    from (
        select *, lag(encode(sha256(document), 'hex')) over (partition by organisation_id order by month) as before
        from closed_bill offset 0
    ) chain
    where sha256 = encode(sha256(document), 'hex') offset 0
) b
where said ->> 'previous' is distinct from before;

-- name: the document of each closed bill says whose it is, its number and its sums, and its lines come to them
with said as materialized (
    select organisation_id, month, number, net, vat, subsidy, adjustments, payable,
        convert_from(document, 'UTF8')::jsonb -> 'bill' as bill
    from closed_bill where sha256 = encode(sha256(document), 'hex')
), lines as (
    select organisation_id, month, l.*, c.*, s.*, k.* from said
    cross join lateral (
        select coalesce(sum((l ->> 'net')::numeric), 0) as line_net, coalesce(sum((l ->> 'vat')::numeric), 0) as line_vat
        from jsonb_path_query(bill, '$.groups[*].charges[*]') l) l
    cross join lateral (
        select coalesce(sum((c ->> 'net')::numeric), 0) as credit_net, coalesce(sum((c ->> 'vat')::numeric), 0) as credit_vat
        from jsonb_path_query(bill, '$.credits[*]') c) c
    cross join lateral (
        select coalesce(sum((s ->> 'amount')::numeric), 0) as line_subsidy
        from jsonb_path_query(bill, '$.subsidies[*] ? (@.deducted == true)') s) s
    cross join lateral (
        select coalesce(sum((k ->> 'amount')::numeric), 0) as line_adjustments
        from jsonb_path_query(bill, '$.corrections[*]') k) k
)
select organisation_id, month, number, net, vat, subsidy, adjustments, payable, line_net + credit_net as lines_net,
    line_vat + credit_vat as lines_vat, line_subsidy, line_adjustments
from said join lines using (organisation_id, month)
where (bill ->> 'organisation', bill ->> 'month', bill ->> 'number', (bill ->> 'net')::numeric, (bill ->> 'vat')::numeric,
        (bill ->> 'subsidy')::numeric, (bill ->> 'adjustments')::numeric, (bill ->> 'payable')::numeric)
        is distinct from (organisation_id::text, month, number, net, vat, subsidy, adjustments, payable)
    or net <> line_net + credit_net or vat <> line_vat + credit_vat or subsidy <> line_subsidy
    or adjustments <> line_adjustments or payable <> net + vat - subsidy + adjustments
    or vat <> round(net * (bill ->> 'vatRate')::numeric, 2);

-- name: on closed bills stand the charges that the books have for their months, each once, with its quantity and net
with line as (
    select b.organisation_id, b.month, (l ->> 'id')::uuid as id, (l ->> 'quantity')::numeric as quantity,
        (l ->> 'net')::numeric as net
    from (select * from closed_bill where sha256 = encode(sha256(document), 'hex') offset 0) b
    cross join jsonb_path_query(convert_from(b.document, 'UTF8')::jsonb, '$.bill.groups[*].charges[*]') l
)
select organisation_id, id, b.month, b.lines, b.quantity, b.net, c.month as charged_in, c.quantity as quantity_charged,
    c.net as net_charged
from (
    select organisation_id, id, min(month) as month, count(*) as lines, sum(quantity) as quantity, sum(net) as net
    from line group by organisation_id, id
) b
full join (
    -- Storage is kept in byte-seconds and shown in GiB-hours.
    select organisation_id, id, month, case kind when 'STORAGE' then round(quantity / 3865470566400, 10) else quantity end as quantity,
        net from charge c where quantity > 0 and exists (
        select from month_close m where m.organisation_id = c.organisation_id and m.month >= c.month)
) c using (organisation_id, id)
where b.lines is distinct from 1 or (b.month, b.quantity, b.net) is distinct from (c.month, c.quantity, c.net);

-- name: each closed bill is owed: its payable, its VAT and what was unbilled are posted as it says
select organisation_id, month, b.number, b.payable, p.owed, b.vat, p.vat as vat_posted, b.unbilled, p.unbilled as unbilled_posted
from (
    select organisation_id, month, number, payable, vat, net - subsidy + adjustments as unbilled from closed_bill
) b
full join (
    select t.organisation_id, substr(t.business_key, 6) as month,
        coalesce(sum(p.debit - p.credit) filter (where p.account = 'receivable'), 0) as owed,
        coalesce(sum(p.credit - p.debit) filter (where p.account = 'vat_output'), 0) as vat,
        coalesce(sum(p.credit - p.debit) filter (where p.account = 'unbilled'), 0) as unbilled
    from ledger_transaction t join ledger_posting p on p.organisation_id = t.organisation_id and p.transaction_id = t.id
    where t.business_key ~ '^bill:[0-9]{4}-[0-9]{2}$' group by t.organisation_id, t.business_key
) p using (organisation_id, month)
where coalesce(b.payable, 0) <> coalesce(p.owed, 0) or coalesce(b.vat, 0) <> coalesce(p.vat, 0)
    or coalesce(b.unbilled, 0) <> coalesce(p.unbilled, 0);

-- name: a closed month leaves nothing unbilled
select t.organisation_id, t.month, sum(p.debit - p.credit) as unbilled
from ledger_posting p join ledger_transaction t on t.organisation_id = p.organisation_id and t.id = p.transaction_id
where p.account = 'unbilled'
    and exists (select from month_close m where m.organisation_id = t.organisation_id and m.month >= t.month)
group by t.organisation_id, t.month having sum(p.debit - p.credit) <> 0;

-- name: nobody can change a closed bill, nor bring anything to its month: the triggers that refuse it are on
select wanted.relname, wanted.tgname
from (values ('closed_bill', 'closed_bill_stays'), ('month_close', 'month_close_stays'), ('charge', 'charge_month_open'),
    ('accrual', 'accrual_month_open'), ('adjustment', 'adjustment_month_open'), ('claim_package', 'claim_package_stays'))
    wanted (relname, tgname)
where not exists (select from pg_trigger g join pg_class c on c.oid = g.tgrelid and c.relname = wanted.relname
    where g.tgname = wanted.tgname and g.tgenabled in ('O', 'A'));

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
