package dev.aquifer.console.client;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/// Makes REST clients of the contracts' interfaces.
final class Clients {
    private Clients() {}

    static <T> T of(Class<T> contract, URI server, Duration patience) {
        return RestClientBuilder.newBuilder()
                .baseUri(server)
                .connectTimeout(2, TimeUnit.SECONDS)
                .readTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .register(new CallerHeaders())
                .register(new ProblemReader())
                .build(contract);
    }
}
