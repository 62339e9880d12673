package dev.aquifer.billing.simulation;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.subsidy.Programme;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A story: programmes, and what happens one after the other.
record Scenario(String id, BigDecimal vatRate, BigDecimal combinedCap, List<Programme> programmes, List<Step> steps) {

    Scenario {
        programmes = List.copyOf(programmes);
        steps = List.copyOf(steps);
    }

    /// One transaction.
    sealed interface Step {}

    record Month(YearMonth month) implements Step {}

    record Approve(
            String id,
            String programme,
            String organisation,
            BigDecimal ratio,
            Instant from,
            Instant until,
            @Nullable Money limit)
            implements Step {}

    /// @param list before the discount, @param discount a rate
    record Post(
            String id,
            String organisation,
            String kind,
            String chipOrigin,
            String purpose,
            Instant from,
            Instant until,
            Money list,
            BigDecimal discount)
            implements Step {}

    record CreditNote(String id, String charge, Money amount) implements Step {}

    record Reassess(String grant, BigDecimal ratio, Instant from) implements Step {}

    record MakeClaim(String id, String programme) implements Step {}

    record Settle(String claim, Money paid) implements Step {}

    record ClawBack(String grant, Instant from) implements Step {}
}
