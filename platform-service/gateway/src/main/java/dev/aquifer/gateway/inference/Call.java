package dev.aquifer.gateway.inference;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the gateway needs to know of a request's body.
///
/// @param choices `n`; 1 for embeddings
/// @param mostTokens the caller's bound on each answer's tokens; 0 if it named none
/// @param textBytes UTF-8 bytes of the texts that the model reads
/// @param bodyBytes of the whole body
/// @param base64 whether vectors were asked for in base64
/// @param ignored unknown top-level fields
/// @param engineBody the same request without what engines must not see, and with usage asked for
record Call(
        String model,
        boolean stream,
        boolean usageAsked,
        int choices,
        long mostTokens,
        long textBytes,
        int bodyBytes,
        boolean base64,
        List<String> ignored,
        Buffer engineBody) {
    Call {
        ignored = List.copyOf(ignored);
    }

    /// A body as it was read. A fault in a field is told only after the model was found to be the caller's, so
    /// the two stand side by side.
    sealed interface Reading {
        record Read(Call call, @Nullable Failure fault) implements Reading {}

        record Unreadable(Failure why) implements Reading {}
    }
}
