package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.AdjustmentLine;
import dev.aquifer.billing.api.bill.SubsidyLine;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// What of subsidies stands on an organisation's bills. The transaction is bound to the organisation.
@ApplicationScoped
class SubsidyLines {
    private final Sql sql;
    private final Programmes programmes;

    SubsidyLines(Sql sql, Programmes programmes) {
        this.sql = sql;
        this.programmes = programmes;
    }

    List<SubsidyLine> subsidy(UUID organisation, YearMonth month) {
        var byId = programmes.byId();
        return sql.list(
                """
                select a.charge_id, a.grant_id, a.programme_id, a.amount, a.posted_at, b.service_from, s.accrued, s.claimed,
                  s.paid, s.reason
                from (
                  select charge_id, grant_id, programme_id, sum(amount) as amount, max(posted_at) as posted_at
                  from accrual where organisation_id = ? and month = ? and kind = 'ACCRUAL'
                  group by charge_id, grant_id, programme_id having sum(amount) <> 0) a
                join charge_basis b on b.organisation_id = ? and b.charge_id = a.charge_id
                join charge_share s on s.organisation_id = ? and s.charge_id = a.charge_id and s.grant_id = a.grant_id
                order by b.posting, a.programme_id, a.grant_id\
                """,
                row -> {
                    var programme = Objects.requireNonNull(byId.get(Sql.uuid(row, "programme_id")));
                    return new SubsidyLine(
                            Sql.uuid(row, "charge_id"),
                            programme.rules().code(),
                            programme.title(),
                            programme.titleZh(),
                            Sql.uuid(row, "grant_id"),
                            Sql.money(row, "amount"),
                            programme.rules().deducts(),
                            row.getString("reason"),
                            ServiceTime.month(Sql.instant(row, "service_from")),
                            state(Sql.money(row, "accrued"), Sql.money(row, "claimed"), Sql.money(row, "paid")),
                            Sql.instant(row, "posted_at"));
                },
                organisation,
                month,
                organisation,
                organisation);
    }

    List<AdjustmentLine> adjustments(UUID organisation, YearMonth month) {
        var byId = programmes.byId();
        return sql.list(
                "select a.id, a.kind, a.charge_id, a.programme_id, a.grant_id, a.claim_id, a.amount, a.posted_at,"
                        + " b.service_from from adjustment a join charge_basis b on b.organisation_id = a.organisation_id"
                        + " and b.charge_id = a.charge_id where a.organisation_id = ? and a.month = ? order by a.id",
                row -> new AdjustmentLine(
                        Sql.uuid(row, "id"),
                        Sql.text(row, "kind"),
                        Sql.uuid(row, "charge_id"),
                        Objects.requireNonNull(byId.get(Sql.uuid(row, "programme_id")))
                                .rules()
                                .code(),
                        Sql.uuid(row, "grant_id"),
                        Sql.uuidOrNull(row, "claim_id"),
                        Sql.money(row, "amount"),
                        ServiceTime.month(Sql.instant(row, "service_from")),
                        Sql.instant(row, "posted_at")),
                organisation,
                month);
    }

    List<YearMonth> months(UUID organisation) {
        return sql.list(
                "select month from accrual where organisation_id = ? and kind = 'ACCRUAL'"
                        + " union select month from adjustment where organisation_id = ? order by month",
                row -> YearMonth.parse(Sql.text(row, "month")),
                organisation,
                organisation);
    }

    /// `PAID` once all of it is, `CLAIMED` while none of it waits for its claim, else `PROVISIONAL`.
    static String state(Money accrued, Money claimed, Money paid) {
        if (accrued.isPositive() && accrued.compareTo(paid) <= 0) {
            return "PAID";
        }
        return claimed.isPositive() && accrued.compareTo(claimed.plus(paid)) <= 0 ? "CLAIMED" : "PROVISIONAL";
    }
}
