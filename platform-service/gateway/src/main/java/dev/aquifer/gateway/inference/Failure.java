package dev.aquifer.gateway.inference;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.Nullable;

/// A refusal or failure as OpenAI's error object says it.
///
/// @param param path of the field that is wrong, e.g. `messages[2].content`
/// @param retryAfterSeconds 0 for none, never above 60
/// @param never true where a retry cannot help: clients are told by `x-should-retry: false`
record Failure(
        int status,
        String type,
        @Nullable String code,
        @Nullable String param,
        String message,
        int retryAfterSeconds,
        boolean never) {
    private static final String INVALID = "invalid_request_error";
    private static final String SERVER = "server_error";
    private static final String UNAVAILABLE = "service_unavailable_error";

    private static Failure invalid(int status, String code, @Nullable String param, String message) {
        return new Failure(status, INVALID, code, param, message, 0, false);
    }

    static Failure invalidValue(@Nullable String param, String message) {
        return invalid(400, "invalid_value", param, message);
    }

    static Failure missing(String param) {
        return invalid(400, "missing_required_parameter", param, "Missing required parameter: '" + param + "'.");
    }

    static Failure unsupported(String param, String message) {
        return invalid(400, "unsupported_parameter", param, message);
    }

    static Failure invalidJson(String message) {
        return invalid(400, "invalid_json", null, message);
    }

    static Failure contextLength(String message) {
        return invalid(400, "context_length_exceeded", "messages", message);
    }

    static Failure noKey() {
        return invalid(
                401,
                "invalid_api_key",
                null,
                "You did not provide an API key. Send it as 'Authorization: Bearer aqf_…'.");
    }

    static Failure badKey() {
        return invalid(401, "invalid_api_key", null, "Incorrect API key provided.");
    }

    /// The key is good, and made for something else.
    static Failure keyScope() {
        return invalid(
                403,
                "key_scope",
                null,
                "This API key may not call models: it has no scope 'inference'. Use a key that has it.");
    }

    static Failure tooManyBadKeys() {
        return new Failure(
                429,
                "requests",
                "rate_limit_exceeded",
                null,
                "Too many failed API keys from this address in this minute.",
                60,
                false);
    }

    static Failure modelNotFound(String model) {
        return invalid(
                404,
                "model_not_found",
                "model",
                "The model '" + model + "' does not exist or you do not have access to it.");
    }

    static Failure unknownUrl(String method, String path) {
        return invalid(404, "unknown_url", null, "Unknown request URL: " + method + " " + path + ".");
    }

    static Failure methodNotAllowed(String method, String allowed) {
        return invalid(405, "method_not_allowed", null, "Not allowed here: " + method + "; use " + allowed + ".");
    }

    static Failure bodyTimeout() {
        return invalid(408, "request_timeout", null, "The request's body did not arrive in time.");
    }

    static Failure tooLarge(long limit) {
        return invalid(413, "request_too_large", null, "The request's body is larger than " + limit + " bytes.");
    }

    static Failure mediaType(String message) {
        return invalid(415, "unsupported_media_type", null, message);
    }

    static Failure outOfCredit(String message) {
        return new Failure(429, "insufficient_quota", "insufficient_quota", null, message, 0, true);
    }

    static Failure overBudget() {
        return new Failure(
                429,
                "insufficient_quota",
                "budget_exceeded",
                null,
                "A budget of this month is used up and pauses these calls. Raise it, or wait for the next month.",
                0,
                true);
    }

    static Failure internal() {
        return new Failure(500, SERVER, "internal_error", null, "The server had an error.", 0, false);
    }

    static Failure engineBroke() {
        return new Failure(502, SERVER, "upstream_error", null, "The model broke off its work.", 0, false);
    }

    static Failure engineSilent() {
        return new Failure(504, SERVER, "upstream_timeout", null, "The model gave no answer in time.", 0, false);
    }

    static Failure overloaded() {
        return new Failure(
                503, UNAVAILABLE, "server_is_overloaded", null, "Too many requests are in work; try again.", 2, false);
    }

    static Failure draining() {
        return new Failure(
                503, UNAVAILABLE, "server_is_overloaded", null, "This server is being stopped; try again.", 1, false);
    }

    static Failure notMetered() {
        return new Failure(
                503,
                UNAVAILABLE,
                "server_is_overloaded",
                null,
                "Usage cannot be recorded at the moment, so the request was not answered. It is not charged.",
                5,
                false);
    }

    static Failure noSnapshot() {
        return new Failure(
                503, UNAVAILABLE, "server_is_overloaded", null, "The server is starting; try again.", 2, false);
    }

    static Failure modelStarting(String message) {
        return new Failure(503, UNAVAILABLE, "model_starting", null, message, 5, false);
    }

    static Failure noCapacity(String message) {
        return new Failure(503, UNAVAILABLE, "no_capacity", null, message, 0, true);
    }

    /// The error object. The message ends with the request's id, so that a screenshot is enough for support.
    String json(String request) {
        var out = new StringBuilder(192).append("{\"error\":{\"message\":");
        string(out, message + " (request id: " + request + ")");
        out.append(",\"type\":");
        string(out, type);
        out.append(",\"param\":");
        string(out, param);
        out.append(",\"code\":");
        string(out, code);
        return out.append("}}").toString();
    }

    private static void string(StringBuilder out, @Nullable String text) {
        if (text == null) {
            out.append("null");
            return;
        }
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }
}
