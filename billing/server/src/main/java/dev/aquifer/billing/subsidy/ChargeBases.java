package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Subsidy's own row of each charge that it was asked about, and what each grant gives to it.
@ApplicationScoped
class ChargeBases {
    private final Sql sql;

    ChargeBases(Sql sql) {
        this.sql = sql;
    }

    /// Keeps the charges as they stand now; a charge that is known keeps its place in the order of posting.
    void save(List<ChargeNow> charges, Instant now) {
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

    /// The charges with service from an instant on, in order of posting.
    List<ChargeNow> since(UUID organisation, Instant from) {
        return sql.list(
                "select charge_id, kind, purpose, chip_origin, service_from, service_until, net, month"
                        + " from charge_basis where organisation_id = ? and service_until > ? order by posting",
                row -> new ChargeNow(
                        Sql.uuid(row, "charge_id"),
                        organisation,
                        Sql.text(row, "kind"),
                        Sql.text(row, "purpose"),
                        Sql.text(row, "chip_origin"),
                        Sql.instant(row, "service_from"),
                        Sql.instant(row, "service_until"),
                        Sql.money(row, "net"),
                        YearMonth.parse(Sql.text(row, "month"))),
                organisation,
                from);
    }

    /// The shares of charges as they were last posted: charge, then grant.
    Map<UUID, Map<UUID, Share>> shares(UUID organisation, List<UUID> charges) {
        record Row(UUID charge, Share share) {}
        var shares = new HashMap<UUID, Map<UUID, Share>>();
        if (charges.isEmpty()) {
            return shares;
        }
        var rows = sql.list(
                "select charge_id, programme_id, grant_id, version_id, ratio, base, entitlement, accrued, reason"
                        + " from charge_share where organisation_id = ? and charge_id = any(?)"
                        + " order by charge_id, grant_id",
                row -> new Row(Sql.uuid(row, "charge_id"), share(row)),
                organisation,
                charges);
        for (var row : rows) {
            shares.computeIfAbsent(row.charge(), _ -> new HashMap<>())
                    .put(row.share().grant(), row.share());
        }
        return shares;
    }

    void save(UUID organisation, Map<UUID, List<Share>> shares, Instant now) {
        sql.batch(
                "insert into charge_share (organisation_id, charge_id, grant_id, programme_id, version_id, ratio, base,"
                        + " entitlement, accrued, reason, posted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (organisation_id, charge_id, grant_id) do update set"
                        + " version_id = excluded.version_id, ratio = excluded.ratio, base = excluded.base,"
                        + " entitlement = excluded.entitlement, accrued = excluded.accrued,"
                        + " reason = excluded.reason, posted_at = excluded.posted_at",
                shares.entrySet().stream()
                        .flatMap(charge -> charge.getValue().stream().map(share -> new @Nullable Object[] {
                            organisation,
                            charge.getKey(),
                            share.grant(),
                            share.programme(),
                            share.version(),
                            share.ratio(),
                            share.base(),
                            share.entitlement(),
                            share.accrued(),
                            share.reason(),
                            now
                        }))
                        .toList());
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
                reason == null ? null : Reason.valueOf(reason));
    }
}
