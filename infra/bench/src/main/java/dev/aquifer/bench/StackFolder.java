package dev.aquifer.bench;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Finds the engine of a model in the data folder of a running stack, so that nobody has to copy ports and secrets.
final class StackFolder {
    private StackFolder() {}

    /// The first replica that answers with its secret and serves `model`.
    static Optional<Target> engineOf(Path data, String model) throws IOException {
        var secrets = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("secrets.properties"))) {
            secrets.load(reader);
        }
        String key = secrets.getProperty("replica");
        Path folder = data.resolve("platform").resolve("replicas");
        if (key == null || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        List<Path> replicas;
        try (Stream<Path> all = Files.list(folder)) {
            replicas =
                    all.filter(replica -> Files.exists(replica.resolve("port"))).toList();
        }
        for (Path replica : replicas) {
            String port = Files.readString(replica.resolve("port")).strip();
            String secret = secret(key, String.valueOf(replica.getFileName()));
            var target = new Target("engine", URI.create("http://127.0.0.1:" + port), secret);
            if (serves(target, model)) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }

    private static boolean serves(Target target, String model) {
        try (var connection = new Connection(target)) {
            var models = connection.get("/v1/models");
            return models.status() == 200 && models.body().contains("\"" + model + "\"");
        } catch (IOException e) {
            // The folder of a replica that has ended: its port is dead or another's.
            return false;
        }
    }

    private static String secret(String key, String replica) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(replica.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
