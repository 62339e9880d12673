package dev.aquifer.billing.price;

import dev.aquifer.billing.problem.Problems.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a book may stand among the published ones. The public books leave no gap and do not overlap: each but the
/// last ends where the next begins, the last has no end. An organisation's contracts do not overlap; between them the
/// public book counts. A book without an end is ended by its successor.
final class BookOrder {

    /// Whoever keeps a list of the books reads it anew in less than this.
    static final Duration NOTICE = Duration.ofMinutes(1);

    /// A published book. @param until as its author wrote it
    record Stretch(String version, Instant from, @Nullable Instant until) {}

    private BookOrder() {}

    /// @param published of the same organisation, or public, oldest first
    static Optional<Violation> fault(Stretch draft, boolean contract, List<Stretch> published, Instant now) {
        if (draft.from().isBefore(now.plus(NOTICE))) {
            return fault("from", "a price book begins in the future, a minute from now at least");
        }
        Stretch before = null;
        Stretch next = null;
        for (Stretch one : published) {
            if (one.from().equals(draft.from())) {
                return fault("from", "overlaps " + one.version() + ", which begins at the same instant");
            }
            if (one.from().isBefore(draft.from())) {
                before = one;
            } else if (next == null) {
                next = one;
            }
        }
        if (before != null && before.until() != null && before.until().isAfter(draft.from())) {
            return fault("from", "overlaps " + before.version() + ", which ends at " + before.until());
        }
        if (!contract
                && before != null
                && before.until() != null
                && before.until().isBefore(draft.from())) {
            return fault("from", "leaves a gap: " + before.version() + " ends at " + before.until());
        }
        return end(draft, contract, next);
    }

    private static Optional<Violation> end(Stretch draft, boolean contract, @Nullable Stretch next) {
        Instant until = draft.until();
        if (next == null) {
            return contract || until == null
                    ? Optional.empty()
                    : fault("until", "leaves a gap: no price book begins at " + until);
        }
        if (until == null || until.isAfter(next.from())) {
            return fault("until", "overlaps " + next.version() + ", which begins at " + next.from());
        }
        return contract || until.equals(next.from())
                ? Optional.empty()
                : fault("until", "leaves a gap: the next price book, " + next.version() + ", begins at " + next.from());
    }

    private static Optional<Violation> fault(String field, String message) {
        return Optional.of(new Violation(field, message));
    }
}
