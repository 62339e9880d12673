package dev.aquifer.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Keycloak with the realm `aquifer`.
record KeycloakPart(Layout layout, Credentials credentials) implements Part {
    @Override
    public PartName name() {
        return PartName.KEYCLOAK;
    }

    /// A folder of its own per data folder: links to the built installation, and the realm's template to import.
    private Path home() {
        return layout.folder(name());
    }

    @Override
    public void prepare() throws IOException {
        Path installation = KeycloakInstallation.folder(layout);
        for (String each : List.of("lib", "conf", "providers", "themes")) {
            Path link = home().resolve(each);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, installation.resolve(each));
        }
        Path realm = home().resolve("data/import/aquifer-realm.json");
        Files.createDirectories(realm.getParent());
        Files.writeString(realm, Files.readString(layout.root().resolve("infra/realm/aquifer-realm.json")));
    }

    @Override
    public Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Processes.java(),
                "-Xms64m",
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:MetaspaceSize=96M",
                // After PostgreSQL was killed, people who sign in are not to be handed its dead connections.
                "-Dquarkus.datasource.jdbc.validate-on-borrow=true",
                "-Daquifer.data=" + layout.data()));
        command.addAll(
                SharedClasses.flags(layout.run().resolve(name().id() + ".jsa"), home().resolve("lib/quarkus-run.jar")));
        command.addAll(KeycloakInstallation.java(home()));
        command.addAll(List.of(
                "start",
                "--optimized",
                // Asked for at each start, too: else it listens on every address for others of its kind.
                "--cache=local",
                "--http-enabled=true",
                "--http-host=" + layout.host(),
                "--http-port=" + layout.port(name()),
                "--hostname=" + layout.url(name()),
                "--import-realm"));
        ProcessBuilder builder = Processes.logged(command, layout.log(name().id()));
        builder.directory(home().toFile());
        builder.environment().putAll(environment());
        return builder.start();
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry(
                        "KC_DB_URL",
                        "jdbc:postgresql://" + Ports.LOOPBACK + ":" + layout.port(PartName.POSTGRES) + "/keycloak"),
                Map.entry("KC_DB_USERNAME", "keycloak"),
                Map.entry("KC_DB_PASSWORD", credentials.get("keycloak.database")),
                Map.entry("KC_DB_POOL_MAX_SIZE", "10"),
                Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", "admin"),
                Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", credentials.get("keycloak.admin")),
                Map.entry("AQUIFER_SSL_REQUIRED", layout.host().equals(Ports.LOOPBACK) ? "external" : "none"),
                Map.entry("AQUIFER_CLIENT_SECRET", credentials.get("console.client")),
                Map.entry("AQUIFER_CONSOLE_URL", layout.url(PartName.CONSOLE)),
                Map.entry("AQUIFER_CONSOLE_LOCALHOST", localhost()),
                Map.entry("AQUIFER_PLATFORM_URL", layout.url(PartName.PLATFORM)),
                Map.entry("AQUIFER_BILLING_URL", layout.url(PartName.BILLING)),
                Map.entry("AQUIFER_OPERATOR_PASSWORD", credentials.get("person.operator")),
                Map.entry("AQUIFER_ASSESSOR_PASSWORD", credentials.get("person.assessor")));
    }

    private String localhost() {
        return "http://localhost:" + layout.port(PartName.CONSOLE);
    }

    @Override
    public String problem() {
        return Http.problem(layout.issuer() + "/.well-known/openid-configuration");
    }

    /// The realm is imported once, but the addresses move with the port base and the host.
    @Override
    public void settle() throws IOException {
        String addresses = layout.url(PartName.CONSOLE);
        Path known = home().resolve("addresses");
        if (!Files.exists(known)) {
            Files.writeString(known, addresses);
        }
        if (!Files.readString(known).equals(addresses)) {
            new KeycloakAdmin(layout.url(name()), credentials.get("keycloak.admin"))
                    .moveConsole(
                            List.of(layout.url(PartName.CONSOLE), localhost()),
                            List.of(layout.url(PartName.PLATFORM), layout.url(PartName.BILLING)),
                            layout.host().equals(Ports.LOOPBACK) ? "external" : "none");
            Files.writeString(known, addresses);
        }
    }
}
