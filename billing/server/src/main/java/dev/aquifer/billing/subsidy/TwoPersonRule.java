package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which approvals a second assessor must confirm: those above a ratio, and those that may pay more than an amount.
/// The most that a grant may pay is the least of its face value, the organisation's yearly ceiling and the budget;
/// where none of them is set, nothing bounds it, and it passes every amount.
record TwoPersonRule(BigDecimal amount, BigDecimal ratio) {
    static final String BY_AMOUNT = "AMOUNT";
    static final String BY_RATIO = "RATIO";

    static TwoPersonRule of(TwoPersonSettings settings) {
        return new TwoPersonRule(settings.amount(), settings.ratio());
    }

    /// The bounds that this approval passes; empty: one assessor is enough.
    List<String> passes(Programme programme, BigDecimal granted, @Nullable Money limit) {
        var passes = new ArrayList<String>();
        var most = Stream.of(limit, programme.organisationCeiling(), programme.budget())
                .flatMap(Stream::ofNullable)
                .map(Money::yuan)
                .min(BigDecimal::compareTo);
        if (most.isEmpty() || most.get().compareTo(amount) > 0) {
            passes.add(BY_AMOUNT);
        }
        if (granted.compareTo(ratio) > 0) {
            passes.add(BY_RATIO);
        }
        return List.copyOf(passes);
    }
}
