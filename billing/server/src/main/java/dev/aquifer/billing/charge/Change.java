package dev.aquifer.billing.charge;

import java.math.BigDecimal;
import java.time.Instant;

/// What a batch of facts does to one charge.
sealed interface Change {

    /// The charge as it is before any fact: quantity and net zero.
    Charge blank();

    /// More tokens.
    record More(Charge blank, BigDecimal quantity) implements Change {}

    /// A lease's day, as long as it is now.
    record Now(Charge blank, BigDecimal quantity, Instant until) implements Change {}
}
