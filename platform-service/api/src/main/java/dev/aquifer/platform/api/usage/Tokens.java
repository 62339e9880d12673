package dev.aquifer.platform.api.usage;

/// Tokens of a request in disjoint buckets: no token is in two of them, so prices can be added. The dialects'
/// `prompt_tokens` (input + cacheRead + cacheWrite) and `completion_tokens` (output + reasoning) are views of it.
///
/// @param input read fresh, @param cacheRead read from a prefix cache, @param cacheWrite written to one
/// @param output text, @param reasoning hidden thinking
public record Tokens(long input, long cacheRead, long cacheWrite, long output, long reasoning) {
    public Tokens {
        if (input < 0 || cacheRead < 0 || cacheWrite < 0 || output < 0 || reasoning < 0) {
            throw new IllegalArgumentException("a bucket of tokens is negative");
        }
    }
}
