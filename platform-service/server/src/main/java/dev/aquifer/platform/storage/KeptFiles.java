package dev.aquifer.platform.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/// Every query over the files that are kept.
@ApplicationScoped
class KeptFiles {
    private static final String COLUMNS =
            "select organisation_id, model_id, model_name, model_slug, bytes, metered_until from kept_file ";

    private final Session session;

    KeptFiles(Session session) {
        this.session = session;
    }

    void add(Kept file) {
        session.createNativeMutationQuery("""
                        insert into kept_file (organisation_id, model_id, model_name, model_slug, bytes, metered_until)
                        values (:organisation, :model, :name, :slug, :bytes, :from)
                        """)
                .setParameter("organisation", file.organisation())
                .setParameter("model", file.model())
                .setParameter("name", file.name())
                .setParameter("slug", file.slug())
                .setParameter("bytes", file.bytes())
                .setParameter("from", file.meteredUntil())
                .executeUpdate();
    }

    /// Holds its row until the transaction ends.
    Optional<Kept> lock(UUID organisation, UUID model) {
        return session
                .createNativeQuery(
                        COLUMNS + "where organisation_id = :organisation and model_id = :model for update",
                        Object[].class)
                .setParameter("organisation", organisation)
                .setParameter("model", model)
                .getResultList()
                .stream()
                .map(KeptFiles::read)
                .findFirst();
    }

    /// Holds the rows that are not metered up to this instant, but for those that somebody else holds. Runs as the
    /// jobs' role, for all organisations.
    List<Kept> lockBehind(Instant instant, int most) {
        return session
                .createNativeQuery(
                        COLUMNS + "where metered_until < :instant order by organisation_id, model_id limit :most"
                                + " for update skip locked",
                        Object[].class)
                .setParameter("instant", instant)
                .setParameter("most", most)
                .getResultList()
                .stream()
                .map(KeptFiles::read)
                .toList();
    }

    void metered(Kept file, Instant until) {
        session.createNativeMutationQuery("""
                        update kept_file set metered_until = :until
                        where organisation_id = :organisation and model_id = :model
                        """)
                .setParameter("until", until)
                .setParameter("organisation", file.organisation())
                .setParameter("model", file.model())
                .executeUpdate();
    }

    void remove(Kept file) {
        session.createNativeMutationQuery(
                        "delete from kept_file where organisation_id = :organisation and model_id = :model")
                .setParameter("organisation", file.organisation())
                .setParameter("model", file.model())
                .executeUpdate();
    }

    private static Kept read(Object[] row) {
        return new Kept(
                (UUID) row[0], (UUID) row[1], (String) row[2], (String) row[3], ((Number) row[4]).longValue(), (Instant)
                        row[5]);
    }
}
