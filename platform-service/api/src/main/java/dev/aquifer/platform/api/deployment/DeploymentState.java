package dev.aquifer.platform.api.deployment;

/// Where a deployment stands. WAITING_FOR_CHIPS, LOADING and READY follow each other; DEGRADED: some but not all
/// replicas serve; FAILED: gave up, the reason says why.
public enum DeploymentState {
    WAITING_FOR_CHIPS,
    LOADING,
    READY,
    DEGRADED,
    STOPPING,
    STOPPED,
    FAILED
}
