package dev.aquifer.billing.api.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A price book, whole, as operators see it.
///
/// @param organisation whose contract it is; null: the public book
/// @param until exclusive; null while no end is known
/// @param revision of the draft: whoever saves or publishes names the one that he has read
public record BookView(
        String version,
        String title,
        BookState state,
        @Nullable UUID organisation,
        @Nullable String organisationName,
        Instant from,
        @Nullable Instant until,
        String currency,
        BigDecimal vatRate,
        int revision,
        String changedBy,
        Instant changedAt,
        List<PriceEntry> entries) {
    public BookView {
        entries = List.copyOf(entries);
    }
}
