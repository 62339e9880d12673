package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.CsvCell;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All decisions as one CSV file (RFC 4180), for the city's own files.
@ApplicationScoped
class Decisions {
    private static final List<String> HEAD = List.of(
            "application",
            "organisation",
            "company",
            "programme",
            "decision",
            "decided_on",
            "ratio",
            "valid_from",
            "valid_until",
            "limit_cny",
            "assessor",
            "second_assessor",
            "reasons");

    private final Sql sql;
    private final Tenancy tenancy;
    private final Organisations organisations;
    private final Programmes programmes;
    private final Caller caller;
    private final Acts acts;

    Decisions(Sql sql, Tenancy tenancy, Organisations organisations, Programmes programmes, Caller caller, Acts acts) {
        this.sql = sql;
        this.tenancy = tenancy;
        this.organisations = organisations;
        this.programmes = programmes;
        this.caller = caller;
        this.acts = acts;
    }

    @Transactional
    String csv() {
        return tenancy.asAssessor(() -> {
            var names = organisations.names();
            var byId = programmes.byId();
            var lines = sql.list("""
                    select a.id, a.organisation_id, a.company, a.programme_id, d.approved, d.decided_at, d.ratio, d.valid_from,
                      d.valid_until, d.face_value, d.assessor_name, d.confirmed_by_name, d.reasons
                    from decision d
                    join application a on a.organisation_id = d.organisation_id and a.id = d.application_id
                    order by d.decided_at, a.id""", row -> {
                BigDecimal ratio = row.getBigDecimal("ratio");
                return line(List.of(
                        Sql.text(row, "id"),
                        names.getOrDefault(Sql.uuid(row, "organisation_id"), ""),
                        Sql.text(row, "company"),
                        Objects.requireNonNull(byId.get(Sql.uuid(row, "programme_id")))
                                .rules()
                                .code(),
                        row.getBoolean("approved") ? "APPROVED" : "REFUSED",
                        ServiceTime.day(Sql.instant(row, "decided_at")).toString(),
                        ratio == null ? "" : Grants.plain(ratio).toPlainString(),
                        orEmpty(row.getString("valid_from")),
                        orEmpty(row.getString("valid_until")),
                        orEmpty(row.getString("face_value")),
                        Sql.text(row, "assessor_name"),
                        orEmpty(row.getString("confirmed_by_name")),
                        Sql.text(row, "reasons")));
            });
            acts.event("decisions.exported", new UUID(0, 0), lines.size() + " decisions by " + caller.name());
            return line(HEAD) + String.join("", lines);
        });
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CsvCell::of).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
