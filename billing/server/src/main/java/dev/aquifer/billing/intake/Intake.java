package dev.aquifer.billing.intake;

import dev.aquifer.billing.KafkaSettings;
import dev.aquifer.platform.api.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Runs the readers of Kafka for as long as the application runs.
@ApplicationScoped
class Intake {

    private final List<TopicReader> facts;
    private final TopicReader memberships;
    private final TopicReader keys;

    Intake(
            KafkaSettings kafka,
            Offsets offsets,
            FactIntake factIntake,
            MembershipIntake membershipIntake,
            KeyIntake keyIntake,
            IntakeSettings settings) {
        facts = IntStream.range(0, settings.readers())
                .mapToObj(number -> new TopicReader(
                        FactIntake.CONSUMER,
                        Set.of(Topics.USAGE, Topics.LEASES),
                        kafka.bootstrapServers(),
                        offsets,
                        factIntake,
                        new TopicReader.Share(number, settings.readers(), settings.batch())))
                .toList();
        memberships = new TopicReader(
                MembershipIntake.CONSUMER,
                Set.of(Topics.ORGANISATIONS),
                kafka.bootstrapServers(),
                offsets,
                membershipIntake);
        keys = new TopicReader(KeyIntake.CONSUMER, Set.of(Topics.KEYS), kafka.bootstrapServers(), offsets, keyIntake);
    }

    void start(@Observes StartupEvent event) {
        memberships.start();
        keys.start();
        facts.forEach(TopicReader::start);
    }

    void stop(@Observes ShutdownEvent event) {
        facts.forEach(TopicReader::close);
        memberships.close();
        keys.close();
    }
}
