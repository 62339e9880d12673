package dev.aquifer.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The parts of the house in the order in which they start, with their port's distance from the port base.
public enum PartName {
    POSTGRES(5, "PostgreSQL"),
    KAFKA(6, "Kafka"),
    KEYCLOAK(4, "Keycloak"),
    PLATFORM(2, "platform server"),
    BILLING(3, "billing server"),
    GATEWAY(1, "gateway"),
    CONSOLE(0, "console");

    private final int offset;
    private final String title;

    PartName(int offset, String title) {
        this.offset = offset;
        this.title = title;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    int offset() {
        return offset;
    }

    String title() {
        return title;
    }

    /// The parts that must be ready before this one is started for the first time.
    List<PartName> needs() {
        return switch (this) {
            case POSTGRES, KAFKA -> List.of();
            case KEYCLOAK -> List.of(POSTGRES);
            case GATEWAY -> List.of(KAFKA);
            case PLATFORM, BILLING -> List.of(POSTGRES, KAFKA, KEYCLOAK);
            case CONSOLE -> List.of(KEYCLOAK);
        };
    }

    boolean isApplication() {
        return switch (this) {
            case POSTGRES, KAFKA, KEYCLOAK -> false;
            case PLATFORM, BILLING, GATEWAY, CONSOLE -> true;
        };
    }

    static PartName of(String id) {
        return Arrays.stream(values())
                .filter(part -> part.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new StackException("There is no part called " + id + ". The parts are: "
                        + String.join(
                                ", ", Arrays.stream(values()).map(PartName::id).toList()) + "."));
    }
}
