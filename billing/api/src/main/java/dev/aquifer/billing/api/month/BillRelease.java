package dev.aquifer.billing.api.month;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;

/// An operator's word that a bill that stands out is right.
///
/// @param net up to so much; a bill that has grown since waits again
public record BillRelease(
        UUID organisation, YearMonth month, Money net, String reason, String releasedBy, Instant releasedAt) {}
