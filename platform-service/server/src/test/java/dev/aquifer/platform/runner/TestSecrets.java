package dev.aquifer.platform.runner;

import java.util.UUID;

/// The replicas' secrets as the gateway would derive them from the tests' key.
public final class TestSecrets {
    private final ReplicaSecret secrets = new ReplicaSecret("secret-of-the-tests");

    public String of(UUID replica) {
        return secrets.of(replica);
    }
}
