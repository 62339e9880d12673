package dev.aquifer.billing.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.api.simulation.SimulationSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The scenarios that the platform brings with it: the worked examples of the rules, and more for the corners.
final class Samples {
    private static final String FOLDER = "/scenarios/";

    private Samples() {}

    /// By file name without its end, in the order of the index.
    static Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        for (var name : resource("index.txt").lines().toList()) {
            all.put(name, resource(name + ".json"));
        }
        return all;
    }

    static List<SimulationSample> list() {
        var json = new ObjectMapper();
        return all().entrySet().stream()
                .map(each -> {
                    try {
                        var title = json.readTree(each.getValue()).path("title").asText();
                        return new SimulationSample(each.getKey(), title);
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException(each.getKey(), e);
                    }
                })
                .toList();
    }

    static Optional<String> find(String name) {
        return resource("index.txt").lines().anyMatch(name::equals)
                ? Optional.of(resource(name + ".json"))
                : Optional.empty();
    }

    private static String resource(String name) {
        try (var in = Samples.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + FOLDER + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
