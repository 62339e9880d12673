package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.bill.SubsidyLine;
import dev.aquifer.billing.api.subsidy.AccrualApi;
import dev.aquifer.billing.api.subsidy.OwnClaimView;
import dev.aquifer.billing.caller.OpenToKeys;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What accrued to the organisation and what was claimed of it, over HTTP.
@Authenticated
@OpenToKeys
@RunOnVirtualThread
class AccrualResource implements AccrualApi {
    private final OwnClaims own;

    AccrualResource(OwnClaims own) {
        this.own = own;
    }

    @Override
    public List<SubsidyLine> accruals(@Nullable String month) {
        return own.accruals(month);
    }

    @Override
    public List<OwnClaimView> claims() {
        return own.list();
    }
}
