package dev.aquifer.gateway.inference;

import dev.aquifer.platform.api.usage.Tokens;
import org.jspecify.annotations.Nullable;

/// Decides how many tokens a request is billed for. `docs/api.md` states these rules to the callers.
///
/// An engine is believed within bounds that no honest one reaches: it cannot have read more tokens than the
/// request has bytes (beside a template), nor written more than the answer has bytes (beside a few that leave
/// no text).
///
/// @param tokens what is billed
/// @param reported true if the engine's own words could be used as they are
/// @param capped true if it claimed more than the bounds allow
record Tally(Tokens tokens, boolean reported, boolean capped) {
    private static final long TEMPLATE = 4096;
    private static final long SILENT_PER_CHOICE = 64;
    private static final long BYTES_PER_TOKEN = 6;

    /// What is known of an answer's text: its UTF-8 bytes.
    static Tally completed(Call call, int contextLength, @Nullable EngineUsage usage, long textBytes) {
        if (usage == null) {
            return new Tally(new Tokens(lowEstimate(call.textBytes()), 0, 0, lowEstimate(textBytes), 0), false, false);
        }
        return bounded(call, contextLength, usage, usage.completion(), textBytes);
    }

    /// For a stream that broke off, by the engine or by the caller.
    ///
    /// @param stated what the engine had said of its usage until then; only its prompt counts. Null if it said
    /// nothing
    /// @param deliveredTokens tokens in chunks whose write was completed, at most: by the engine's own count
    /// where it states it in each chunk, else one for each chunk
    static Tally broken(
            Call call, int contextLength, @Nullable EngineUsage stated, long deliveredTokens, long deliveredBytes) {
        if (stated == null) {
            return new Tally(new Tokens(lowEstimate(call.textBytes()), 0, 0, deliveredTokens, 0), false, false);
        }
        return bounded(call, contextLength, stated, deliveredTokens, deliveredBytes);
    }

    private static Tally bounded(Call call, int contextLength, EngineUsage usage, long completion, long textBytes) {
        long mostInput = call.bodyBytes() + TEMPLATE;
        if (contextLength > 0) {
            mostInput = Math.min(mostInput, contextLength);
        }
        long input = Math.min(usage.prompt(), mostInput);
        long mostOutput = textBytes + SILENT_PER_CHOICE * call.choices();
        if (call.mostTokens() > 0 && call.mostTokens() < mostOutput / call.choices()) {
            mostOutput = call.mostTokens() * call.choices();
        }
        long output = Math.min(completion, mostOutput);
        long cached = Math.min(usage.cached(), input);
        long written = Math.min(usage.cacheWritten(), input - cached);
        long reasoning = Math.min(usage.reasoning(), output);
        boolean capped = input < usage.prompt() || output < completion;
        return new Tally(
                new Tokens(input - cached - written, cached, written, output - reasoning, reasoning), !capped, capped);
    }

    /// Deliberately low: only for engines that state nothing, and the same for streamed and plain answers.
    private static long lowEstimate(long bytes) {
        return bytes == 0 ? 0 : Math.max(1, bytes / BYTES_PER_TOKEN);
    }

    long promptTokens() {
        return tokens.input() + tokens.cacheRead() + tokens.cacheWrite();
    }

    long completionTokens() {
        return tokens.output() + tokens.reasoning();
    }

    /// The billed counts in OpenAI's dialect, for answers whose engine did not say them so.
    String usageJson() {
        return "{\"prompt_tokens\":" + promptTokens() + ",\"completion_tokens\":" + completionTokens()
                + ",\"total_tokens\":" + (promptTokens() + completionTokens())
                + ",\"prompt_tokens_details\":{\"cached_tokens\":" + tokens.cacheRead()
                + ",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":" + tokens.reasoning()
                + ",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";
    }
}
