package dev.aquifer.platform.api.usage;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Fact on `usage.v1`: a request used tokens. It holds no prompt and no answer.
///
/// @param organisation who called and pays, @param key with which key
/// @param playground true if the console's playground called
/// @param request the id that the caller saw in `x-request-id`
/// @param deploymentName as called, @param modelSlug names the token prices
/// @param tokensPriced false where the chips are paid by the hour: then the tokens are shown and cost nothing
/// @param operation `chat.completions` or `embeddings`
/// @param startedAt when the request came in
/// @param firstTokenMillis from there to the first token; null where there was none
public record UsageRecorded(
        UUID organisation,
        UUID key,
        boolean playground,
        String request,
        UUID deployment,
        String deploymentName,
        String modelSlug,
        boolean tokensPriced,
        UUID replica,
        String chipType,
        boolean simulated,
        String operation,
        boolean streamed,
        Outcome outcome,
        Tokens tokens,
        Instant startedAt,
        long durationMillis,
        @Nullable Long firstTokenMillis) {
    public static final String TYPE = "dev.aquifer.usage.recorded.v1";
}
