package dev.aquifer.billing.evidence;

import java.util.List;

/// What of one organisation goes into the package. Each query is asked under the organisation's own binding, with its
/// id and the claim's, and says the order of its rows itself.
final class OrganisationFiles {
    /// @param columns of the query, in the order in which they are written
    record File(String name, List<String> columns, String query) {
        File {
            columns = List.copyOf(columns);
        }
    }

    static final List<String> LINE =
            List.of("organisation", "charge", "grant", "service_from", "service_until", "bill_month", "net", "claimed");

    static final String LINES = """
            select l.organisation_id as organisation, l.charge_id as charge, l.grant_id as "grant", b.service_from,
              b.service_until, b.month as bill_month, b.net, l.amount as claimed
            from claim_line l
            join charge_basis b on b.organisation_id = l.organisation_id and b.charge_id = l.charge_id
            where l.organisation_id = ? and l.claim_id = ? order by l.charge_id, l.grant_id""";

    /// The charges of the claim, and what joins to them.
    private static final String CHARGES_OF_CLAIM = """
            with claimed as (select distinct l.organisation_id, l.charge_id, c.programme_id
              from claim_line l
              join claim_organisation c on c.organisation_id = l.organisation_id and c.claim_id = l.claim_id
              where l.organisation_id = ? and l.claim_id = ?)
            """;

    /// The months of bills on which those charges, or their subsidies under the programme, stand.
    static final String MONTHS_OF_CLAIM = CHARGES_OF_CLAIM + """
            , billed as (
              select b.organisation_id, b.month from charge_basis b
              join claimed k on k.organisation_id = b.organisation_id and k.charge_id = b.charge_id
              union
              select a.organisation_id, a.month from accrual a
              join claimed k on k.organisation_id = a.organisation_id and k.charge_id = a.charge_id
                and k.programme_id = a.programme_id)
            """;

    /// The closed ones among those bills; a bill that is still open has no document yet.
    static final String BILLS = MONTHS_OF_CLAIM + """
            select c.month, c.number, c.sha256, c.document from closed_bill c
            join billed b on b.organisation_id = c.organisation_id and b.month = c.month order by c.month""";

