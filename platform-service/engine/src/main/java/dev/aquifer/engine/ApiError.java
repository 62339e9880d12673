package dev.aquifer.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// A refusal or failure that the caller sees as OpenAI's error object.
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final @Nullable String param;
    private final @Nullable String code;

    ApiError(int status, String type, @Nullable String code, @Nullable String param, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
    }

    static ApiError invalid(String param, String message) {
        return new ApiError(400, "invalid_request_error", "invalid_value", param, message);
    }

    static ApiError missing(String param) {
        return new ApiError(
                400,
                "invalid_request_error",
                "missing_required_parameter",
                param,
                "Missing required parameter: '" + param + "'.");
    }

    static ApiError unsupported(String param, String message) {
        return new ApiError(400, "invalid_request_error", "unsupported_parameter", param, message);
    }

    static ApiError overloaded(String message) {
        return new ApiError(503, "service_unavailable_error", "server_is_overloaded", null, message);
    }

    static ApiError starting() {
        return new ApiError(
                503, "service_unavailable_error", "model_starting", null, "The model is being loaded; try again soon.");
    }

    static ApiError internal(String message) {
        return new ApiError(500, "server_error", "internal_error", null, message);
    }

    int status() {
        return status;
    }

    @Nullable String code() {
        return code;
    }

    ObjectNode body() {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.putObject("error")
                .put("message", getMessage())
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return root;
    }
}
