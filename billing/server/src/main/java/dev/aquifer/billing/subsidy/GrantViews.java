package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.ClawbackView;
import dev.aquifer.billing.api.subsidy.GrantState;
import dev.aquifer.billing.api.subsidy.GrantView;
import dev.aquifer.billing.api.subsidy.RatioView;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Grants as people see them, with the versions of their ratio, clawbacks and steps. Which there are is decided by
/// the transaction's binding.
@ApplicationScoped
class GrantViews {
    private static final String SELECT =
            "select id, organisation_id, application_id, programme_id, state, valid_from, valid_until, face_value, used,"
                    + " granted_at from subsidy_grant ";

    private final Sql sql;
    private final InstantSource clock;
    private final Programmes programmes;
    private final Organisations organisations;
    private final Clawbacks clawbacks;
    private final Acts acts;

    GrantViews(
            Sql sql,
            InstantSource clock,
            Programmes programmes,
            Organisations organisations,
            Clawbacks clawbacks,
            Acts acts) {
        this.sql = sql;
        this.clock = clock;
        this.programmes = programmes;
        this.organisations = organisations;
        this.clawbacks = clawbacks;
        this.acts = acts;
    }

    record Row(
            UUID id,
            UUID organisation,
            UUID application,
            UUID programme,
            GrantState state,
            Instant from,
            Instant until,
            @Nullable Money limit,
            Money used,
            Instant at) {
        GrantState state(Instant now) {
            return state != GrantState.REVOKED && !until.isAfter(now) ? GrantState.EXPIRED : state;
        }
    }

    List<GrantView> of(UUID organisation, String reader) {
        return views(
                rows("where organisation_id = ? order by granted_at desc, id", organisation),
                clawbacks.of(organisation),
                reader);
    }

    List<GrantView> all(String reader) {
        return views(rows("order by granted_at desc, id"), clawbacks.all(), reader);
    }

    Optional<GrantView> one(UUID grant, String reader) {
        var rows = rows("where id = ?", grant);
        return rows.isEmpty()
                ? Optional.empty()
                : views(rows, clawbacks.of(rows.getFirst().organisation()), reader).stream()
                        .findFirst();
    }

    Optional<Row> find(UUID grant) {
        return rows("where id = ?", grant).stream().findFirst();
    }

    private List<Row> rows(String where, Object... parameters) {
        return sql.list(
                SELECT + where,
                row -> new Row(
                        Sql.uuid(row, "id"),
                        Sql.uuid(row, "organisation_id"),
                        Sql.uuid(row, "application_id"),
                        Sql.uuid(row, "programme_id"),
                        GrantState.valueOf(Sql.text(row, "state")),
                        Sql.instant(row, "valid_from"),
                        Sql.instant(row, "valid_until"),
                        Programmes.moneyOrNull(row, "face_value"),
                        Sql.money(row, "used"),
                        Sql.instant(row, "granted_at")),
                parameters);
    }

    private List<GrantView> views(List<Row> rows, List<Clawbacks.Clawback> taken, String reader) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var ids = rows.stream().map(Row::id).toList();
        var now = clock.instant();
        var byId = programmes.byId();
        var names = organisations.names();
        var versions = versions(ids);
        var steps = acts.steps(ids);
        Map<UUID, List<ClawbackView>> clawed =
                clawbacks.views(taken, names, reader).stream().collect(Collectors.groupingBy(ClawbackView::grant));
        return rows.stream()
                .map(row -> {
                    var programme = Objects.requireNonNull(byId.get(row.programme()));
                    var ratios = versions.getOrDefault(row.id(), List.of());
                    var inForce = inForce(ratios, now);
                    return new GrantView(
                            row.id(),
                            row.organisation(),
                            names.getOrDefault(row.organisation(), ""),
                            row.application(),
                            row.programme(),
                            programme.rules().code(),
                            programme.title(),
                            programme.titleZh(),
                            programme.documentTitle(),
                            row.state(now),
                            inForce.ratio(),
                            ratios,
                            row.from(),
                            row.until(),
                            row.used(),
                            programme.rules().organisationCeiling(),
                            row.limit(),
                            programme.rules().mode().name(),
                            inForce.reasons(),
                            row.at(),
                            clawed.getOrDefault(row.id(), List.of()),
                            steps.getOrDefault(row.id(), List.of()));
                })
                .toList();
    }

    private static RatioView inForce(List<RatioView> versions, Instant now) {
        var inForce = versions.getFirst();
        for (var version : versions) {
            if (!version.from().isAfter(now)) {
                inForce = version;
            }
        }
        return inForce;
    }

    private Map<UUID, List<RatioView>> versions(List<UUID> grants) {
        record Of(UUID grant, RatioView version) {}
        return sql
                .list(
                        "select grant_id, valid_from, ratio, reasons, decided_at from grant_version where grant_id = any(?)"
                                + " order by valid_from, id",
                        row -> new Of(
                                Sql.uuid(row, "grant_id"),
                                new RatioView(
                                        Sql.instant(row, "valid_from"),
                                        Grants.plain(Sql.decimal(row, "ratio")),
                                        Sql.text(row, "reasons"),
                                        Sql.instant(row, "decided_at"))),
                        grants)
                .stream()
                .collect(Collectors.groupingBy(Of::grant, Collectors.mapping(Of::version, Collectors.toList())));
    }
}
