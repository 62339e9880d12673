package dev.aquifer.billing.price;

import dev.aquifer.billing.api.price.ChipEstimate;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.sql.Sql;
import dev.aquifer.billing.subsidy.Accruals;
import dev.aquifer.billing.subsidy.RatioNow;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a chip-hour costs an organisation now, before and after its subsidy. Runs in the caller's transaction, bound
/// to the organisation.
@ApplicationScoped
class ChipPrices {

    private static final String LEASE = "lease";
    private static final String INFERENCE = "inference";

    private final PriceBooks books;
    private final Accruals accruals;
    private final Sql sql;
    private final InstantSource clock;

    ChipPrices(PriceBooks books, Accruals accruals, Sql sql, InstantSource clock) {
        this.books = books;
        this.accruals = accruals;
        this.sql = sql;
        this.clock = clock;
    }

    ChipEstimate estimate(UUID organisation, String chipType) {
        BigDecimal list = perHour(organisation, chipType);
        if (list == null) {
            return new ChipEstimate(chipType, null, BigDecimal.ZERO, BigDecimal.ZERO, null, null, null);
        }
        String origin = books.of(organisation).origin(chipType);
        RatioNow now = accruals.ratioNow(organisation, LEASE, INFERENCE, origin);
        BigDecimal subsidy = list.multiply(now.ratio());
        return new ChipEstimate(
                chipType,
                list,
                now.ratio(),
                accruals.possibleRatio(LEASE, INFERENCE, origin),
                subsidy,
                list.subtract(subsidy),
                now.programme());
    }

    /// Of the next chip-hour, discount taken off; null if there is no price.
    private @Nullable BigDecimal perHour(UUID organisation, String chipType) {
        Instant now = clock.instant();
        YearMonth month = ServiceTime.month(now);
        return books.of(organisation)
                .rate(Sku.chips(chipType, null, false), now)
                .map(rate -> {
                    BigDecimal counted = counted(organisation, rate.tally(month));
                    return Objects.requireNonNull(PriceRows.price(rate.pricing(month)
                            .marginal(counted, counted, rate.unit())
                            .multiply(BigDecimal.ONE.subtract(rate.discount()))));
                })
                .orElse(null);
    }

    private BigDecimal counted(UUID organisation, @Nullable String tally) {
        return tally == null
                ? BigDecimal.ZERO
                : sql.first(
                                "select coalesce(sum(quantity), 0) as counted from charge"
                                        + " where organisation_id = ? and tally = ?",
                                row -> Sql.decimal(row, "counted"),
                                organisation,
                                tally)
                        .orElse(BigDecimal.ZERO);
    }
}
