package dev.aquifer.platform.deployment;

import java.util.List;
import java.util.UUID;

/// The engine processes of this machine, found by the replica's folder on their command line.
final class Engines {
    private Engines() {}

    static List<ProcessHandle> of(UUID replica) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("/replicas/" + replica + "/"))
                .toList();
    }
}
