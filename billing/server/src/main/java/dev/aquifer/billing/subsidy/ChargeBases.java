package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Subsidy's own row of each charge that it was asked about, and what each grant gives to it.
@ApplicationScoped
class ChargeBases {
    private static final String BASIS = "select b.charge_id, b.kind, b.purpose, b.chip_origin, b.service_from,"
            + " b.service_until, b.net, b.month from charge_basis b where b.organisation_id = ? and ";

    private final Sql sql;

    ChargeBases(Sql sql) {
        this.sql = sql;
    }

    /// Keeps the charges as they stand now; a charge that is known keeps its place in the order of posting.
    void save(Collection<ChargeNow> charges, Instant now) {
        sql.batch(
                "insert into charge_basis as b (organisation_id, charge_id, kind, purpose, chip_origin, service_from,"
                        + " service_until, net, month, posted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (organisation_id, charge_id) do update set kind = excluded.kind,"
                        + " purpose = excluded.purpose, chip_origin = excluded.chip_origin,"
                        + " service_from = excluded.service_from, service_until = excluded.service_until,"
                        + " net = excluded.net, month = excluded.month",
                charges.stream()
                        .map(charge -> new @Nullable Object[] {
                            charge.organisation(),
                            charge.charge(),
                            charge.kind(),
                            charge.purpose(),
                            charge.chipOrigin(),
                            charge.from(),
                            charge.until(),
                            charge.net(),
                            charge.month(),
                            now
                        })
                        .toList());
    }

    /// These charges with their shares, in order of posting.
    List<Line> lines(UUID organisation, List<UUID> charges) {
        return charges.isEmpty() ? List.of() : lines(organisation, BASIS + "b.charge_id = any(?)", charges);
    }

    /// The charges with service from an instant on, in order of posting.
    List<Line> since(UUID organisation, Instant from) {
        return lines(organisation, BASIS + "(b.service_until > ? or b.service_from >= ?)", from, from);
    }

    /// The charges of a calendar year of service, in order of posting.
    List<Line> ofYear(UUID organisation, int year) {
        return lines(
                organisation,
                BASIS + "b.service_from >= ? and b.service_from < ?",
                ServiceTime.start(LocalDate.of(year, 1, 1)),
                ServiceTime.start(LocalDate.of(year + 1, 1, 1)));
    }

    /// The charges of which something is not claimed yet under a programme, in order of posting.
    List<Line> unclaimed(UUID organisation, UUID programme) {
        return lines(
                organisation,
                BASIS + "exists (select from charge_share s where s.organisation_id = b.organisation_id"
                        + " and s.charge_id = b.charge_id and s.programme_id = ? and s.accrued <> s.claimed + s.paid)",
                programme);
    }

    /// The place of a charge in the order of posting, over all organisations.
    long place(UUID organisation, UUID charge) {
        return sql.first(
                        "select posting from charge_basis where organisation_id = ? and charge_id = ?",
                        row -> row.getLong("posting"),
                        organisation,
                        charge)
                .orElseThrow();
    }

    /// The shares of charges as they were last posted: charge, then grant.
    Map<UUID, List<Share>> shares(UUID organisation, List<UUID> charges) {
        record Row(UUID charge, Share share) {}
        var shares = new HashMap<UUID, List<Share>>();
        if (charges.isEmpty()) {
            return shares;
        }
        var rows = sql.list(
                "select s.charge_id, s.programme_id, s.grant_id, s.version_id, s.ratio, s.base, s.entitlement,"
                        + " s.accrued, s.claimed, s.paid, s.reason from charge_share s join subsidy_grant g on"
                        + " g.organisation_id = s.organisation_id and g.id = s.grant_id where s.organisation_id = ? and"
                        + " s.charge_id = any(?) order by s.charge_id, g.valid_from, s.grant_id",
                row -> new Row(Sql.uuid(row, "charge_id"), share(row)),
                organisation,
                charges);
        for (var row : rows) {
            shares.computeIfAbsent(row.charge(), _ -> new ArrayList<>()).add(row.share());
        }
        return shares;
    }

    void save(UUID organisation, Collection<Line> lines, Instant now) {
        sql.batch(
                "insert into charge_share (organisation_id, charge_id, grant_id, programme_id, version_id, ratio, base,"
                        + " entitlement, accrued, claimed, paid, reason, posted_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (organisation_id, charge_id, grant_id) do update set"
                        + " version_id = excluded.version_id, ratio = excluded.ratio, base = excluded.base,"
                        + " entitlement = excluded.entitlement, accrued = excluded.accrued, claimed = excluded.claimed,"
                        + " paid = excluded.paid, reason = excluded.reason, posted_at = excluded.posted_at",
                lines.stream()
                        .flatMap(line -> line.shares().values().stream().map(share -> new @Nullable Object[] {
                            organisation,
                            line.charge().charge(),
                            share.grant(),
                            share.programme(),
                            share.version(),
                            share.ratio(),
                            share.base(),
                            share.entitlement(),
                            share.accrued(),
                            share.claimed(),
                            share.paid(),
                            share.reason(),
                            now
                        }))
                        .toList());
    }

    private List<Line> lines(UUID organisation, String statement, Object... parameters) {
        var all = new Object[parameters.length + 1];
        all[0] = organisation;
        System.arraycopy(parameters, 0, all, 1, parameters.length);
        var charges = sql.list(statement + " order by b.posting", row -> charge(row, organisation), all);
        var shares =
                shares(organisation, charges.stream().map(ChargeNow::charge).toList());
        return charges.stream()
                .map(charge -> new Line(charge, shares.getOrDefault(charge.charge(), List.of())))
                .toList();
    }

    private static ChargeNow charge(ResultSet row, UUID organisation) throws SQLException {
        return new ChargeNow(
                Sql.uuid(row, "charge_id"),
                organisation,
                Sql.text(row, "kind"),
                Sql.text(row, "purpose"),
                Sql.text(row, "chip_origin"),
                Sql.instant(row, "service_from"),
                Sql.instant(row, "service_until"),
                Sql.money(row, "net"),
                YearMonth.parse(Sql.text(row, "month")));
    }

    private static Share share(ResultSet row) throws SQLException {
        BigDecimal ratio = row.getBigDecimal("ratio");
        String reason = row.getString("reason");
        return new Share(
                Sql.uuid(row, "programme_id"),
                Sql.uuid(row, "grant_id"),
                Sql.uuidOrNull(row, "version_id"),
                ratio == null ? null : Grants.plain(ratio),
                Sql.money(row, "base"),
                Sql.money(row, "entitlement"),
                Sql.money(row, "accrued"),
                Sql.money(row, "claimed"),
                Sql.money(row, "paid"),
                reason == null ? null : Reason.valueOf(reason));
    }
}
