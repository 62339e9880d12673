package dev.aquifer.console.client;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the problem details of RFC 9457 from a refused call. A body that is none still gives a problem, by its
/// status.
final class ProblemReader implements ResponseExceptionMapper<ProblemException> {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
        return status >= 400;
    }

    @Override
    public ProblemException toThrowable(Response response) {
        var body = response.hasEntity() ? response.readEntity(String.class) : "";
        return new ProblemException(read(response.getStatus(), body));
    }

    static Problem read(int status, String body) {
        JsonNode node;
        try {
            node = body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JacksonException e) {
            node = JSON.createObjectNode();
        }
        var type = node.path("type").asString("");
        var slug = type.isBlank() ? byStatus(status) : type.substring(type.lastIndexOf('/') + 1);
        List<Violation> violations = new ArrayList<>();
        for (var each : node.path("violations")) {
            violations.add(new Violation(
                    each.path("field").asString(""), each.path("message").asString("")));
        }
        var detail = node.path("detail").asString("");
        return new Problem(slug, status, detail.isBlank() ? null : detail, violations);
    }

    private static String byStatus(int status) {
        return switch (status) {
            case 400, 422 -> "validation";
            case 401, 403 -> "forbidden";
            case 404 -> "not-found";
            case 409 -> "conflict";
            case 502, 503, 504 -> "unreachable";
            default -> "internal";
        };
    }
}
