package dev.aquifer.billing.api.subsidy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What all programmes together may pay of a charge's net, from a day of service on until the next one's day.
///
/// @param inForce for service of today, @param setAt null for the one that the platform came with, as are who and why
public record CapView(
        LocalDate from,
        BigDecimal cap,
        boolean inForce,
        @Nullable Instant setAt,
        @Nullable String setBy,
        @Nullable String reasons) {}
