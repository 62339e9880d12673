package dev.aquifer.gateway.inference;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;

/// Bounds of the inference API. Every wait, size and count has one.
@ConfigMapping(prefix = "aquifer.inference")
public interface InferenceSettings {
    /// Key of the HMAC that makes the secrets of replicas; the same as the server's.
    String replicaSecret();

    /// Largest request body.
    @WithDefault("16M")
    MemorySize bodyLimit();

    /// How long a caller may take to send a body.
    @WithDefault("60s")
    Duration bodyDeadline();

    /// Largest answer of an engine that is not a stream.
    @WithDefault("64M")
    MemorySize answerLimit();

    /// Largest event of an engine's stream.
    @WithDefault("1M")
    MemorySize eventLimit();

    /// How long an answer that is not a stream may take. Shorter than the clients' ten minutes, so that they
    /// see our error.
    @WithDefault("540s")
    Duration deadline();

    /// How long a stream holds its status back while an ordinary error is still possible.
    @WithDefault("15s")
    Duration holdStatus();

    /// How often a waiting stream gets a comment.
    @WithDefault("10s")
    Duration waitingEvery();

    /// How long an engine may be silent in a stream.
    @WithDefault("180s")
    Duration engineSilence();

    /// How long a caller may refuse to read before it is cut off.
    @WithDefault("60s")
    Duration stalledCaller();

    /// How often the bounds in time of a stream are looked at.
    @WithDefault("2s")
    Duration tick();

    /// How long connecting to an engine may take.
    @WithDefault("2s")
    Duration connect();

    /// Requests in work at once; more are refused.
    @WithDefault("20000")
    int mostInFlight();

    /// Connections to one replica from one event loop.
    @WithDefault("4096")
    int connectionsPerReplica();

    /// Keys that fail in a minute from one address before it gets 429.
    @WithDefault("20")
    int failedKeysPerMinute();

    /// CNY that an organisation may use before its standing is known.
    @WithDefault("10")
    BigDecimal withoutStanding();

    /// How long open requests may go on after SIGTERM.
    @WithDefault("30s")
    Duration drain();
}
