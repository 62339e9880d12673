package dev.aquifer.billing.bill;

import dev.aquifer.billing.api.Page;
import dev.aquifer.billing.api.bill.ChargeDetail;
import dev.aquifer.billing.api.bill.FactView;
import dev.aquifer.billing.api.bill.PlatformChargeApi;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.problem.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// See [PlatformChargeApi].
@RolesAllowed("operator")
@RunOnVirtualThread
class PlatformChargeResource implements PlatformChargeApi {

    private final BillDesk desk;
    private final Tenancy tenancy;

    PlatformChargeResource(BillDesk desk, Tenancy tenancy) {
        this.desk = desk;
        this.tenancy = tenancy;
    }

    @Override
    public ChargeDetail charge(UUID organisation, UUID charge) {
        return tenancy.asOrganisation(organisation, () -> desk.charge(organisation, charge))
                .orElseThrow(() -> Problems.notFound("charge", charge));
    }

    @Override
    public Page<FactView> facts(UUID organisation, UUID charge, @Nullable UUID after, int limit) {
        BillResource.checked(limit);
        return BillResource.page(
                tenancy.asOrganisation(organisation, () -> desk.facts(organisation, charge, after, limit))
                        .orElseThrow(() -> Problems.notFound("charge", charge)),
                limit,
                FactView::id);
    }
}
