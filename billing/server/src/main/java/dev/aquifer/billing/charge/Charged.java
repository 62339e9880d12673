package dev.aquifer.billing.charge;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A CDI event inside the charging transaction: facts of the organisation have been rated and posted.
///
/// @param ratedThrough time of the latest usage among them; null if there was none
public record Charged(UUID organisation, @Nullable Instant ratedThrough) {}
