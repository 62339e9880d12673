package dev.aquifer.engine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the start line and the environment say. Exactly one of `model` (a GGUF file) and `embedding` is set.
///
/// @param context tokens of one request (prompt and answer together); 0 = what the model was trained for, at most
///     4096
/// @param parallel requests that are worked on at once
/// @param queue requests that may wait beyond these
/// @param threads processor threads of the native code
/// @param promptCache whether the evaluated prompt of an earlier request is reused (faster, but answers then differ
///     in the last digit of the probabilities from run to run)
record EngineOptions(
        @Nullable Path model,
        @Nullable String embedding,
        String name,
        String host,
        int port,
        @Nullable Path portFile,
        int context,
        int parallel,
        int queue,
        int threads,
        boolean promptCache,
        String secret) {

    static final String SECRET_VARIABLE = "AQUIFER_ENGINE_KEY";
    static final String BGE = "bge-small-zh-v1.5";
    private static final Set<String> KNOWN = Set.of(
            "model",
            "embedding",
            "name",
            "host",
            "port",
            "port-file",
            "context",
            "parallel",
            "queue",
            "threads",
            "prompt-cache");

    EngineOptions {
        if ((model == null) == (embedding == null)) {
            throw new StartFailure("give either --model FILE.gguf or --embedding " + BGE);
        }
        if (embedding != null && !embedding.equals(BGE)) {
            throw new StartFailure("unknown embedding model '" + embedding + "'; known: " + BGE);
        }
        if (name.isBlank()) {
            throw new StartFailure("--name must not be empty");
        }
        if (secret.isBlank()) {
            throw new StartFailure("the environment variable " + SECRET_VARIABLE + " must hold the engine's secret");
        }
    }

    static EngineOptions parse(String[] arguments, Map<String, String> environment) {
        var given = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            String option = arguments[i];
            if (!option.startsWith("--") || !KNOWN.contains(option.substring(2))) {
                throw new StartFailure("unknown option '" + option + "'");
            }
            if (i + 1 == arguments.length) {
                throw new StartFailure("option " + option + " needs a value");
            }
            given.put(option.substring(2), arguments[i + 1]);
        }
        String model = given.get("model");
        String portFile = given.get("port-file");
        int parallel = number(given, "parallel", 4, 1, 64);
        return new EngineOptions(
                model == null ? null : Path.of(model),
                given.get("embedding"),
                given.getOrDefault("name", model == null ? BGE : fileName(model)),
                given.getOrDefault("host", "127.0.0.1"),
                number(given, "port", 0, 0, 65_535),
                portFile == null ? null : Path.of(portFile),
                number(given, "context", 0, 0, 1 << 20),
                parallel,
                number(given, "queue", Math.max(16, 4 * parallel), 0, 100_000),
                number(given, "threads", Runtime.getRuntime().availableProcessors(), 1, 1024),
                given.getOrDefault("prompt-cache", "off").equals("on"),
                environment.getOrDefault(SECRET_VARIABLE, ""));
    }

    private static String fileName(String model) {
        Path name = Path.of(model).getFileName();
        return name == null ? model : name.toString();
    }

    private static int number(Map<String, String> given, String option, int standard, int least, int most) {
        String text = given.get(option);
        if (text == null) {
            return standard;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message that names the option and its bounds.
        }
        throw new StartFailure(
                "--" + option + " must be a whole number from " + least + " to " + most + ", not '" + text + "'");
    }

    /// The secret is kept out of every log.
    @Override
    public String toString() {
        return "EngineOptions[name=" + name + ", host=" + host + ", port=" + port + ", context=" + context
                + ", parallel=" + parallel + "]";
    }
}
