package dev.aquifer.billing.charge;

import dev.aquifer.billing.price.Pricing;
import java.math.BigDecimal;
import java.time.Instant;

/// What a batch of facts does to one charge.
sealed interface Change {

    /// The charge as it is before any fact: quantity and net zero.
    Charge blank();

    /// How its amount comes from its quantity in its service month.
    Pricing pricing();

    /// More tokens or byte-seconds.
    record More(Charge blank, Pricing pricing, BigDecimal quantity) implements Change {}

    /// A lease's day, as long as it is now.
    record Now(Charge blank, Pricing pricing, BigDecimal quantity, Instant until) implements Change {}
}
