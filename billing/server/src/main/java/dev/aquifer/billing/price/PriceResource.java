package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.ChipComparison;
import dev.aquifer.billing.api.price.ChipEstimate;
import dev.aquifer.billing.api.price.EstimateRequest;
import dev.aquifer.billing.api.price.OwnPrice;
import dev.aquifer.billing.api.price.PriceApi;
import dev.aquifer.billing.api.price.PriceBookView;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.caller.OpenToKeys;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.problem.Problems;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// See [PriceApi].
@Authenticated
@OpenToKeys
@RunOnVirtualThread
class PriceResource implements PriceApi {

    private final PriceBooks books;
    private final OwnPrices prices;
    private final ChipPrices chips;
    private final Comparison comparison;
    private final Caller caller;
    private final Tenancy tenancy;
    private final InstantSource clock;

    PriceResource(
            PriceBooks books,
            OwnPrices prices,
            ChipPrices chips,
            Comparison comparison,
            Caller caller,
            Tenancy tenancy,
            InstantSource clock) {
        this.books = books;
        this.prices = prices;
        this.chips = chips;
        this.comparison = comparison;
        this.caller = caller;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    @Override
    public List<PriceBookView> books() {
        Instant now = clock.instant();
        return tenancy.asNobody(books::all).books().stream()
                .sorted(Comparator.comparing((PriceBook book) -> !book.inForce(now))
                        .thenComparing(PriceBook::from, Comparator.reverseOrder()))
                .map(PriceBook::view)
                .toList();
    }

    @Override
    @ForOrganisation
    public List<OwnPrice> own() {
        return prices.of(caller.organisation(), clock.instant());
    }

    @Override
    @ForOrganisation
    public ChipComparison comparison(@Nullable String model) {
        if (model == null || model.isBlank()) {
            throw Problems.invalid("model", "model must be the slug of a model, e.g. aquifer-lexicon-6m");
        }
        return comparison.of(caller.organisation(), model.strip());
    }

    /// At the marginal price where the organisation's price has tiers, with its contract's discount.
    @Override
    @ForOrganisation
    public List<ChipEstimate> estimate(EstimateRequest request) {
        UUID organisation = caller.organisation();
        return request.chipTypes().stream()
                .map(chipType -> chips.estimate(organisation, chipType))
                .toList();
    }
}
