package dev.aquifer.billing.api.bill;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An organisation's month. net + vat − subsidy + adjustments = payable, always.
///
/// @param state `OPEN` until the month is closed, then `CLOSED`: from then on nothing of it changes
/// @param number of the closed bill; null while it is open
/// @param closedAt when it was closed; null while it is open
/// @param sha256 of the stored document of the closed bill; null while it is open
/// @param countedThrough facts that arrived up to here are in it
/// @param subsidyProvisional true while any accrual on it is not yet paid by its programme
/// @param groups the charges, @param credits credit notes, which lower net and vat
/// @param subsidies line by line, those of charges on earlier bills too
/// @param corrections subsidies charged back
public record BillView(
        UUID organisation,
        YearMonth month,
        String state,
        @Nullable String number,
        @Nullable Instant closedAt,
        @Nullable String sha256,
        Instant countedThrough,
        String currency,
        BigDecimal vatRate,
        Money net,
        Money vat,
        Money subsidy,
        Money adjustments,
        Money payable,
        boolean subsidyProvisional,
        List<BillGroup> groups,
        List<BilledCredit> credits,
        List<BilledSubsidy> subsidies,
        List<BilledAdjustment> corrections) {
    private static final List<String> STATES = List.of("PROVISIONAL", "CLAIMED", "PAID");

    public BillView {
        groups = List.copyOf(groups);
        credits = List.copyOf(credits);
        subsidies = List.copyOf(subsidies);
        corrections = List.copyOf(corrections);
    }

    /// How far the subsidies that this bill deducts for a charge are: the state of the one that is least far. Null
    /// if there are none, or nothing is known of them.
    public @Nullable String subsidyState(UUID charge) {
        return subsidies.stream()
                .filter(line -> line.deducted() && line.charge().equals(charge))
                .map(BilledSubsidy::state)
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(STATES::indexOf))
                .orElse(null);
    }
}
