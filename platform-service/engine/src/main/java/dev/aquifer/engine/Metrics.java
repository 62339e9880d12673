package dev.aquifer.engine;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counters of this process in Prometheus' text form. Written by any thread, read by `GET /metrics`.
final class Metrics {
    private static final double[] BOUNDS_SECONDS = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

    final LongAdder promptTokens = new LongAdder();
    final LongAdder completionTokens = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    private final Map<Integer, LongAdder> requests = new ConcurrentHashMap<>();
    private final LongAdder[] firstTokenBuckets = new LongAdder[BOUNDS_SECONDS.length + 1];
    private final LongAdder firstTokenNanos = new LongAdder();

    Metrics() {
        for (int i = 0; i < firstTokenBuckets.length; i++) {
            firstTokenBuckets[i] = new LongAdder();
        }
    }

    void answered(int status) {
        requests.computeIfAbsent(status, _ -> new LongAdder()).increment();
    }

    void firstToken(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_SECONDS.length && nanos > BOUNDS_SECONDS[bucket] * 1e9) {
            bucket++;
        }
        firstTokenBuckets[bucket].increment();
        firstTokenNanos.add(nanos);
    }

    String text(int running, int queued, int slots, boolean ready) {
        var out = new StringBuilder(2048);
        gauge(out, "aquifer_engine_ready", "1 once the model is loaded", ready ? 1 : 0);
        gauge(out, "aquifer_engine_slots", "Answers that can be generated at once", slots);
        gauge(out, "aquifer_engine_requests_running", "Answers being generated", running);
        gauge(out, "aquifer_engine_requests_queued", "Answers waiting for a slot", queued);
        counter(out, "aquifer_engine_prompt_tokens_total", "Prompt tokens", promptTokens.sum());
        counter(out, "aquifer_engine_completion_tokens_total", "Generated tokens", completionTokens.sum());
        counter(out, "aquifer_engine_cancelled_total", "Calls whose caller left", cancelled.sum());
        head(out, "aquifer_engine_requests_total", "Finished calls by status", "counter");
        requests.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> out.append("aquifer_engine_requests_total{status=\"")
                        .append(entry.getKey())
                        .append("\"} ")
                        .append(entry.getValue().sum())
                        .append('\n'));
        String name = "aquifer_engine_time_to_first_token_seconds";
        head(out, name, "From the request's last byte to the first token", "histogram");
        long sum = 0;
        for (int i = 0; i < firstTokenBuckets.length; i++) {
            sum += firstTokenBuckets[i].sum();
            String bound = i < BOUNDS_SECONDS.length ? Double.toString(BOUNDS_SECONDS[i]) : "+Inf";
            out.append(name)
                    .append("_bucket{le=\"")
                    .append(bound)
                    .append("\"} ")
                    .append(sum)
                    .append('\n');
        }
        out.append(name).append("_sum ");
        out.append(String.format(Locale.ROOT, "%.6f", firstTokenNanos.sum() / 1e9))
                .append('\n');
        out.append(name).append("_count ").append(sum).append('\n');
        return out.toString();
    }

    private static void gauge(StringBuilder out, String name, String help, long value) {
        head(out, name, help, "gauge");
        out.append(name).append(' ').append(value).append('\n');
    }

    private static void counter(StringBuilder out, String name, String help, long value) {
        head(out, name, help, "counter");
        out.append(name).append(' ').append(value).append('\n');
    }

    private static void head(StringBuilder out, String name, String help, String type) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }
}
