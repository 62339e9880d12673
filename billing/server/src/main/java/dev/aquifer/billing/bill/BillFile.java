package dev.aquifer.billing.bill;

import dev.aquifer.billing.api.bill.BillView;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the stored document of a closed bill holds.
///
/// @param organisationName when it was closed, @param previous SHA-256 of the organisation's bill before; null for
///     the first
/// @param facts which facts are in which charge
record BillFile(
        String format,
        String issuer,
        String organisationName,
        @Nullable String previous,
        BillView bill,
        List<FactsOf> facts) {

    static final String FORMAT = "aquifer.bill/1";

    BillFile {
        facts = List.copyOf(facts);
    }

    /// @param sha256 over the facts' ids, 16 bytes each, ascending
    record FactsOf(UUID charge, long facts, String first, String last, String sha256) {}
}
