package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an organisation used in the running month.
///
/// @param requests all of them, @param keyRequests those that came with a person's key and not from the playground
/// @param firstTokenP95Millis over the last 24 hours; null if there was no streamed request
/// @param days the last 30 days with tokens in and out, oldest first
public record UsageSummary(
        long requests,
        long keyRequests,
        long inputTokens,
        long outputTokens,
        Money net,
        Money subsidy,
        Money payable,
        @Nullable Long firstTokenP95Millis,
        List<Day> days) {
    public record Day(LocalDate day, long inputTokens, long outputTokens, long requests) {}

    public UsageSummary {
        days = List.copyOf(days);
    }
}
