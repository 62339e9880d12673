package dev.aquifer.billing.usage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How much of a charge is of one hour, key and chip type. What was not asked for, or is not there, is null.
///
/// @param weight by which the charge's money is shared
/// @param quantity zero where the charge itself stands on another bill
/// @param requests with tokens in the charge's bucket, @param firsts each request once over all buckets
record Part(
        @Nullable Instant hour,
        @Nullable UUID key,
        @Nullable String chip,
        BigDecimal weight,
        BigDecimal quantity,
        long requests,
        long firsts) {}
