package dev.aquifer.console.client;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.time.Duration;

/// Where the other parts of the platform are.
@ConfigMapping(prefix = "aquifer.servers")
public interface ServerAddresses {
    URI platform();

    URI billing();

    /// The gateway, without `/v1`; also what people are told to call.
    URI gateway();

    /// How long a page waits for an answer, as a duration.
    Duration patience();

    /// How long an upload may take, as a duration.
    Duration uploadPatience();
}
