package dev.aquifer.console.playground;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What was measured of one answer: times here, tokens and cost as the gateway states them. Written by the stream's
/// thread, read by the page after it was handed over.
final class Measures {
    private final long begun = System.nanoTime();
    private long first;
    private long last;
    private volatile boolean stopped;
    private volatile @Nullable Figures figures;
    private volatile @Nullable String chip;

    /// What the gateway says at an answer's end.
    record Figures(long tokensIn, long tokensOut, @Nullable Cost cost) {}

    /// CNY, unrounded.
    record Cost(BigDecimal list, BigDecimal subsidy, BigDecimal payable) {}

    void token() {
        last = System.nanoTime();
        if (first == 0) {
            first = last;
        }
    }

    void chip(@Nullable String type) {
        chip = type;
    }

    void usage(JsonNode chunk) {
        var usage = chunk.path("usage");
        if (!usage.isObject()) {
            return;
        }
        var cost = chunk.path("aquifer").path("cost");
        figures = new Figures(
                usage.path("prompt_tokens").asLong(0),
                usage.path("completion_tokens").asLong(0),
                cost.isObject()
                        ? new Cost(amount(cost, "list"), amount(cost, "subsidy"), amount(cost, "payable"))
                        : null);
    }

    Measures stopped() {
        stopped = true;
        return this;
    }

    boolean wasStopped() {
        return stopped;
    }

    @Nullable Figures figures() {
        return figures;
    }

    @Nullable String chip() {
        return chip;
    }

    /// Milliseconds to the first token; null before it.
    @Nullable Long firstTokenMillis() {
        return first == 0 ? null : Duration.ofNanos(first - begun).toMillis();
    }

    /// Tokens per second after the first one; zero if there were too few to tell. Where all came in one piece, the
    /// time between first and last says nothing, and the whole answer's time is taken.
    double speed() {
        var said = figures;
        if (said == null || said.tokensOut() < 2) {
            return 0;
        }
        var between = last - first;
        var whole = last - begun;
        return between < whole / 20 ? said.tokensOut() * 1e9 / whole : (said.tokensOut() - 1) * 1e9 / between;
    }

    private static BigDecimal amount(JsonNode cost, String name) {
        return new BigDecimal(cost.path(name).asString("0"));
    }
}
