package dev.aquifer.platform.runner;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Runs one engine process for each replica. Every method may be called again with no other effect, and all return
/// without waiting for the engine: what became of a replica is what [#look] says.
public interface Runner {
    /// Starts the engine of a replica that never ran. One that runs or ran is left alone: an id is used once.
    void start(Launch launch);

    /// What is known of the replica now. Takes up a process that an earlier server started, if it is still there.
    Sight look(UUID replica);

    /// Asks the engine to end, and ends it by force after the grace period.
    void stop(UUID replica);

    /// The replicas whose process is alive now.
    Set<UUID> running();

    /// The last lines of the engine's log, oldest first; none if it has no log.
    List<String> log(UUID replica, int lines);

    /// Forgets a replica that ended, with its log.
    void clear(UUID replica);

    /// Ends every engine of this data folder that belongs to none of these replicas, for instance what a crash left.
    void endAllBut(Set<UUID> replicas);

    /// Runs `listener` whenever a replica became ready or ended. Set once, at the start.
    void onChange(Runnable listener);
}
