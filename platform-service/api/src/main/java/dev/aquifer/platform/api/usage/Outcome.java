package dev.aquifer.platform.api.usage;

/// How a request that is billed ended: answered in full, left by the client, or broken off by the engine. Requests
/// that failed before anything was delivered are not usage.
public enum Outcome {
    COMPLETED,
    CLIENT_LEFT,
    ENGINE_BROKE
}
