package dev.aquifer.platform.deployment;

/// Where a replica stands. The first three hold a lease; ENDED and FAILED are final.
enum ReplicaState {
    STARTING,
    READY,
    STOPPING,
    ENDED,
    FAILED;

    boolean live() {
        return this == STARTING || this == READY || this == STOPPING;
    }
}
