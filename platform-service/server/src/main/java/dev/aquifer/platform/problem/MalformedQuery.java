package dev.aquifer.platform.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers 404 as a problem, and 400 with the parameter's name if what was not found is only a query parameter that
/// could not be read: JAX-RS treats both alike.
class MalformedQuery {
    @ServerExceptionMapper(value = NotFoundException.class, priority = 1)
    public Response notFound(NotFoundException thrown, UriInfo uri) {
        return unreadable(thrown, uri.getQueryParameters())
                .map(name -> Problems.validation(name, "cannot be read; see the API's description for its form"))
                .orElseGet(MalformedQuery::noSuchPath)
                .toResponse();
    }

    /// The parameter whose value the parser complains of: its message quotes the value.
    private static Optional<String> unreadable(NotFoundException thrown, Map<String, List<String>> query) {
        return Optional.ofNullable(thrown.getCause())
                .filter(IllegalArgumentException.class::isInstance)
                .map(Throwable::getMessage)
                .flatMap(message -> query.entrySet().stream()
                        .filter(one -> one.getValue().stream().anyMatch(message::contains))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    private static HttpProblem noSuchPath() {
        return Problems.of(404, "not-found", "Not found", "There is nothing at this address.");
    }
}
