package dev.aquifer.billing.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;

/// Gives a stable type to the problems that the framework makes (bad JSON, no sign-in, validation, not found).
@ApplicationScoped
class ProblemTypes implements ProblemPostProcessor {

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getType() != null) {
            return problem;
        }
        return HttpProblem.builder(problem)
                .withType(Problems.type(slug(problem)))
                .build();
    }

    private static String slug(HttpProblem problem) {
        return switch (problem.getStatusCode()) {
            case 400, 422 -> "validation";
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 409 -> "conflict";
            case 413 -> "too-large";
            case 415 -> "unsupported-media-type";
            case 429 -> "too-many";
            default -> problem.getStatusCode() >= 500 ? "internal" : "request";
        };
    }

    @Override
    public int priority() {
        return 90;
    }
}
