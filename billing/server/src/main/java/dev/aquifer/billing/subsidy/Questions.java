package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.QuestionView;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What assessors ask and applicants answer. Neither is ever changed.
@ApplicationScoped
class Questions {
    private final Sql sql;

    Questions(Sql sql) {
        this.sql = sql;
    }

    List<QuestionView> of(UUID application) {
        return sql.list(
                "select q.id, q.text, q.asked_at, q.asked_by_name, a.text as answer, a.answered_at, a.answered_by_name"
                        + " from question q left join answer a on a.organisation_id = q.organisation_id"
                        + " and a.question_id = q.id where q.application_id = ? order by q.id",
                row -> new QuestionView(
                        Sql.uuid(row, "id"),
                        Sql.text(row, "text"),
                        Sql.instant(row, "asked_at"),
                        Sql.text(row, "asked_by_name"),
                        row.getString("answer"),
                        Sql.instantOrNull(row, "answered_at"),
                        row.getString("answered_by_name")),
                application);
    }

    /// Runs as assessor.
    void ask(Application application, UUID id, String text, String person, String name, Instant now) {
        sql.update(
                "insert into question (organisation_id, id, application_id, text, asked_at, asked_by, asked_by_name)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                application.organisation(),
                id,
                application.id(),
                text,
                now,
                person,
                name);
    }

    void answer(UUID organisation, UUID question, String text, String person, String name, Instant now) {
        sql.update(
                "insert into answer (organisation_id, question_id, text, answered_at, answered_by, answered_by_name)"
                        + " values (?, ?, ?, ?, ?, ?)",
                organisation,
                question,
                text,
                now,
                person,
                name);
    }
}
