package dev.aquifer.console.chips;

import dev.aquifer.billing.api.price.ChipEstimate;
import dev.aquifer.billing.api.price.EstimateRequest;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.platform.api.pool.PoolView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pool with what a chip-hour in it costs the organisation now.
///
/// @param price null while billing cannot be asked
record PricedPool(PoolView pool, @Nullable ChipEstimate price) {
    static List<PricedPool> all(Platform platform, Billing billing) {
        var pools = platform.pools().list();
        var types = pools.stream().map(PoolView::chipType).distinct().toList();
        Map<String, ChipEstimate> prices = new HashMap<>();
        if (!types.isEmpty()) {
            Calls.ifReached(() -> billing.prices().estimate(new EstimateRequest(types)))
                    .ifPresent(all -> all.forEach(each -> prices.put(each.chipType(), each)));
        }
        return pools.stream()
                .map(pool -> new PricedPool(pool, prices.get(pool.chipType())))
                .toList();
    }
}
