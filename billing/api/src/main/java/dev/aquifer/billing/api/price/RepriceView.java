package dev.aquifer.billing.api.price;

import dev.aquifer.billing.api.Money;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;

/// A month as it was charged, and as this draft would have charged the same quantities. Nothing is stored.
///
/// @param before, @param after net of all organisations' use, commitments that were not used and monthly fees
///     (one-time fees are not part of it)
/// @param organisations with any use or fee that month, the biggest change first
/// @param movers SKUs over all organisations, the biggest change first; @param unpriced SKUs that were used and have
/// no price
public record RepriceView(
        String version,
        YearMonth month,
        Money before,
        Money after,
        List<Organisation> organisations,
        List<Mover> movers,
        List<String> unpriced) {
    /// @param difference after − before
    public record Organisation(
            UUID organisation, String name, Money before, Money after, Money difference, List<Mover> movers) {
        public Organisation {
            movers = List.copyOf(movers);
        }
    }

    /// @param sku in words, e.g. `LEASE huawei-ascend-910b4`
    public record Mover(String sku, Money before, Money after, Money difference) {}

    public RepriceView {
        organisations = List.copyOf(organisations);
        movers = List.copyOf(movers);
        unpriced = List.copyOf(unpriced);
    }
}
