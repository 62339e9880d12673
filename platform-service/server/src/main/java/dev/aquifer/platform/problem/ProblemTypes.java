package dev.aquifer.platform.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Gives a stable `type` to the problems that the framework makes, and the field's name to those that come from
/// reading JSON.
@ApplicationScoped
class ProblemTypes implements ProblemPostProcessor {
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '([^']*)'");

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getType() != null) {
            return problem;
        }
        return fromReadingJson(context.cause)
                .filter(known -> problem.getStatusCode() < 500)
                .orElseGet(() -> HttpProblem.builder(problem)
                        .withType(Problems.type(slug(problem)))
                        .build());
    }

    /// Quarkus answers this one itself, in a form of its own, if nobody stands before it.
    @ServerExceptionMapper(priority = 1)
    public Response mismatch(MismatchedInputException thrown) {
        return fromReadingJson(thrown)
                .orElseGet(() -> Problems.validation("body", "has the wrong type"))
                .toResponse();
    }

    /// What stopped the reading of a body: our own limit, which Jackson wraps, or a fault of the JSON.
    private static Optional<HttpProblem> fromReadingJson(@Nullable Throwable thrown) {
        Optional<HttpProblem> found = Optional.empty();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpProblem own) {
                return Optional.of(own);
            }
            if (cause instanceof JacksonException json && found.isEmpty()) {
                found = Optional.of(Problems.validation(field(json), message(json)));
            }
        }
        return found;
    }

    private static String slug(HttpProblem problem) {
        return switch (problem.getStatusCode()) {
            case 400 -> "validation";
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 409 -> "conflict";
            case 413 -> "too-large";
            case 415 -> "unsupported-media-type";
            default -> problem.getStatusCode() >= 500 ? "internal" : "request";
        };
    }

    private static String field(JacksonException json) {
        if (json instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return mapping.getPath().stream()
                    .map(step -> step.getFieldName() != null ? step.getFieldName() : "[" + step.getIndex() + "]")
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining("."));
        }
        Matcher duplicate = DUPLICATE.matcher(json.getOriginalMessage());
        return duplicate.find() ? duplicate.group(1) : "body";
    }

    private static String message(JacksonException json) {
        return switch (json) {
            case UnrecognizedPropertyException unknown -> "is unknown; known are " + known(unknown);
            case InvalidFormatException wrong
            when wrong.getTargetType().isEnum() ->
                "must be one of " + Arrays.toString(wrong.getTargetType().getEnumConstants());
            case InvalidFormatException wrong ->
                "must be a " + wrong.getTargetType().getSimpleName();
            case StreamReadException twice
            when DUPLICATE.matcher(twice.getOriginalMessage()).find() -> "is there twice";
            case StreamReadException syntax -> "is not valid JSON: " + syntax.getOriginalMessage();
            case JsonMappingException mapping
            when mapping.getCause() instanceof StreamReadException syntax ->
                "is not valid JSON: " + syntax.getOriginalMessage();
            case JsonMappingException mapping
            when mapping.getCause() instanceof IllegalArgumentException refused ->
                Objects.requireNonNullElse(refused.getMessage(), "is not valid");
            default -> "has the wrong type";
        };
    }

    private static List<String> known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds() == null
                ? List.of()
                : unknown.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .sorted()
                        .toList();
    }
}
