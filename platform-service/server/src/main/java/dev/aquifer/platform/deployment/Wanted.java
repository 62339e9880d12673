package dev.aquifer.platform.deployment;

/// What the owner wants of a deployment.
enum Wanted {
    RUNNING,
    STOPPED,
    DELETED
}
