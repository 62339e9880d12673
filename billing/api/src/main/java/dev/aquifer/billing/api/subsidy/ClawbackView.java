package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A grant revoked from an instant on, and what follows for money.
///
/// @param reversed what was not paid yet and was taken back, @param receivable what was paid and is owed; null until
/// charged
/// @param mine true if the reader proposed it, and so may not confirm it
public record ClawbackView(
        UUID id,
        UUID grant,
        UUID organisation,
        String organisationName,
        String programmeCode,
        Instant from,
        ClawbackState state,
        String reasons,
        String proposedBy,
        Instant proposedAt,
        boolean mine,
        @Nullable String confirmedBy,
        @Nullable Instant confirmedAt,
        @Nullable Money reversed,
        @Nullable Money receivable,
        List<ObjectionView> objections) {
    public ClawbackView {
        objections = List.copyOf(objections);
    }
}
