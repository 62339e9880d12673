package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// The grants of organisations and the versions of their ratio.
@ApplicationScoped
class Grants {
    private final Sql sql;
    private final Programmes programmes;

    Grants(Sql sql, Programmes programmes) {
        this.sql = sql;
        this.programmes = programmes;
    }

    List<Grant> of(UUID organisation) {
        record Version(UUID grant, RatioVersion version) {}
        Map<UUID, List<RatioVersion>> versions = sql
                .list(
                        "select id, grant_id, valid_from, ratio from grant_version where organisation_id = ?"
                                + " order by grant_id, valid_from, decided_at, id",
                        row -> new Version(
                                Sql.uuid(row, "grant_id"),
                                new RatioVersion(
                                        Sql.uuid(row, "id"),
                                        Sql.instant(row, "valid_from"),
                                        plain(Sql.decimal(row, "ratio")))),
                        organisation)
                .stream()
                .collect(Collectors.groupingBy(
                        Version::grant, Collectors.mapping(Version::version, Collectors.toList())));
        return versions.isEmpty()
                ? List.of()
                : sql.list(
                        "select id, programme_id, valid_from, valid_until, face_value from subsidy_grant"
                                + " where organisation_id = ? order by valid_from, id",
                        row -> new Grant(
                                Sql.uuid(row, "id"),
                                Sql.uuid(row, "programme_id"),
                                organisation,
                                Sql.instant(row, "valid_from"),
                                Sql.instant(row, "valid_until"),
                                Programmes.moneyOrNull(row, "face_value"),
                                versions.getOrDefault(Sql.uuid(row, "id"), List.of())),
                        organisation);
    }

    /// The organisation's programmes in order of priority, each with its grants.
    List<Held> held(UUID organisation) {
        var grants = of(organisation).stream().collect(Collectors.groupingBy(Grant::programme));
        return grants.isEmpty()
                ? List.of()
                : programmes.all().stream()
                        .map(ProgrammeVersion::rules)
                        .filter(rules -> grants.containsKey(rules.id()))
                        .sorted(Programme.ORDER)
                        .map(rules -> new Held(rules, grants.getOrDefault(rules.id(), List.of())))
                        .toList();
    }

    /// The programmes that any of these organisations has a grant under. Runs as jobs.
    List<UUID> programmes(Collection<UUID> organisations) {
        return sql.list(
                "select distinct programme_id from subsidy_grant where organisation_id = any(?::uuid[])"
                        + " order by programme_id",
                row -> Sql.uuid(row, "programme_id"),
                List.copyOf(organisations));
    }

    /// Writes a grant with its first version. Runs as assessor: no one else may.
    void add(Grant grant, UUID application, String reasons, Instant now) {
        sql.update(
                "insert into subsidy_grant (organisation_id, id, programme_id, application_id, valid_from, valid_until,"
                        + " face_value, granted_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
                grant.organisation(),
                grant.id(),
                grant.programme(),
                application,
                grant.from(),
                grant.until(),
                grant.limit(),
                now);
        add(grant, grant.versions(), reasons, now);
    }

    /// Writes versions of a grant. Runs as assessor: no one else may.
    void add(Grant grant, List<RatioVersion> versions, String reasons, Instant now) {
        for (var version : versions) {
            sql.update(
                    "insert into grant_version (organisation_id, id, grant_id, valid_from, ratio, reasons, decided_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    grant.organisation(),
                    version.id(),
                    grant.id(),
                    version.from(),
                    version.ratio(),
                    reasons,
                    now);
        }
    }

    /// `0.10000000` as the database keeps it reads `0.10`.
    static BigDecimal plain(BigDecimal ratio) {
        var stripped = ratio.stripTrailingZeros();
        return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
    }
}
