package dev.aquifer.platform.idempotency;

import dev.aquifer.platform.caller.Tenancy;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/// First answers, in the running transaction.
@ApplicationScoped
class Answers {
    private static final Duration KEPT = Duration.ofDays(2);

    /// What an idempotency key stands for.
    record Command(UUID organisation, String person, String path, String key) {}

    /// @param request SHA-256 of what was asked, in hexadecimal, @param body JSON
    record Answer(String request, String body) {}

    private final Session session;
    private final Tenancy tenancy;
    private final InstantSource clock;

    Answers(Session session, Tenancy tenancy, InstantSource clock) {
        this.session = session;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// False if another transaction holds the command. The lock ends with the transaction, also by a crash, and what
    /// that transaction wrote can be seen before the lock is free.
    boolean lock(Command command) {
        return session.createNativeQuery(
                        "select pg_try_advisory_xact_lock(hashtextextended(:command, 4117))", Boolean.class)
                .setParameter("command", command.toString())
                .getSingleResult();
    }

    Optional<Answer> find(Command command) {
        return session.createNativeQuery("""
                        select request, body from idempotency_answer
                        where organisation_id = :organisation and person = :person and path = :path and key = :key
                        """, Object[].class)
                .setParameter("organisation", command.organisation())
                .setParameter("person", command.person())
                .setParameter("path", command.path())
                .setParameter("key", command.key())
                .getResultStream()
                .findFirst()
                .map(row -> new Answer((String) row[0], (String) row[1]));
    }

    void save(Command command, Answer answer) {
        session.createNativeMutationQuery("""
                        insert into idempotency_answer (organisation_id, person, path, key, request, body, answered_at)
                        values (:organisation, :person, :path, :key, :request, :body, :now)
                        """)
                .setParameter("organisation", command.organisation())
                .setParameter("person", command.person())
                .setParameter("path", command.path())
                .setParameter("key", command.key())
                .setParameter("request", answer.request())
                .setParameter("body", answer.body())
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        Instant before = clock.instant().minus(KEPT);
        int gone = tenancy.asJobs(
                () -> session.createNativeMutationQuery("delete from idempotency_answer where answered_at < :before")
                        .setParameter("before", before)
                        .executeUpdate());
        Log.debugf("answers forgotten count=%d", gone);
    }
}
