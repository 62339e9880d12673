package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All programmes that were ever published; they belong to no organisation.
@ApplicationScoped
class Programmes {
    private static final String NEWEST = """
        select distinct on (p.id) p.id, p.code, v.state = 'PUBLISHED' as open, v.title, v.title_zh, v.city,
          v.document_title, v.document_date, v.valid_from, v.valid_until, v.max_ratio, v.domestic_bonus, v.kinds,
          v.purposes, v.requirements, v.budget, v.organisation_ceiling, v.priority, v.min_spend, v.mode,
          v.exclusion_group, v.late_days, v.shortfall_bearer, v.version, v.level, v.document_number,
          v.document_link, v.note, u.used,
          (select min(f.published_at) from programme_version f where f.programme_id = p.id) as published_first
        from programme p
        join programme_version v on v.programme_id = p.id
        join programme_use u on u.programme_id = p.id
        where v.state <> 'DRAFT'
        order by p.id, v.version desc\
        """;

    private final Sql sql;

    Programmes(Sql sql) {
        this.sql = sql;
    }

    List<ProgrammeVersion> all() {
        return sql.list(NEWEST, Programmes::read);
    }

    List<ProgrammeVersion> open(Instant now) {
        return all().stream().filter(programme -> programme.open(now)).toList();
    }

    Optional<ProgrammeVersion> find(UUID programme) {
        return all().stream()
                .filter(each -> each.rules().id().equals(programme))
                .findFirst();
    }

    ProgrammeVersion get(UUID programme) {
        return find(programme)
                .orElseThrow(() -> new IllegalStateException("programme %s was never published".formatted(programme)));
    }

    Map<UUID, ProgrammeVersion> byId() {
        return all().stream().collect(Collectors.toMap(each -> each.rules().id(), Function.identity()));
    }

    private static ProgrammeVersion read(ResultSet row) throws SQLException {
        var rules = new Programme(
                Sql.uuid(row, "id"),
                Sql.text(row, "code"),
                Sql.instant(row, "valid_from"),
                Sql.instant(row, "valid_until"),
                Sql.decimal(row, "max_ratio"),
                Sql.decimal(row, "domestic_bonus"),
                Set.copyOf(texts(row, "kinds")),
                Set.copyOf(texts(row, "purposes")),
                moneyOrNull(row, "budget"),
                moneyOrNull(row, "organisation_ceiling"),
                row.getInt("priority"),
                moneyOrNull(row, "min_spend"),
                Programme.Mode.valueOf(Sql.text(row, "mode")),
                row.getString("exclusion_group"),
                row.getObject("late_days", Integer.class),
                Programme.Bearer.valueOf(Sql.text(row, "shortfall_bearer")),
                ChronoUnit.MICROS.between(Instant.EPOCH, Sql.instant(row, "published_first")));
        return new ProgrammeVersion(
                rules,
                row.getBoolean("open"),
                Sql.text(row, "title"),
                Sql.text(row, "title_zh"),
                Sql.text(row, "city"),
                Sql.text(row, "document_title"),
                Objects.requireNonNull(row.getObject("document_date", LocalDate.class)),
                texts(row, "requirements"),
                Sql.money(row, "used"),
                new ProgrammeVersion.Terms(
                        row.getInt("version"),
                        Sql.text(row, "level"),
                        row.getString("document_number"),
                        row.getString("document_link"),
                        Sql.text(row, "note")));
    }

    static @Nullable Money moneyOrNull(ResultSet row, String column) throws SQLException {
        BigDecimal yuan = row.getBigDecimal(column);
        return yuan == null ? null : new Money(yuan);
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) Objects.requireNonNull(row.getArray(column)).getArray());
    }
}
