package dev.aquifer.billing.api.subsidy;

import java.math.BigDecimal;
import java.time.Instant;

/// A version of a grant's ratio, in force from an instant of service on.
public record RatioView(Instant from, BigDecimal ratio, String reasons, Instant decidedAt) {}
