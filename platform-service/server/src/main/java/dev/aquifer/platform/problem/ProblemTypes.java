package dev.aquifer.platform.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Gives a stable `type` to the problems that the framework makes, and the field's name to those that come from
/// reading JSON.
@ApplicationScoped
class ProblemTypes implements ProblemPostProcessor {
    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getType() != null) {
            return problem;
        }
        JacksonException json = jacksonCause(context.cause);
        if (json != null && problem.getStatusCode() < 500) {
            return Problems.validation(field(json), message(json));
        }
        return HttpProblem.builder(problem)
                .withType(Problems.type(slug(problem)))
                .build();
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

    private static @Nullable JacksonException jacksonCause(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException json) {
                return json;
            }
        }
        return null;
    }

    private static String field(JacksonException json) {
        if (json instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return mapping.getPath().stream()
                    .map(step -> step.getFieldName() != null ? step.getFieldName() : "[" + step.getIndex() + "]")
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining("."));
        }
        return "body";
    }

    private static String message(JacksonException json) {
        return switch (json) {
            case UnrecognizedPropertyException unknown -> "is unknown; known are " + known(unknown);
            case InvalidFormatException wrong
            when wrong.getTargetType().isEnum() ->
                "must be one of " + Arrays.toString(wrong.getTargetType().getEnumConstants());
            case InvalidFormatException wrong ->
                "must be a " + wrong.getTargetType().getSimpleName();
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
