package dev.aquifer.billing.intake;

import dev.aquifer.billing.KafkaSettings;
import dev.aquifer.platform.api.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/// Runs the two readers of Kafka for as long as the application runs.
@ApplicationScoped
class Intake {

    private final TopicReader facts;
    private final TopicReader memberships;

    Intake(KafkaSettings kafka, Offsets offsets, FactIntake factIntake, MembershipIntake membershipIntake) {
        facts = new TopicReader(
                FactIntake.CONSUMER,
                Set.of(Topics.USAGE, Topics.LEASES),
                kafka.bootstrapServers(),
                offsets,
                factIntake);
        memberships = new TopicReader(
                MembershipIntake.CONSUMER,
                Set.of(Topics.ORGANISATIONS),
                kafka.bootstrapServers(),
                offsets,
                membershipIntake);
    }

    void start(@Observes StartupEvent event) {
        memberships.start();
        facts.start();
    }

    void stop(@Observes ShutdownEvent event) {
        facts.close();
        memberships.close();
    }
}
