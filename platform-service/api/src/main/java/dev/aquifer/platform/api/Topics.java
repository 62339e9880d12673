package dev.aquifer.platform.api;

/// Names of the Kafka topics that platform-service writes. Key of a record: the organisation for `usage` and
/// `leases`, the thing's own id for the compacted ones.
public final class Topics {
    /// What was used; append-only.
    public static final String USAGE = "usage.v1";
    /// Leases opened, closed, and their watermarks; what was stored; append-only.
    public static final String LEASES = "leases.v1";
    /// Compacted: the last state of each organisation and its members.
    public static final String ORGANISATIONS = "organisations.v1";
    /// Compacted: the last state of each API key.
    public static final String KEYS = "keys.v1";
    /// Compacted: the last state of each deployment's route.
    public static final String ROUTES = "routes.v1";

    private Topics() {}
}
