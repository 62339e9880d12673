package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.ApplicationRow;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Applications in one line each, for the assessor's queue and the operator's list. Which there are is decided by the
/// transaction's binding.
@ApplicationScoped
class ApplicationQueue {
    private static final int LISTED = 500;

    private static final String SELECT = """
            select a.id, a.organisation_id, a.programme_id, a.state, a.company, a.reviewer_name, a.submitted_at, a.decided_at
            """;
    private static final String COUNTS = """
            , (select count(*) from evidence e where e.organisation_id = a.organisation_id and e.application_id = a.id) as files,
              (select count(*) from question q where q.organisation_id = a.organisation_id and q.application_id = a.id
                and not exists (select from answer w where w.organisation_id = q.organisation_id and w.question_id = q.id))
                as open_questions,
              exists (select from decision_proposal p where p.organisation_id = a.organisation_id
                and p.application_id = a.id and p.outcome is null) as awaits_second
            """;
    private static final String NO_COUNTS = ", 0 as files, 0 as open_questions, false as awaits_second ";

    /// Those that wait first, oldest first; then the decided ones, newest first.
    private static final String ORDER = " order by a.state in ('APPROVED', 'REFUSED', 'WITHDRAWN'),"
            + " case when a.decided_at is null then a.submitted_at end, a.decided_at desc, a.id limit " + LISTED;

    private final Sql sql;
    private final Organisations organisations;
    private final Programmes programmes;

    ApplicationQueue(Sql sql, Organisations organisations, Programmes programmes) {
        this.sql = sql;
        this.organisations = organisations;
        this.programmes = programmes;
    }

    /// As assessor.
    ///
    /// @param search part of the company's or the organisation's name
    List<ApplicationRow> assessors(
            @Nullable ApplicationState state, @Nullable UUID programme, @Nullable String search) {
        var wanted = search == null ? "" : search.strip().toLowerCase(Locale.ROOT);
        return rows(
                        SELECT + COUNTS + " from application a where (?::text is null or a.state = ?::text)"
                                + " and (?::uuid is null or a.programme_id = ?::uuid)" + ORDER,
                        state,
                        state,
                        programme,
                        programme)
                .stream()
                .filter(row -> row.company().toLowerCase(Locale.ROOT).contains(wanted)
                        || row.organisationName().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }

    /// As jobs: without what hangs on them.
    List<ApplicationRow> operators() {
        return rows(SELECT + NO_COUNTS + " from application a where a.submitted_at is not null" + ORDER);
    }

    private List<ApplicationRow> rows(String statement, @Nullable Object... parameters) {
        var names = organisations.names();
        var byId = programmes.byId();
        return sql.list(
                statement,
                row -> {
                    var organisation = Sql.uuid(row, "organisation_id");
                    var programme = Objects.requireNonNull(byId.get(Sql.uuid(row, "programme_id")));
                    return new ApplicationRow(
                            Sql.uuid(row, "id"),
                            organisation,
                            names.getOrDefault(organisation, ""),
                            programme.rules().id(),
                            programme.rules().code(),
                            programme.title(),
                            programme.titleZh(),
                            ApplicationState.valueOf(Sql.text(row, "state")),
                            Sql.text(row, "company"),
                            row.getInt("files"),
                            row.getInt("open_questions"),
                            row.getBoolean("awaits_second"),
                            row.getString("reviewer_name"),
                            Sql.instantOrNull(row, "submitted_at"),
                            Sql.instantOrNull(row, "decided_at"));
                },
                parameters);
    }
}
