package dev.aquifer.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One of our own applications: a Quarkus jar that gets its environment from here.
record AppPart(PartName name, Layout layout, Credentials credentials) implements Part {

    Path jar() {
        String module = switch (name) {
            case PLATFORM -> "platform-service/server";
            case BILLING -> "billing/server";
            case GATEWAY -> "platform-service/gateway";
            case CONSOLE -> "console-ui";
            case POSTGRES, KAFKA, KEYCLOAK -> throw new IllegalArgumentException(name + " is not ours");
        };
        return layout.root().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    @Override
    public Process start() throws IOException {
        if (!Files.exists(jar())) {
            throw new StackException("The " + name.title() + "'s program is missing: " + jar()
                    + ". Build it with ./mvnw -Dquick -DskipTests package");
        }
        List<String> command = new ArrayList<>(List.of(
                Processes.java(),
                "-XX:+UseSerialGC",
                "-Xms48m",
                name == PartName.CONSOLE ? "-Xmx384m" : "-Xmx256m",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        if (name == PartName.BILLING) {
            command.add("-ea");
        }
        command.addAll(SharedClasses.flags(layout.run().resolve(name.id() + ".jsa"), jar()));
        command.addAll(List.of("-Daquifer.data=" + layout.data(), "-jar", jar().toString()));
        ProcessBuilder builder = Processes.logged(command, layout.log(name.id()));
        builder.directory(layout.folder(name).toFile());
        builder.environment().putAll(environment());
        return builder.start();
    }

    private Map<String, String> environment() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("AQUIFER_HOST", layout.host());
        values.put("AQUIFER_PORT", Integer.toString(layout.port(name)));
        values.put("AQUIFER_DATA", layout.folder(name).toString());
        switch (name) {
            case PLATFORM -> {
                database(values);
                values.put("AQUIFER_KAFKA", kafka());
                values.put("AQUIFER_ISSUER", layout.issuer());
                values.put("AQUIFER_REPLICA_SECRET", credentials.get("replica"));
                Path engine = layout.root().resolve("platform-service/engine/target");
                values.put(
                        "AQUIFER_ENGINE_CLASSPATH",
                        engine.resolve("engine.jar") + File.pathSeparator + engine.resolve("lib") + "/*");
                values.put(
                        "AQUIFER_MODELS", layout.root().resolve("infra/models").toString());
            }
            case BILLING -> {
                database(values);
                values.put("AQUIFER_KAFKA", kafka());
                values.put("AQUIFER_ISSUER", layout.issuer());
                values.put("AQUIFER_CONSOLE_URL", layout.url(PartName.CONSOLE));
            }
            case GATEWAY -> {
                values.put("AQUIFER_KAFKA", kafka());
                values.put("AQUIFER_REPLICA_SECRET", credentials.get("replica"));
            }
            case CONSOLE -> {
                values.put("AQUIFER_ISSUER", layout.issuer());
                values.put("AQUIFER_PLATFORM_URL", layout.url(PartName.PLATFORM));
                values.put("AQUIFER_BILLING_URL", layout.url(PartName.BILLING));
                values.put("AQUIFER_GATEWAY_URL", layout.url(PartName.GATEWAY));
                values.put("AQUIFER_CONSOLE_URL", layout.url(PartName.CONSOLE));
                values.put("AQUIFER_CLIENT_SECRET", credentials.get("console.client"));
                values.put("AQUIFER_COOKIE_SECRET", credentials.get("console.cookie"));
                values.put("AQUIFER_STATE_SECRET", credentials.get("console.state"));
            }
            case POSTGRES, KAFKA, KEYCLOAK -> throw new IllegalArgumentException(name + " is not ours");
        }
        return values;
    }

    private void database(Map<String, String> values) {
        values.put(
                "AQUIFER_DB_URL",
                "jdbc:postgresql://" + Ports.LOOPBACK + ":" + layout.port(PartName.POSTGRES) + "/" + name.id());
        values.put("AQUIFER_DB_PASSWORD", credentials.get(name.id() + ".app"));
        values.put("AQUIFER_DB_OWNER_PASSWORD", credentials.get(name.id() + ".owner"));
    }

    private String kafka() {
        return Ports.LOOPBACK + ":" + layout.port(PartName.KAFKA);
    }

    @Override
    public String problem() {
        return Http.problem(layout.url(name) + "/q/health/ready");
    }

    @Override
    public boolean childrenDieWithIt() {
        return name != PartName.PLATFORM;
    }
}
