package dev.aquifer.billing.charge;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A CDI event: an organisation's charges and their subsidies are now as its facts have them. Fired in the charging
/// transaction, after everything that it posts.
///
/// @param through time of the newest usage fact among them; null if there is none
public record ChargesPosted(UUID organisation, @Nullable Instant through) {}
