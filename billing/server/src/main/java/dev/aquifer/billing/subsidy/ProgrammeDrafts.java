package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.Grade;
import dev.aquifer.billing.api.subsidy.ProgrammeForm;
import dev.aquifer.billing.api.subsidy.ProgrammeState;
import dev.aquifer.billing.api.subsidy.ProgrammeVersionView;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Versions of programmes as those see them who draft and publish.
@ApplicationScoped
class ProgrammeDrafts {
    private static final String SELECT = """
            select p.id, p.code, v.*, coalesce(u.used, 0) as used,
              (select count(*) from subsidy_grant g where g.programme_id = p.id) as grants
            from programme p
            join programme_version v on v.programme_id = p.id
            left join programme_use u on u.programme_id = p.id
            """;

    private final Sql sql;

    ProgrammeDrafts(Sql sql) {
        this.sql = sql;
    }

    List<ProgrammeVersionView> all() {
        return sql.list(SELECT + "order by p.id desc, v.version desc", ProgrammeDrafts::read);
    }

    Optional<ProgrammeVersionView> find(UUID programme, int version) {
        return sql.first(
                SELECT + "where v.programme_id = ? and v.version = ?", ProgrammeDrafts::read, programme, version);
    }

    /// The newest version that is no draft.
    Optional<ProgrammeVersionView> newest(UUID programme) {
        return sql.first(
                SELECT + "where v.programme_id = ? and v.state <> 'DRAFT' order by v.version desc limit 1",
                ProgrammeDrafts::read,
                programme);
    }

    Optional<UUID> withCode(String code) {
        return sql.first("select id from programme where code = ?", row -> Sql.uuid(row, "id"), code);
    }

    /// One at a time changes the versions of a programme.
    void lock(UUID programme) {
        sql.list(
                "select version from programme_version where programme_id = ? order by version for update",
                row -> row.getInt("version"),
                programme);
    }

    /// One at a time begins or continues the programme of a code, also of one that is not there yet.
    void lockCode(String code) {
        sql.list("select pg_advisory_xact_lock(hashtextextended('programme ' || ?, 0))", row -> true, code);
    }

    void addProgramme(UUID programme, String code) {
        sql.update("insert into programme (id, code) values (?, ?)", programme, code);
    }

    int nextVersion(UUID programme) {
        return sql.first(
                        "select coalesce(max(version), 0) + 1 as next from programme_version where programme_id = ?",
                        row -> row.getInt("next"),
                        programme)
                .orElseThrow();
    }

    void add(
            UUID programme,
            int version,
            ProgrammeForm form,
            @Nullable String template,
            @Nullable Grade grade,
            String name,
            Instant now) {
        var values = new ArrayList<@Nullable Object>(List.of(programme, version));
        values.addAll(values(form));
        values.addAll(Arrays.<@Nullable Object>asList(template, grade, now, name));
        sql.update("""
                insert into programme_version (programme_id, version, state, title, title_zh, city, level, document_title,
                  document_number, document_date, document_link, valid_from, valid_until, max_ratio, domestic_bonus, kinds,
                  purposes, min_spend, mode, priority, exclusion_group, late_days, organisation_ceiling, budget,
                  shortfall_bearer, requirements, note, template, grade, drafted_at, drafted_by)
                values (?, ?, 'DRAFT', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::text[], ?::text[], ?, ?, ?, ?, ?, ?, ?, ?,
                  ?::text[], ?, ?, ?, ?, ?)""", values.toArray());
    }

    void save(UUID programme, int version, ProgrammeForm form, String name, Instant now) {
        var values = new ArrayList<@Nullable Object>(values(form));
        values.addAll(Arrays.<@Nullable Object>asList(now, name, programme, version));
        sql.update("""
                update programme_version set title = ?, title_zh = ?, city = ?, level = ?, document_title = ?,
                  document_number = ?, document_date = ?, document_link = ?, valid_from = ?, valid_until = ?, max_ratio = ?,
                  domestic_bonus = ?, kinds = ?::text[], purposes = ?::text[], min_spend = ?, mode = ?, priority = ?,
                  exclusion_group = ?, late_days = ?, organisation_ceiling = ?, budget = ?, shortfall_bearer = ?,
                  requirements = ?::text[], note = ?, drafted_at = ?, drafted_by = ?
                where programme_id = ? and version = ?""", values.toArray());
    }