    static final List<File> ALL = List.of(
            new File(
                    "bill-totals.csv",
                    List.of("bill_month", "bill_number", "bill_sha256", "charges", "net", "subsidy_of_programme"),
                    MONTHS_OF_CLAIM + """
                    select m.month as bill_month, c.number as bill_number, c.sha256 as bill_sha256,
                      (select count(*) from charge_basis b where b.organisation_id = m.organisation_id and b.month = m.month)
                        as charges,
                      (select coalesce(sum(b.net), 0) from charge_basis b where b.organisation_id = m.organisation_id
                        and b.month = m.month) as net,
                      (select coalesce(sum(a.amount), 0) from accrual a where a.organisation_id = m.organisation_id
                        and a.month = m.month and a.programme_id = (select programme_id from claimed limit 1))
                        as subsidy_of_programme
                    from billed m
                    left join closed_bill c on c.organisation_id = m.organisation_id and c.month = m.month
                    order by m.month"""),
            new File(
                    "payments.csv",
                    List.of("payment", "kind", "bill_month", "amount", "bank_reference", "paid_at"),
                    MONTHS_OF_CLAIM + """
                    select p.id as payment, p.kind, p.month as bill_month, p.amount, p.bank_reference, p.paid_at
                    from payment p
                    join billed m on m.organisation_id = p.organisation_id and m.month = p.month
                    order by p.month, p.id"""),
            new File(
                    "invoices.csv",
                    List.of(
                            "invoice",
                            "bill_month",
                            "bill_number",
                            "reverses",
                            "kind",
                            "buyer",
                            "tax_number",
                            "net",
                            "rate",
                            "tax",
                            "gross",
                            "state",
                            "number",
                            "issued_on"),
                    MONTHS_OF_CLAIM + """
                    select i.id as invoice, i.month as bill_month, i.bill as bill_number, i.red_of as reverses, i.kind,
                      i.title as buyer, i.tax_number, i.net, i.rate, i.tax, i.gross, i.state, i.number, i.issued_on
                    from invoice i
                    join billed m on m.organisation_id = i.organisation_id and m.month = i.month
                    order by i.month, i.id"""),
            new File(
                    "charges.csv",
                    List.of(
                            "charge",
                            "kind",
                            "day",
                            "bill_month",
                            "lease",
                            "item",
                            "bucket",
                            "purpose",
                            "chip_origin",
                            "simulated",
                            "quantity",
                            "unit_price",
                            "price_book",
                            "starts_at",
                            "ends_at",
                            "net"),
                    CHARGES_OF_CLAIM + """
                    select c.id as charge, c.kind, c.day, c.month as bill_month, c.lease_id as lease, c.item, c.bucket, c.purpose,
                      c.chip_origin, c.simulated, c.quantity, c.unit_price, c.price_book, c.starts_at, c.ends_at, c.net
                    from charge c
                    join claimed k on k.organisation_id = c.organisation_id and k.charge_id = c.id
                    order by c.starts_at, c.id"""),
            new File(
                    "accruals.csv",
                    List.of("accrual", "charge", "grant", "amount", "kind", "reason", "bill_month", "posted_at"),
                    CHARGES_OF_CLAIM + """
                    select a.id as accrual, a.charge_id as charge, a.grant_id as "grant", a.amount, a.kind, a.reason,
                      a.month as bill_month, a.posted_at
                    from accrual a
                    join claimed k on k.organisation_id = a.organisation_id and k.charge_id = a.charge_id
                      and k.programme_id = a.programme_id
                    order by a.posted_at, a.id"""),
            new File(
                    "ledger.csv",
                    List.of(
                            "transaction",
                            "line",
                            "cause",
                            "key",
                            "charge",
                            "bill_month",
                            "booked_at",
                            "account",
                            "debit",
                            "credit"),
                    CHARGES_OF_CLAIM + """
                    select t.id as transaction, p.line, t.cause, t.business_key as key, t.charge_id as charge,
                      t.month as bill_month, t.booked_at, p.account, p.debit, p.credit
                    from ledger_transaction t
                    join claimed k on k.organisation_id = t.organisation_id and k.charge_id = t.charge_id
                    join ledger_posting p on p.organisation_id = t.organisation_id and p.transaction_id = t.id
                    order by t.id, p.line"""),
            new File(
                    "usage.csv",
                    List.of(
                            "lease",
                            "deployment",
                            "purpose",
                            "chip_type",
                            "chip_origin",
                            "simulated",
                            "chips",
                            "opened_at",
                            "closed_at",
                            "chip_seconds_in_claim",
                            "opened_fact",
                            "closed_fact"),
                    CHARGES_OF_CLAIM + """
                    select l.id as lease, l.deployment_name as deployment, l.purpose, l.chip_type, l.chip_origin, l.simulated,
                      l.chips, l.opened_at, l.closed_at, sum(c.quantity) as chip_seconds_in_claim, l.opened_fact, l.closed_fact
                    from charge c
                    join claimed k on k.organisation_id = c.organisation_id and k.charge_id = c.id
                    join lease l on l.organisation_id = c.organisation_id and l.id = c.lease_id
                    group by l.organisation_id, l.id order by l.opened_at, l.id"""),
            new File(
                    "evidence.csv",
                    List.of("application", "requirement", "file_name", "media_type", "bytes", "sha256", "added_at"),
                    """
                    with claimed as (select organisation_id, programme_id from claim_organisation
                      where organisation_id = ? and claim_id = ?)
                    select e.application_id as application, e.requirement, e.file_name, e.media_type, e.bytes, e.sha256, e.added_at
                    from evidence e
                    join application a on a.organisation_id = e.organisation_id and a.id = e.application_id
                      and a.state = 'APPROVED'
                    join claimed k on k.organisation_id = a.organisation_id and k.programme_id = a.programme_id
                    order by e.added_at, e.id"""),
            new File(
                    "grants.csv",
                    List.of(
                            "grant",
                            "application",
                            "valid_from",
                            "valid_until",
                            "limit",
                            "version_from",
                            "ratio",
                            "reasons"),
                    """
                    with claimed as (select organisation_id, programme_id from claim_organisation
                      where organisation_id = ? and claim_id = ?)
                    select g.id as "grant", g.application_id as application, g.valid_from, g.valid_until, g.face_value as "limit",
                      v.valid_from as version_from, v.ratio, v.reasons
                    from subsidy_grant g
                    join claimed k on k.organisation_id = g.organisation_id and k.programme_id = g.programme_id
                    join grant_version v on v.organisation_id = g.organisation_id and v.grant_id = g.id
                    order by g.valid_from, g.id, v.valid_from, v.id"""));

    private OrganisationFiles() {}
}
