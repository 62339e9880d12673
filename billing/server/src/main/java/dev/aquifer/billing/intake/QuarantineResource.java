package dev.aquifer.billing.intake;

import dev.aquifer.billing.api.Page;
import dev.aquifer.billing.api.quarantine.QuarantineApi;
import dev.aquifer.billing.api.quarantine.QuarantinedFact;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.problem.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// See [QuarantineApi].
@RolesAllowed("operator")
@RunOnVirtualThread
class QuarantineResource implements QuarantineApi {

    private final Quarantine quarantine;
    private final Tenancy tenancy;

    QuarantineResource(Quarantine quarantine, Tenancy tenancy) {
        this.quarantine = quarantine;
        this.tenancy = tenancy;
    }

    @Override
    public Page<QuarantinedFact> list(@Nullable UUID after, int limit) {
        if (limit < 1 || limit > 200) {
            throw Problems.invalid("limit", "limit must be 1 to 200");
        }
        List<QuarantinedFact> found = tenancy.asNobody(() -> quarantine.list(after, limit));
        return new Page<>(
                found, found.size() < limit ? null : found.getLast().id().toString());
    }
}
