package dev.aquifer.billing.usage;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a charge costs on the bill, or over the days, that is being split.
///
/// @param tokens false for everything that is not counted in tokens
/// @param chip type of the chip that was rented; null for tokens, whose parts say it
/// @param quantity tokens or chip-seconds; zero where only a subsidy of this bill is for a charge of an earlier one
/// @param net after credit notes
record Cost(
        UUID charge,
        boolean tokens,
        LocalDate day,
        @Nullable UUID deployment,
        String deploymentName,
        @Nullable String chip,
        @Nullable String bucket,
        boolean rented,
        BigDecimal quantity,
        Instant from,
        Instant until,
        Money net,
        Money subsidy,
        Instant changedAt) {

    /// What stands in place of a bucket of tokens where files were kept.
    static final String STORAGE = "STORAGE";

    Cost with(Money amount) {
        return new Cost(
                charge,
                tokens,
                day,
                deployment,
                deploymentName,
                chip,
                bucket,
                rented,
                quantity,
                from,
                until,
                net,
                amount,
                changedAt);
    }
}
