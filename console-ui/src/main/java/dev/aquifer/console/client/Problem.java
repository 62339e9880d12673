package dev.aquifer.console.client;

import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why a call did not do what was asked: a server's problem details, or that no answer came.
///
/// @param slug the last part of the problem's type, e.g. `capacity`; `unreachable` if no answer came
/// @param status HTTP status; 0 if no answer came
/// @param detail in the server's words, with numbers; null if it gave none
public record Problem(String slug, int status, @Nullable String detail, List<Violation> violations) {
    /// Those that have a text of their own in the translations.
    private static final Set<String> NAMED = Set.of(
            "unreachable",
            "validation",
            "not-found",
            "forbidden",
            "organisation-missing",
            "conflict",
            "capacity",
            "out-of-credit",
            "idempotency-in-flight",
            "idempotency-key-reused",
            "quota",
            "bad-model-file",
            "internal");

    public Problem {
        violations = List.copyOf(violations);
    }

    static Problem unreachable() {
        return new Problem("unreachable", 0, null, List.of());
    }

    public boolean isUnreachable() {
        return status == 0 || status >= 502;
    }

    /// What happened, in the reader's language; to be called where there is a page.
    public String title() {
        return I18NProvider.translate("problem." + (NAMED.contains(slug) ? slug : "internal"));
    }

    /// Title and the server's words as one text.
    public String message() {
        return detail == null || detail.isBlank() ? title() : title() + " " + detail;
    }
}
