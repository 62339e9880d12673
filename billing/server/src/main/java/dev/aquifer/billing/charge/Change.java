package dev.aquifer.billing.charge;

import dev.aquifer.billing.price.Pricing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// What a batch of facts does to one charge.
sealed interface Change {

    /// The charge as it is before any fact: quantity and net zero.
    Charge blank();

    /// How its amount comes from its quantity in its service month.
    Pricing pricing();

    /// More tokens or byte-seconds.
    record More(Charge blank, Pricing pricing, BigDecimal quantity) implements Change {

        /// A charge has chips of one origin: a subsidy may pay more for domestic ones. What ran on chips of
        /// another origin than those that the charge began with goes to a charge of its own.
        ///
        /// @param origins of the charges that there are, by id; this one's is added
        More ofOneOrigin(Map<UUID, String> origins) {
            String first = origins.putIfAbsent(blank.id(), blank.chipOrigin());
            return first == null || first.equals(blank.chipOrigin())
                    ? this
                    : new More(blank.ofOtherOrigin(), pricing, quantity);
        }
    }

    /// A lease's day, as long as it is now.
    record Now(Charge blank, Pricing pricing, BigDecimal quantity, Instant until) implements Change {}
}
