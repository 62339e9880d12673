package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.price.RepriceView;
import dev.aquifer.billing.api.price.RepricingApi;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.problem.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// See [RepricingApi].
@RolesAllowed("operator")
@RunOnVirtualThread
class RepricingResource implements RepricingApi {

    private final Repricing repricing;
    private final InstantSource clock;

    RepricingResource(Repricing repricing, InstantSource clock) {
        this.repricing = repricing;
        this.clock = clock;
    }

    @Override
    public RepriceView preview(String version, @Nullable String month) {
        return repricing.preview(
                version,
                month == null || month.isBlank()
                        ? ServiceTime.month(clock.instant()).minusMonths(1)
                        : month(month));
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException _) {
            throw Problems.invalid("month", "month must be a year and a month, e.g. 2026-11");
        }
    }
}
