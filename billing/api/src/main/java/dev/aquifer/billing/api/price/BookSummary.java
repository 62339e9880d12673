package dev.aquifer.billing.api.price;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A price book without its entries.
///
/// @param organisation whose contract it is; null: the public book
/// @param until exclusive; null while no end is known
/// @param changedBy who saved the draft last, or published it
public record BookSummary(
        String version,
        String title,
        BookState state,
        @Nullable UUID organisation,
        @Nullable String organisationName,
        Instant from,
        @Nullable Instant until,
        int entries,
        String changedBy,
        Instant changedAt) {}
