package dev.aquifer.billing.api.month;

import dev.aquifer.billing.api.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The close of one month over all organisations.
///
/// @param organisations how many there are, @param closed how many of them are closed through this month
/// @param bills that were made of this month, @param payable their sum
/// @param askedBy who started or stopped it last; `system` for the run that comes by itself
/// @param finishedAt when the last organisation was closed; null before that
/// @param failures organisations that could not be closed; each is tried again
/// @param holds bills that stand out; each waits for an operator
/// @param overcharges what late facts say was charged too much on closed bills: each wants a credit note
public record CloseRunView(
        YearMonth month,
        CloseState state,
        long organisations,
        long closed,
        long bills,
        Money payable,
        String askedBy,
        Instant askedAt,
        @Nullable String reason,
        @Nullable Instant finishedAt,
        List<Failure> failures,
        List<Hold> holds,
        List<Overcharge> overcharges) {
    public CloseRunView {
        failures = List.copyOf(failures);
        holds = List.copyOf(holds);
        overcharges = List.copyOf(overcharges);
    }

    /// @param message in plain words, for the operator
    public record Failure(UUID organisation, Instant at, String message) {}

    /// @param month of the bill, @param net of it before subsidy and VAT
    /// @param median of up to three bills before it, @param times the bill may be so many times the median
    public record Hold(UUID organisation, YearMonth month, Money net, Money median, int times, Instant notedAt) {}

    /// @param charge on the closed bill, @param amount by so much its net is too high
    public record Overcharge(UUID organisation, UUID charge, Money amount, Instant notedAt) {}
}
