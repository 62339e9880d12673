package dev.aquifer.stack;

import java.io.IOException;
import java.time.Duration;

/// How one part of the house is started, asked whether it is ready, and stopped.
interface Part {
    PartName name();

    /// What is done once before the first start (unpacking, building); takes long only the first time.
    default void prepare() throws IOException {}

    /// Starts the process and does not wait.
    Process start() throws IOException;

    /// What keeps the part from serving now; empty when it serves. Called again and again, off the supervisor's own
    /// thread.
    String problem();

    /// What is done after each start, when the part serves: databases, topics, addresses.
    default void settle() throws IOException {}

    /// The signal of an orderly stop.
    default String stopSignal() {
        return "TERM";
    }

    default Duration stopPatience() {
        return Duration.ofSeconds(20);
    }

    default Duration startPatience() {
        return Duration.ofMinutes(5);
    }

    /// Whether the part's child processes are nothing without it. The platform's are: it finds its engines again.
    default boolean childrenDieWithIt() {
        return true;
    }
}
