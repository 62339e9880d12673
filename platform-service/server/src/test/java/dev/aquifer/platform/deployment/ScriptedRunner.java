package dev.aquifer.platform.deployment;

import dev.aquifer.platform.runner.Launch;
import dev.aquifer.platform.runner.Runner;
import dev.aquifer.platform.runner.Sight;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// Processes as a test wants them: what stands outside of the platform, under a seed. Used by one thread.
final class ScriptedRunner implements Runner {
    private final Map<UUID, Sight> sights = new HashMap<>();
    private final Set<UUID> startedTwice = new HashSet<>();

    @Override
    public void start(Launch launch) {
        if (sights.containsKey(launch.replica())) {
            startedTwice.add(launch.replica());
            return;
        }
        sights.put(launch.replica(), new Sight.Loading());
    }

    @Override
    public Sight look(UUID replica) {
        return sights.getOrDefault(replica, new Sight.Absent());
    }

    @Override
    public void stop(UUID replica) {
        sights.computeIfPresent(replica, (id, sight) -> new Sight.Ended("stopped"));
    }

    @Override
    public Set<UUID> running() {
        Set<UUID> running = new HashSet<>();
        sights.forEach((replica, sight) -> {
            if (!(sight instanceof Sight.Ended)) {
                running.add(replica);
            }
        });
        return running;
    }

    @Override
    public List<String> log(UUID replica, int lines) {
        return List.of();
    }

    @Override
    public void clear(UUID replica) {
        sights.remove(replica);
    }

    @Override
    public void endAllBut(Set<UUID> replicas) {
        sights.keySet().stream()
                .filter(replica -> !replicas.contains(replica))
                .toList()
                .forEach(this::stop);
    }

    @Override
    public void onChange(Runnable listener) {}

    void serve(UUID replica) {
        sights.computeIfPresent(
                replica,
                (id, sight) -> new Sight.Serving(URI.create("http://127.0.0.1:" + (1024 + id.hashCode() % 999))));
    }

    void serveAll() {
        running().forEach(this::serve);
    }

    /// Some processes become ready, some die, some vanish with all that was known of them.
    void disturb(Random random) {
        for (UUID replica : List.copyOf(sights.keySet())) {
            switch (random.nextInt(6)) {
                case 0 -> serve(replica);
                case 1 -> sights.put(replica, new Sight.Ended("engine: struck by the test"));
                case 2 -> sights.remove(replica);
                default -> {}
            }
        }
    }

    boolean anyStartedTwice() {
        return !startedTwice.isEmpty();
    }
}
