package dev.aquifer.billing.idempotency;

import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// First answers, under the transaction's binding.
@ApplicationScoped
class Answers {

    /// @param request SHA-256 of what was asked, in hexadecimal, @param body JSON; null if there was none
    record Answer(String request, int status, @Nullable String body) {}

    private final Sql sql;

    Answers(Sql sql) {
        this.sql = sql;
    }

    /// False if another transaction holds the command. The lock ends with the transaction, also by a crash, and what
    /// that transaction wrote can be seen before the lock is free.
    boolean lock(Command command) {
        return sql.first(
                        "select pg_try_advisory_xact_lock(hashtextextended(?, 4117)) as ours",
                        row -> row.getBoolean("ours"),
                        command.toString())
                .orElseThrow();
    }

    Optional<Answer> find(Command command) {
        return sql.first(
                "select request, status, body from idempotency_answer"
                        + " where organisation_id = ? and person = ? and path = ? and key = ?",
                row -> new Answer(Sql.text(row, "request"), row.getInt("status"), row.getString("body")),
                command.organisation(),
                command.person(),
                command.path(),
                command.key());
    }

    void save(Command command, Answer answer, Instant now) {
        sql.update(
                "insert into idempotency_answer"
                        + " (organisation_id, person, path, key, request, status, body, answered_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                command.organisation(),
                command.person(),
                command.path(),
                command.key(),
                answer.request(),
                answer.status(),
                answer.body(),
                now);
    }

    int forget(Instant before) {
        return sql.update("delete from idempotency_answer where answered_at < ?", before);
    }
}
