package dev.aquifer.platform.deployment;

import dev.aquifer.platform.Servers;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/// The server without its own reconciler: the test runs its own over the same rows.
public class WithoutReconciler implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("aquifer.deployment.reconcile", "false");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Servers.class));
    }
}
