package dev.aquifer.billing.api.bill;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A fact behind a charge.
///
/// @param id of the CloudEvent, @param type of the CloudEvent
/// @param quantity what it added to the charge, in the charge's unit
/// @param request id of the request, for tokens; null for leases
public record FactView(
        UUID id,
        String type,
        Instant at,
        Instant recordedAt,
        BigDecimal quantity,
        @Nullable String request) {}
