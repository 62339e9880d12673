package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.ChipEstimate;
import dev.aquifer.billing.api.price.EstimateRequest;
import dev.aquifer.billing.api.price.PriceApi;
import dev.aquifer.billing.api.price.PriceBookView;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.subsidy.Accruals;
import dev.aquifer.billing.subsidy.RatioNow;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// See [PriceApi].
@Authenticated
@RunOnVirtualThread
class PriceResource implements PriceApi {

    private static final String LEASE = "lease";
    private static final String INFERENCE = "inference";

    private final PriceBooks books;
    private final Accruals accruals;
    private final Caller caller;
    private final Tenancy tenancy;
    private final InstantSource clock;

    PriceResource(PriceBooks books, Accruals accruals, Caller caller, Tenancy tenancy, InstantSource clock) {
        this.books = books;
        this.accruals = accruals;
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
    public List<ChipEstimate> estimate(EstimateRequest request) {
        UUID organisation = caller.organisation();
        PriceBook book = books.all().at(clock.instant()).orElse(null);
        return request.chipTypes().stream()
                .map(chipType -> {
                    PriceBook.Chip chip =
                            book == null ? null : book.chip(chipType).orElse(null);
                    if (chip == null) {
                        return new ChipEstimate(chipType, null, BigDecimal.ZERO, BigDecimal.ZERO, null, null, null);
                    }
                    RatioNow now = accruals.ratioNow(organisation, LEASE, INFERENCE, chip.origin());
                    BigDecimal list = chip.pricePerChipHour();
                    BigDecimal subsidy = list.multiply(now.ratio());
                    return new ChipEstimate(
                            chipType,
                            list,
                            now.ratio(),
                            accruals.possibleRatio(LEASE, INFERENCE, chip.origin()),
                            subsidy,
                            list.subtract(subsidy),
                            now.programme());
                })
                .toList();
    }
}
