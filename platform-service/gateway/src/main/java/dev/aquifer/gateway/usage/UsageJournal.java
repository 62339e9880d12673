package dev.aquifer.gateway.usage;

import dev.aquifer.platform.api.Topics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

/// Opens the journal and starts its relay with the application, and closes both with it.
@Startup
@ApplicationScoped
public class UsageJournal {
    private final Journal journal;
    private final Relay relay;

    UsageJournal(UsageSettings settings, MeterRegistry meters) throws IOException {
        journal = Journal.open(settings, SegmentChannels.FILES);
        relay = new Relay(journal, settings.bootstrapServers(), Topics.USAGE);
        relay.start();
        Gauge.builder("aquifer.journal.backlog.bytes", journal, Journal::backlogBytes)
                .description("Bytes of usage events on disk, not yet removed")
                .register(meters);
        Gauge.builder("aquifer.journal.backlog.events", this, UsageJournal::backlog)
                .description("Usage events that Kafka has not acknowledged")
                .register(meters);
        Gauge.builder("aquifer.journal.broken", journal, it -> it.broken() ? 1 : 0)
                .description("1 while the journal's disk fails and chargeable requests are refused")
                .register(meters);
        Gauge.builder("aquifer.journal.relay.connected", relay, it -> it.connected() ? 1 : 0)
                .description("1 if Kafka acknowledged the last batch of usage events")
                .register(meters);
        FunctionCounter.builder("aquifer.journal.failures", journal, Journal::failures)
                .description("Writes and forces of the journal that failed")
                .register(meters);
    }

    private double backlog() {
        return journal.committed() - relay.position();
    }

    /// The journal itself, without a proxy: it stands on the hot path.
    @Produces
    @Singleton
    Journal journal() {
        return journal;
    }

    @PreDestroy
    void close() {
        journal.close();
        relay.close();
    }
}
