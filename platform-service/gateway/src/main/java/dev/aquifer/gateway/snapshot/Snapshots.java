package dev.aquifer.gateway.snapshot;

/// Gives the snapshot in force; one volatile read.
@FunctionalInterface
public interface Snapshots {
    Snapshot current();
}
