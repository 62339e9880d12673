package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.bill.AccrualView;
import dev.aquifer.billing.api.standing.StandingChanged;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Billing without any programme: nothing accrues.
@DefaultBean
@ApplicationScoped
class NoAccruals implements Accruals {

    @Override
    public List<AccrualChange> accrue(List<ChargeNow> changed) {
        return List.of();
    }

    @Override
    public List<AccrualView> of(UUID charge) {
        return List.of();
    }

    @Override
    public Map<UUID, Accrued> accruedOn(Collection<UUID> charges) {
        return Map.of();
    }

    @Override
    public List<StandingChanged.Ratio> ratiosNow(UUID organisation) {
        return List.of();
    }

    @Override
    public RatioNow ratioNow(UUID organisation, String kind, String purpose, String chipOrigin) {
        return RatioNow.NONE;
    }

    @Override
    public BigDecimal possibleRatio(String kind, String purpose, String chipOrigin) {
        return BigDecimal.ZERO;
    }
}
