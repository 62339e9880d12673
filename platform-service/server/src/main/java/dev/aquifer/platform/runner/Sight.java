package dev.aquifer.platform.runner;

import java.net.URI;

/// What is known of a replica's process.
public sealed interface Sight {
    /// It was never started here.
    record Absent() implements Sight {}

    record Loading() implements Sight {}

    /// It answered with its secret and serves there.
    record Serving(URI url) implements Sight {}

    /// It is gone. @param lastWords the last line of its log, or what the runner has to say
    record Ended(String lastWords) implements Sight {}
}
