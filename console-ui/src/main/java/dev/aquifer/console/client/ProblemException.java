package dev.aquifer.console.client;

import java.io.Serial;

/// Carries a problem from a REST client to [Calls], which hands it to the page as a value.
final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.slug() + " status=" + problem.status());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
