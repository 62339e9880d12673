package dev.aquifer.billing.charge;

import java.math.BigDecimal;
import java.util.UUID;

/// How much of a fact went into a charge. A fact has one for each bucket of tokens that is not empty.
public record Portion(UUID organisation, UUID charge, UUID fact, BigDecimal quantity) {}
