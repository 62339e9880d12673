package dev.aquifer.billing.api.subsidy;

import java.time.Instant;
import java.util.UUID;

/// What the organisation says against a clawback.
public record ObjectionView(UUID id, String text, String by, Instant at) {}
