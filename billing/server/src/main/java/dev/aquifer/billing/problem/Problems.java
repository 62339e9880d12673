package dev.aquifer.billing.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import java.util.List;

/// Makes the problems that billing answers with. Each type has a heading of its name in `docs/errors.md`.
public final class Problems {

    /// One field that is wrong and what would be right.
    public record Violation(String field, String message) {}

    private static final String BASE = "https://aquifer.dev/problems/";

    private Problems() {}

    /// Absent and foreign look the same.
    ///
    /// @param what the kind of thing, e.g. `charge`, @param id as it was asked for
    public static HttpProblem notFound(String what, Object id) {
        return of(404, "not-found", "Not found", "There is no " + what + " " + id + ".");
    }

    public static HttpProblem forbidden(String detail) {
        return of(403, "forbidden", "Forbidden", detail);
    }

    /// An API key that was made for something else.
    ///
    /// @param needed the scope that it would take, @param has those of the key
    public static HttpProblem keyScope(String needed, List<String> has) {
        return builder(
                        403,
                        "key-scope",
                        "The key lacks a scope",
                        "This needs an API key with the scope " + needed + "; this key has " + String.join(", ", has)
                                + ".")
                .with("scope", needed)
                .with("has", List.copyOf(has))
                .build();
    }

    public static HttpProblem conflict(String detail) {
        return of(409, "conflict", "Conflict", detail);
    }

    /// @param detail what the bound is and when to try again
    public static HttpProblem tooMany(String detail) {
        return of(429, "too-many", "Too many", detail);
    }

    public static HttpProblem organisationMissing() {
        return of(
                400,
                "organisation-missing",
                "Organisation missing",
                "The header Aquifer-Organisation must hold the id (a UUID) of an organisation that you belong to.");
    }

    public static HttpProblem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    public static HttpProblem invalid(List<Violation> violations) {
        return builder(400, "validation", "Not valid", violations.getFirst().message())
                .with("violations", List.copyOf(violations))
                .build();
    }

    /// Any other problem of ours, under a slug of its own.
    public static HttpProblem of(int status, String slug, String title, String detail) {
        return builder(status, slug, title, detail).build();
    }

    static URI type(String slug) {
        return URI.create(BASE + slug);
    }

    private static HttpProblem.Builder builder(int status, String slug, String title, String detail) {
        return HttpProblem.builder()
                .withType(type(slug))
                .withTitle(title)
                .withStatus(status)
                .withDetail(detail);
    }
}
