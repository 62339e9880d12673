package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The lines of claims, each under its organisation; the transaction is bound to it, except where it says otherwise.
@ApplicationScoped
class ClaimLines {
    private final Sql sql;

    ClaimLines(Sql sql) {
        this.sql = sql;
    }

    /// A line as it stands, for evidence and screens.
    ///
    /// @param month of the bill on which the charge stands, @param claimed when the claim was made
    /// @param amount claimed now: less where a clawback has taken from it
    /// @param shortfall null until the claim is settled
    record Row(
            UUID organisation,
            UUID claim,
            UUID charge,
            UUID grant,
            String kind,
            YearMonth month,
            YearMonth serviceMonth,
            Money net,
            Money claimed,
            Money amount,
            @Nullable Money shortfall) {

        @Nullable Money paid() {
            return shortfall == null ? null : amount.minus(shortfall);
        }
    }

    /// Takes what the lines claim, and marks every accrual of the programme that is in no claim yet.
    ///
    /// @param lines of one organisation, in order of posting, @param place of the organisation in the claim
    void add(UUID organisation, UUID claim, UUID programme, int place, List<ClaimLine> lines, Instant now) {
        sql.update(
                "insert into claim_organisation (organisation_id, claim_id, programme_id, place, made_at)"
                        + " values (?, ?, ?, ?, ?)",
                organisation,
                claim,
                programme,
                place,
                now);
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            rows.add(new @Nullable Object[] {
                organisation, claim, line.charge(), line.grant(), i, line.amount(), line.amount()
            });
        }
        sql.batch(
                "insert into claim_line (organisation_id, claim_id, charge_id, grant_id, place, made, amount)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                rows);
        sql.update(
                "insert into claim_accrual (organisation_id, accrual_id, claim_id) select a.organisation_id, a.id, ?"
                        + " from accrual a where a.organisation_id = ? and a.programme_id = ? and a.kind = 'ACCRUAL'"
                        + " and a.claim_id is null and not exists (select from claim_accrual c"
                        + " where c.organisation_id = a.organisation_id and c.accrual_id = a.id)",
                claim,
                organisation,
                programme);
    }

    /// The organisation's lines of a claim, in order of posting.
    List<ClaimLine> of(UUID organisation, UUID claim) {
        return rows(organisation, claim).stream()
                .map(row -> new ClaimLine(organisation, row.charge(), row.grant(), row.amount()))
                .toList();
    }

    List<Row> rows(UUID organisation, UUID claim) {
        return sql.list(
                "select l.charge_id, l.grant_id, l.made, l.amount, l.shortfall, b.kind, b.month, b.service_from, b.net"
                        + " from claim_line l join charge_basis b on b.organisation_id = l.organisation_id"
                        + " and b.charge_id = l.charge_id where l.organisation_id = ? and l.claim_id = ?"
                        + " order by l.place",
                row -> new Row(
                        organisation,
                        claim,
                        Sql.uuid(row, "charge_id"),
                        Sql.uuid(row, "grant_id"),
                        Sql.text(row, "kind"),
                        YearMonth.parse(Sql.text(row, "month")),
                        ServiceTime.month(Sql.instant(row, "service_from")),
                        Sql.money(row, "net"),
                        Sql.money(row, "made"),
                        Sql.money(row, "amount"),
                        Programmes.moneyOrNull(row, "shortfall")),
                organisation,
                claim);
    }

    void settled(UUID organisation, UUID claim, List<Settlement.Part> parts) {
        sql.batch(
                "update claim_line set shortfall = ? where organisation_id = ? and claim_id = ? and charge_id = ?"
                        + " and grant_id = ?",
                parts.stream()
                        .map(part -> new @Nullable Object[] {
                            part.shortfall(),
                            organisation,
                            claim,
                            part.line().charge(),
                            part.line().grant()
                        })
                        .toList());
    }

    /// R16: takes what a clawback took out of claims under way, the newest first.
    ///
    /// @return what was taken from each, below zero
    Map<UUID, Money> shrink(UUID organisation, Movement movement) {
        record Open(UUID claim, Money amount) {}
        var open = sql.list(
                "select l.claim_id, l.amount from claim_line l join claim_organisation c"
                        + " on c.organisation_id = l.organisation_id and c.claim_id = l.claim_id"
                        + " where l.organisation_id = ? and l.charge_id = ? and l.grant_id = ? and l.shortfall is null"
                        + " and l.amount > 0 order by c.made_at desc, l.claim_id desc for update of l",
                row -> new Open(Sql.uuid(row, "claim_id"), Sql.money(row, "amount")),
                organisation,
                movement.charge(),
                movement.grant());
        var taken = new LinkedHashMap<UUID, Money>();
        var left = movement.amount().negated();
        for (var line : open) {
            var off = left.min(line.amount());
            if (off.isPositive()) {
                sql.update(
                        "update claim_line set amount = amount - ? where organisation_id = ? and claim_id = ?"
                                + " and charge_id = ? and grant_id = ?",
                        off,
                        organisation,
                        line.claim(),
                        movement.charge(),
                        movement.grant());
                taken.put(line.claim(), off.negated());
                left = left.minus(off);
            }
        }
        if (!left.isZero()) {
            throw new IllegalStateException(
                    "claims under way hold %s too little of charge %s".formatted(left, movement.charge()));
        }
        return taken;
    }

    /// The organisations of a claim in its order; as jobs.
    List<UUID> organisations(UUID claim) {
        return sql.list(
                "select organisation_id from claim_organisation where claim_id = ? order by place",
                row -> Sql.uuid(row, "organisation_id"),
                claim);
    }

    /// The programme of a claim; as jobs. Empty if it took nothing.
    Optional<UUID> programme(UUID claim) {
        return sql.first(
                "select programme_id from claim_organisation where claim_id = ? order by place limit 1",
                row -> Sql.uuid(row, "programme_id"),
                claim);
    }

    /// The organisations of which something is not claimed yet under a programme, in the order of their ids; as jobs.
    List<UUID> unclaimed(UUID programme) {
        return sql.list(
                "select distinct organisation_id from charge_share where programme_id = ?"
                        + " and accrued <> claimed + paid order by organisation_id",
                row -> Sql.uuid(row, "organisation_id"),
                programme);
    }
}
