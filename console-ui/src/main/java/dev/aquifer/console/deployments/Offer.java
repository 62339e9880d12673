package dev.aquifer.console.deployments;

import dev.aquifer.billing.api.price.ChipEstimate;
import dev.aquifer.billing.api.price.EstimateRequest;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.platform.api.model.ChipFit;
import dev.aquifer.platform.api.model.ModelFit;
import dev.aquifer.platform.api.pool.PoolView;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A pool as a place for a model: whether it runs there, and what a chip-hour costs the organisation.
///
/// @param price null while billing cannot be asked: chips can still be chosen
record Offer(PoolView pool, ChipFit fit, @Nullable ChipEstimate price) {
    /// All pools, those that can be taken first, cheapest first.
    static List<Offer> of(Platform platform, Billing billing, UUID model) {
        ModelFit fit = platform.models().fit(model);
        Map<UUID, PoolView> pools = new HashMap<>();
        platform.pools().list().forEach(pool -> pools.put(pool.id(), pool));
        var types = fit.chips().stream().map(ChipFit::chipType).distinct().toList();
        Map<String, ChipEstimate> prices = new HashMap<>();
        if (!types.isEmpty()) {
            Calls.ifReached(() -> billing.prices().estimate(new EstimateRequest(types)))
                    .ifPresent(all -> all.forEach(each -> prices.put(each.chipType(), each)));
        }
        return fit.chips().stream()
                .flatMap(each -> Optional.ofNullable(pools.get(each.pool()))
                        .map(pool -> new Offer(pool, each, prices.get(each.chipType())))
                        .stream())
                .sorted(Comparator.comparing((Offer offer) -> !offer.fit().fits())
                        .thenComparing(offer -> offer.pool().simulated())
                        .thenComparing(Offer::priced))
                .toList();
    }

    private static BigDecimal priced(Offer offer) {
        var price = offer.price();
        var payable = price == null ? null : price.payable();
        return payable == null ? BigDecimal.valueOf(Long.MAX_VALUE) : payable;
    }
}