    void drop(UUID programme, int version) {
        sql.update("delete from programme_version where programme_id = ? and version = ?", programme, version);
    }

    /// Runs as assessor: no one else may.
    void publish(UUID programme, int version, @Nullable Money budget, String name, Instant now) {
        sql.update(
                "update programme_version set state = 'PUBLISHED', published_at = ?, published_by = ?"
                        + " where programme_id = ? and version = ?",
                now,
                name,
                programme,
                version);
        sql.update(
                "insert into programme_use (programme_id, budget) values (?, ?)"
                        + " on conflict (programme_id) do update set budget = excluded.budget",
                programme,
                budget);
    }

    void move(UUID programme, int version, ProgrammeState to) {
        sql.update(
                "update programme_version set state = ? where programme_id = ? and version = ?",
                to,
                programme,
                version);
    }

    private static List<@Nullable Object> values(ProgrammeForm form) {
        return Arrays.asList(
                form.title(),
                form.titleZh(),
                form.city(),
                form.level(),
                form.documentTitle(),
                form.documentNumber(),
                form.documentDate(),
                form.documentLink(),
                form.from() == null ? null : ServiceTime.start(form.from()),
                form.until() == null ? null : ServiceTime.start(form.until()),
                form.maxRatio(),
                form.domesticBonus() == null ? java.math.BigDecimal.ZERO : form.domesticBonus(),
                form.kinds(),
                form.purposes(),
                form.minSpend(),
                form.mode(),
                form.priority(),
                form.group(),
                form.lateDays(),
                form.organisationCeiling(),
                form.budget(),
                form.platformBears() ? "PLATFORM" : "ORGANISATION",
                form.requirements(),
                form.note());
    }

    private static ProgrammeVersionView read(ResultSet row) throws SQLException {
        var ratio = row.getBigDecimal("max_ratio");
        var grade = row.getString("grade");
        var form = new ProgrammeForm(
                Sql.text(row, "code"),
                Sql.text(row, "title"),
                Sql.text(row, "title_zh"),
                Sql.text(row, "city"),
                Sql.text(row, "level"),
                Sql.text(row, "document_title"),
                row.getString("document_number"),
                row.getObject("document_date", LocalDate.class),
                row.getString("document_link"),
                day(Sql.instantOrNull(row, "valid_from")),
                day(Sql.instantOrNull(row, "valid_until")),
                ratio == null ? null : Grants.plain(ratio),
                Grants.plain(Sql.decimal(row, "domestic_bonus")),
                Programmes.texts(row, "kinds"),
                Programmes.texts(row, "purposes"),
                Programmes.moneyOrNull(row, "min_spend"),
                Sql.text(row, "mode"),
                row.getInt("priority"),
                row.getString("exclusion_group"),
                row.getObject("late_days", Integer.class),
                Programmes.moneyOrNull(row, "organisation_ceiling"),
                Programmes.moneyOrNull(row, "budget"),
                Sql.text(row, "shortfall_bearer").equals("PLATFORM"),
                Programmes.texts(row, "requirements"),
                Sql.text(row, "note"));
        var state = ProgrammeState.valueOf(Sql.text(row, "state"));
        return new ProgrammeVersionView(
                Objects.requireNonNull(row.getObject("programme_id", UUID.class)),
                row.getInt("version"),
                state,
                form,
                state == ProgrammeState.DRAFT ? Widening.missing(form) : List.of(),
                Sql.money(row, "used"),
                row.getInt("grants"),
                row.getString("template"),
                grade == null ? null : Grade.valueOf(grade),
                Sql.instantOrNull(row, "drafted_at"),
                row.getString("drafted_by"),
                Sql.instantOrNull(row, "published_at"),
                row.getString("published_by"));
    }

    private static @Nullable LocalDate day(@Nullable Instant at) {
        return at == null ? null : ServiceTime.day(at);
    }
}
