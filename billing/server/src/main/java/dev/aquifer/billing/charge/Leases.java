package dev.aquifer.billing.charge;

import dev.aquifer.billing.sql.Sql;
import dev.aquifer.platform.api.lease.LeaseOpened;
import dev.aquifer.platform.api.lease.Purpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The leases of the organisation that the transaction is bound to.
@ApplicationScoped
public class Leases {

    private static final String COLUMNS =
            "organisation_id, id, pool, chip_type, chip_name, chip_origin, simulated, chips,"
                    + " purpose, deployment_id, deployment_name, free, opened_fact, opened_at, watermark_fact, watermark_at,"
                    + " watermark_recorded_at, closed_fact, closed_at, charged_until";

    private final Sql sql;

    Leases(Sql sql) {
        this.sql = sql;
    }

    public Optional<Lease> find(UUID organisation, UUID id) {
        return Optional.ofNullable(byId(organisation, List.of(id)).get(id));
    }

    /// The leases that have begun, are not known to have ended, and are not free.
    public List<Lease> running(UUID organisation) {
        return sql.list(
                "select " + COLUMNS + " from lease where organisation_id = ? and opened_at is not null"
                        + " and closed_at is null and not free order by id",
                Leases::read,
                organisation);
    }

    public Map<UUID, Lease> byId(UUID organisation, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return sql
                .list(
                        "select " + COLUMNS + " from lease where organisation_id = ? and id = any(?)",
                        Leases::read,
                        organisation,
                        List.copyOf(ids))
                .stream()
                .collect(Collectors.toMap(Lease::id, Function.identity()));
    }

    void save(Collection<Lease> leases) {
        sql.batch(
                "insert into lease (" + COLUMNS + ") values (" + "?, ".repeat(19) + "?)"
                        + " on conflict (organisation_id, id) do update set pool = excluded.pool,"
                        + " chip_type = excluded.chip_type, chip_name = excluded.chip_name,"
                        + " chip_origin = excluded.chip_origin, simulated = excluded.simulated, chips = excluded.chips,"
                        + " purpose = excluded.purpose, deployment_id = excluded.deployment_id,"
                        + " deployment_name = excluded.deployment_name, free = excluded.free,"
                        + " opened_fact = excluded.opened_fact, opened_at = excluded.opened_at,"
                        + " watermark_fact = excluded.watermark_fact, watermark_at = excluded.watermark_at,"
                        + " watermark_recorded_at = excluded.watermark_recorded_at, closed_fact = excluded.closed_fact,"
                        + " closed_at = excluded.closed_at, charged_until = excluded.charged_until",
                leases.stream().map(Leases::row).toList());
    }

    private static @Nullable Object[] row(Lease lease) {
        LeaseOpened opened = lease.opened();
        return new @Nullable Object[] {
            lease.organisation(),
            lease.id(),
            opened == null ? null : opened.pool(),
            opened == null ? null : opened.chipType(),
            opened == null ? null : opened.chipName(),
            opened == null ? null : opened.chipOrigin(),
            opened == null ? null : opened.simulated(),
            opened == null ? null : opened.chips(),
            opened == null ? null : opened.purpose(),
            opened == null ? null : opened.deployment(),
            opened == null ? null : opened.deploymentName(),
            opened == null ? null : opened.free(),
            lease.openedFact(),
            opened == null ? null : opened.from(),
            lease.watermarkFact(),
            lease.alive(),
            lease.aliveRecordedAt(),
            lease.closedFact(),
            lease.closedAt(),
            lease.chargedUntil()
        };
    }

    private static Lease read(ResultSet row) throws SQLException {
        UUID organisation = Sql.uuid(row, "organisation_id");
        UUID id = Sql.uuid(row, "id");
        return new Lease(
                organisation,
                id,
                row.getObject("opened_at") == null ? null : opened(row, organisation, id),
                Sql.uuidOrNull(row, "opened_fact"),
                Sql.uuidOrNull(row, "watermark_fact"),
                Sql.instantOrNull(row, "watermark_at"),
                Sql.instantOrNull(row, "watermark_recorded_at"),
                Sql.uuidOrNull(row, "closed_fact"),
                Sql.instantOrNull(row, "closed_at"),
                Sql.instantOrNull(row, "charged_until"));
    }

    private static LeaseOpened opened(ResultSet row, UUID organisation, UUID id) throws SQLException {
        return new LeaseOpened(
                id,
                organisation,
                Sql.uuid(row, "pool"),
                Sql.text(row, "chip_type"),
                Sql.text(row, "chip_name"),
                Sql.text(row, "chip_origin"),
                row.getBoolean("simulated"),
                row.getInt("chips"),
                Purpose.valueOf(Sql.text(row, "purpose")),
                Sql.uuidOrNull(row, "deployment_id"),
                row.getString("deployment_name"),
                row.getBoolean("free"),
                Sql.instant(row, "opened_at"));
    }
}
