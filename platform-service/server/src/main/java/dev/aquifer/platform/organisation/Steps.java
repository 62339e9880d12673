package dev.aquifer.platform.organisation;

import dev.aquifer.platform.api.organisation.Step;
import dev.aquifer.platform.api.organisation.StepView;
import dev.aquifer.platform.caller.Tenancy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;

/// The first steps of an organisation. A step is done once; again is harmless.
@ApplicationScoped
public class Steps {
    private final Session session;
    private final Tenancy tenancy;
    private final InstantSource clock;

    Steps(Session session, Tenancy tenancy, InstantSource clock) {
        this.session = session;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// Notes, in the caller's transaction or its own, that the acting organisation did the step.
    @Transactional
    public StepView done(Step step) {
        UUID organisation = tenancy.organisation();
        session.createNativeMutationQuery("""
                        insert into organisation_step (organisation_id, step, done_at)
                        values (:organisation, :step, :at) on conflict do nothing
                        """)
                .setParameter("organisation", organisation)
                .setParameter("step", step.name())
                .setParameter("at", clock.instant())
                .executeUpdate();
        return new StepView(step, doneAt(organisation).get(step));
    }

    @Transactional
    List<StepView> all() {
        Map<Step, Instant> done = doneAt(tenancy.organisation());
        return Arrays.stream(Step.values())
                .map(step -> new StepView(step, done.get(step)))
                .toList();
    }

    private Map<Step, Instant> doneAt(UUID organisation) {
        Map<Step, Instant> done = new HashMap<>();
        session.createNativeQuery(
                        "select step, done_at from organisation_step where organisation_id = :organisation",
                        Object[].class)
                .setParameter("organisation", organisation)
                .getResultList()
                .forEach(row -> done.put(Step.valueOf((String) row[0]), (Instant) row[1]));
        return done;
    }
}
