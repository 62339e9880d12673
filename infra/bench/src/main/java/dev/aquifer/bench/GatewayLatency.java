package dev.aquifer.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the gateway adds to the engine's own time: the same chat to both, turn by turn, streamed and not.
///
/// The two are asked alternately, and in each round the one that begins changes, so that a drift of the machine's
/// speed and a warm cache fall on both alike. Every answer counts: a round with a failed answer is counted as failed,
/// not left out in silence.
public final class GatewayLatency {
    private static final String USAGE = """
            Usage: gateway.sh --key KEY [OPTIONS]
              --gateway URL     base URL of the gateway (default http://127.0.0.1:8081)
              --key KEY         an API key; or in the environment as AQUIFER_API_KEY
              --model NAME      model at the gateway (default aquifer-lexicon-6m)
              --data DIR        data folder of the stack, to find the engine and its secret (default .aquifer)
              --engine URL      the engine, if it is not to be looked for; with --secret
              --secret SECRET   bearer secret of this engine
              --engine-model N  the model's name at the engine, if it differs
              --rounds N        measured rounds (default 300) after a tenth as many that are not measured
              --max-tokens N    tokens of each answer (default 32)
            """;

    private final Target gateway;
    private final Target engine;
    private final String gatewayBody;
    private final String engineBody;
    private final int rounds;

    private GatewayLatency(Target gateway, Target engine, String gatewayBody, String engineBody, int rounds) {
        this.gateway = gateway;
        this.engine = engine;
        this.gatewayBody = gatewayBody;
        this.engineBody = engineBody;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws IOException {
        GatewayLatency bench;
        try {
            bench = from(options(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        bench.run();
    }

    private static Map<String, String> options(String[] arguments) {
        var options = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("'" + arguments[i] + "' is no option with a value");
            }
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return options;
    }

    private static GatewayLatency from(Map<String, String> options) throws IOException {
        String model = options.getOrDefault("model", "aquifer-lexicon-6m");
        String engineModel = options.getOrDefault("engine-model", model);
        String key = options.getOrDefault("key", System.getenv().getOrDefault("AQUIFER_API_KEY", ""));
        if (key.isBlank()) {
            throw new IllegalArgumentException("an API key is needed: make one on the console's page of keys");
        }
        var gateway = new Target("gateway", URI.create(options.getOrDefault("gateway", "http://127.0.0.1:8081")), key);
        String tokens = "\"max_tokens\":" + Integer.parseInt(options.getOrDefault("max-tokens", "32"));
        return new GatewayLatency(
                gateway,
                engine(options.get("engine"), options, engineModel),
                body(model, tokens),
                body(engineModel, tokens),
                Integer.parseInt(options.getOrDefault("rounds", "300")));
    }

    private static Target engine(@Nullable String url, Map<String, String> options, String model) throws IOException {
        if (url != null) {
            return new Target("engine", URI.create(url), options.getOrDefault("secret", ""));
        }
        Path data = Path.of(options.getOrDefault("data", ".aquifer"));
        return StackFolder.engineOf(data, model)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no running engine of '" + model + "' was found in " + data.toAbsolutePath()));
    }

    private static String body(String model, String tokens) {
        return "{\"model\":\"" + model + "\",\"temperature\":0,\"seed\":1," + tokens
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"What is a lighthouse?\"}]";
    }

    private void run() throws IOException {
        System.out.println("gateway: " + gateway.base() + "   engine: " + engine.base() + "   rounds: " + rounds);
        System.out.printf(
                Locale.ROOT,
                "%-8s %-12s %12s %12s %12s %12s %12s %12s%n",
                "",
                "milliseconds",
                "gateway p50",
                "engine p50",
                "added p50",
                "gateway p95",
                "engine p95",
                "added p95");
        for (boolean stream : List.of(false, true)) {
            var measured = new Measured();
            measure(stream, Math.max(5, rounds / 10), new Measured());
            measure(stream, rounds, measured);
            measured.print(stream ? "stream" : "whole", stream);
        }
    }

    private void measure(boolean stream, int count, Measured measured) throws IOException {
        String end = stream ? ",\"stream\":true}" : "}";
        try (var toGateway = new Connection(gateway);
                var toEngine = new Connection(engine)) {
            for (int round = 0; round < count; round++) {
                boolean gatewayFirst = round % 2 == 0;
                Connection.Answer early =
                        ask(gatewayFirst ? toGateway : toEngine, (gatewayFirst ? gatewayBody : engineBody) + end);
                Connection.Answer late =
                        ask(gatewayFirst ? toEngine : toGateway, (gatewayFirst ? engineBody : gatewayBody) + end);
                measured.add(gatewayFirst ? early : late, gatewayFirst ? late : early, stream);
            }
        }
    }

    private static Connection.Answer ask(Connection connection, String body) throws IOException {
        return connection.post("/v1/chat/completions", body);
    }

    /// The figures of one way of asking. The added time is that of each round's pair, not a difference of
    /// percentiles.
    private static final class Measured {
        private final Samples[] first = {new Samples(), new Samples(), new Samples()};
        private final Samples[] total = {new Samples(), new Samples(), new Samples()};
        private int failed;
        private @Nullable String failure;

        void add(Connection.Answer gateway, Connection.Answer engine, boolean stream) {
            for (Connection.Answer answer : List.of(gateway, engine)) {
                boolean whole = stream
                        ? answer.body().contains("data: [DONE]")
                        : answer.body().contains("\"usage\"");
                if (answer.status() != 200 || !whole) {
                    failed++;
                    failure = answer.status() + " "
                            + answer.body()
                                    .substring(0, Math.min(300, answer.body().length()));
                    return;
                }
            }
            add(first, gateway.firstContentNanos(), engine.firstContentNanos());
            add(total, gateway.totalNanos(), engine.totalNanos());
        }

        private static void add(Samples[] samples, long gateway, long engine) {
            samples[0].add(gateway);
            samples[1].add(engine);
            samples[2].add(gateway - engine);
        }

        void print(String way, boolean stream) {
            if (stream) {
                row(way, "first token", first);
            }
            row(way, "total", total);
            System.out.println(way + ": " + total[0].count() + " rounds measured, " + failed + " failed"
                    + (failure == null ? "" : "; the last failure: " + failure));
        }

        private static void row(String way, String what, Samples[] samples) {
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %-12s %12.2f %12.2f %12.2f %12.2f %12.2f %12.2f%n",
                    way,
                    what,
                    samples[0].percentileMillis(50),
                    samples[1].percentileMillis(50),
                    samples[2].percentileMillis(50),
                    samples[0].percentileMillis(95),
                    samples[1].percentileMillis(95),
                    samples[2].percentileMillis(95));
        }
    }
}
