package dev.aquifer.gateway.inference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Counters of the inference API. No label names an organisation, a model or a key.
final class GatewayMetrics {
    private final MeterRegistry meters;
    private final ConcurrentHashMap<Integer, Counter> byStatus = new ConcurrentHashMap<>();
    private final Timer firstToken;
    private final Counter inputTokens;
    private final Counter outputTokens;
    final Counter usageAbsent;
    final Counter usageCapped;
    final Counter clientsLeft;
    final Counter enginesBroke;
    final Counter retries;

    GatewayMetrics(MeterRegistry meters) {
        this.meters = meters;
        firstToken = Timer.builder("aquifer.inference.first.token")
                .description("From the request to its first token")
                .register(meters);
        inputTokens = Counter.builder("aquifer.inference.tokens")
                .tag("direction", "input")
                .register(meters);
        outputTokens = Counter.builder("aquifer.inference.tokens")
                .tag("direction", "output")
                .register(meters);
        usageAbsent = Counter.builder("aquifer.inference.usage.absent")
                .description("Answers whose engine did not state its usage")
                .register(meters);
        usageCapped = Counter.builder("aquifer.inference.usage.capped")
                .description("Answers whose engine claimed more tokens than their bytes allow")
                .register(meters);
        clientsLeft = Counter.builder("aquifer.inference.clients.left").register(meters);
        enginesBroke = Counter.builder("aquifer.inference.engines.broke").register(meters);
        retries = Counter.builder("aquifer.inference.retries")
                .description("Requests sent to an engine once more before the first byte")
                .register(meters);
    }

    /// @param status 499 if the caller left
    void answered(int status) {
        Counter counter = byStatus.get(status);
        if (counter == null) {
            counter = byStatus.computeIfAbsent(
                    status,
                    it -> Counter.builder("aquifer.inference.requests")
                            .tag("status", String.valueOf(it))
                            .register(meters));
        }
        counter.increment();
    }

    void firstToken(long nanos) {
        firstToken.record(nanos, TimeUnit.NANOSECONDS);
    }

    void billed(Tally tally) {
        inputTokens.increment((double) tally.promptTokens());
        outputTokens.increment((double) tally.completionTokens());
        if (tally.capped()) {
            usageCapped.increment();
        } else if (!tally.reported()) {
            usageAbsent.increment();
        }
    }
}
