package dev.aquifer.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/// The generated secrets of one data folder; made once, kept in a file that only its owner can read.
final class Credentials {
    private static final List<String> NAMES = List.of(
            "platform.owner",
            "platform.app",
            "billing.owner",
            "billing.app",
            "keycloak.database",
            "keycloak.admin",
            "replica",
            "console.client",
            "console.cookie",
            "console.state",
            "person.operator",
            "person.assessor");

    private final Map<String, String> values;

    private Credentials(Map<String, String> values) {
        this.values = values;
    }

    /// Reads the file, adds what a newer version needs more, and writes the list of people beside it.
    static Credentials of(Layout layout) {
        var stored = new Properties();
        if (Files.exists(layout.secrets())) {
            try (Reader reader = Files.newBufferedReader(layout.secrets())) {
                stored.load(reader);
            } catch (IOException e) {
                throw new StackException(
                        "The secrets in " + layout.secrets() + " cannot be read: " + e.getMessage(), e);
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : NAMES) {
            String value = stored.getProperty(name);
            values.put(name, value == null ? Secrets.random(name.startsWith("person.") ? 16 : 32) : value);
        }
        if (!stored.stringPropertyNames().containsAll(NAMES)) {
            Secrets.write(
                    layout.secrets(),
                    values.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                            .collect(Collectors.joining()));
        }
        var credentials = new Credentials(values);
        credentials.writePeople(layout);
        return credentials;
    }

    String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no secret called " + name);
        }
        return value;
    }

    private void writePeople(Layout layout) {
        String people = """
                People who can sign in at %s

                operator   operator@aquifer.local   %s
                assessor   assessor@aquifer.local   %s

                Administrator of Keycloak at %s/admin

                admin      %s

                These are the passwords that were generated at the first start. A password that was changed since then is not here.
                """.formatted(
                        layout.url(PartName.CONSOLE),
                        get("person.operator"),
                        get("person.assessor"),
                        layout.url(PartName.KEYCLOAK),
                        get("keycloak.admin"));
        try {
            if (!Files.exists(layout.people())
                    || !Files.readString(layout.people(), StandardCharsets.UTF_8)
                            .equals(people)) {
                Secrets.write(layout.people(), people);
            }
        } catch (IOException e) {
            throw Processes.io(e);
        }
    }
}
