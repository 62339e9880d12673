package dev.aquifer.platform.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import java.util.List;

/// Makes the problems that our API answers with; each `type` has a heading in `docs/errors.md`. Throw what they
/// return.
public final class Problems {
    private static final String BASE = "https://aquifer.dev/problems/";

    /// One fault of the input: which field, and what would be right.
    public record Violation(String field, String message) {}

    private Problems() {}

    /// The input breaks a rule that a single field can be blamed for.
    public static HttpProblem validation(String field, String message) {
        return validation(List.of(new Violation(field, message)));
    }

    public static HttpProblem validation(List<Violation> violations) {
        return builder(400, "validation", "The request is not valid")
                .withDetail(violations.getFirst().field() + ": "
                        + violations.getFirst().message())
                .with("violations", violations)
                .build();
    }

    /// For what is absent and for what belongs to others: both look the same.
    public static HttpProblem notFound(String thing) {
        return of(404, "not-found", "Not found", "There is no such " + thing + ".");
    }

    public static HttpProblem forbidden(String detail) {
        return of(403, "forbidden", "Not allowed", detail);
    }

    /// The state of the thing does not allow it; `detail` says what would.
    public static HttpProblem conflict(String detail) {
        return of(409, "conflict", "Conflict", detail);
    }

    /// @param slug the last part of the type, in kebab-case
    public static HttpProblem of(int status, String slug, String title, String detail) {
        return builder(status, slug, title).withDetail(detail).build();
    }

    /// To add members of one's own (`with("free", 6)`) before `build()`.
    public static HttpProblem.Builder builder(int status, String slug, String title) {
        return HttpProblem.builder().withType(type(slug)).withTitle(title).withStatus(status);
    }

    static URI type(String slug) {
        return URI.create(BASE + slug);
    }
}
