package dev.aquifer.platform.deployment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Every query over the states that deployments went through.
@ApplicationScoped
class StepRows implements PanacheRepositoryBase<StepRow, UUID> {
    private static final int SHOWN = 50;

    Optional<StepRow> current(Deployment deployment) {
        return find(
                        "organisation = ?1 and deployment = ?2 and ended is null",
                        deployment.organisation(),
                        deployment.id())
                .firstResultOptional();
    }

    /// Those since the last start, oldest first; of very many the newest.
    List<StepRow> sinceStart(Deployment deployment) {
        return find(
                        "organisation = ?1 and deployment = ?2 and run = ?3 order by begun desc, id desc",
                        deployment.organisation(),
                        deployment.id(),
                        deployment.run())
                .range(0, SHOWN - 1)
                .list()
                .reversed();
    }
}
