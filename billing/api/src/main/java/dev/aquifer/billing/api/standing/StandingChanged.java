package dev.aquifer.billing.api.standing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Fact on `standing.v1`, type `dev.aquifer.standing.changed.v1`: what the gateway and the server need to know of an
/// organisation's credit and subsidy.
///
/// @param available CNY left, unrounded upwards of nothing: zero or less means refuse
/// @param ratedThrough usage that happened up to here is in `available`; later usage the gateway subtracts itself
/// @param ratios subsidy that a request could earn now, for display only
public record StandingChanged(
        UUID organisation, StandingState state, BigDecimal available, Instant ratedThrough, List<Ratio> ratios) {
    public static final String TYPE = "dev.aquifer.standing.changed.v1";

    /// @param kind `lease` or `tokens`, @param headroom CNY that may still accrue
    public record Ratio(String programme, String kind, BigDecimal ratio, BigDecimal headroom) {}

    public StandingChanged {
        ratios = List.copyOf(ratios);
    }
}
