package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.CheckView;
import dev.aquifer.billing.api.subsidy.SaveCheck;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The assessor's checklist: what the real programmes have checked again and again, and each kind of evidence that
/// this programme asks for. Runs as assessor.
@ApplicationScoped
class Checks {
    /// Points that no file alone answers.
    private static final List<String> ALWAYS = List.of(
            "REGISTERED_IN_CITY",
            "PURPOSE_QUALIFIES",
            "NOT_AFFILIATED",
            "NO_OTHER_FUNDING",
            "CREDIT_RECORD_CLEAN",
            "NAMES_AND_NUMBERS_AGREE");

    private final Sql sql;

    Checks(Sql sql) {
        this.sql = sql;
    }

    static List<String> codes(ProgrammeVersion programme) {
        var codes = new ArrayList<>(ALWAYS);
        programme.requirements().forEach(requirement -> codes.add("READ_" + requirement));
        return codes;
    }

    List<CheckView> of(UUID application, ProgrammeVersion programme) {
        var saved = sql
                .list(
                        "select code, ticked, note, person_name, at from application_check where application_id = ?",
                        row -> new CheckView(
                                Sql.text(row, "code"),
                                row.getBoolean("ticked"),
                                Sql.text(row, "note"),
                                Sql.text(row, "person_name"),
                                Sql.instant(row, "at")),
                        application)
                .stream()
                .collect(Collectors.toMap(CheckView::code, Function.identity()));
        return codes(programme).stream()
                .map(code -> saved.getOrDefault(code, new CheckView(code, false, "", null, null)))
                .toList();
    }

    void save(Application application, SaveCheck check, String person, String name, Instant now) {
        sql.update(
                "insert into application_check (organisation_id, application_id, code, ticked, note, person, person_name, at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (organisation_id, application_id, code)"
                        + " do update set ticked = excluded.ticked, note = excluded.note, person = excluded.person,"
                        + " person_name = excluded.person_name, at = excluded.at",
                application.organisation(),
                application.id(),
                check.code(),
                check.ticked(),
                check.note(),
                person,
                name,
                now);
    }
}
