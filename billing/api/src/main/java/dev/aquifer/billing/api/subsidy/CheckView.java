package dev.aquifer.billing.api.subsidy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One point of the assessor's checklist.
///
/// @param code e.g. `NOT_AFFILIATED`, @param ticked by whom and when; not ticked: null
public record CheckView(
        String code,
        boolean ticked,
        String note,
        @Nullable String by,
        @Nullable Instant at) {}
