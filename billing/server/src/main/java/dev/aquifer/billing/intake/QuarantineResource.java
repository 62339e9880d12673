package dev.aquifer.billing.intake;

import dev.aquifer.billing.api.Page;
import dev.aquifer.billing.api.quarantine.QuarantineApi;
import dev.aquifer.billing.api.quarantine.QuarantineCount;
import dev.aquifer.billing.api.quarantine.QuarantineReason;
import dev.aquifer.billing.api.quarantine.QuarantineState;
import dev.aquifer.billing.api.quarantine.QuarantinedFact;
import dev.aquifer.billing.api.quarantine.RetryOutcome;
import dev.aquifer.billing.api.quarantine.RetryQuarantined;
import dev.aquifer.billing.api.quarantine.WriteOff;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.idempotency.Idempotent;
import dev.aquifer.billing.intake.Quarantine.Person;
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
    private final QuarantineDesk desk;
    private final Caller caller;
    private final Tenancy tenancy;

    QuarantineResource(Quarantine quarantine, QuarantineDesk desk, Caller caller, Tenancy tenancy) {
        this.quarantine = quarantine;
        this.desk = desk;
        this.caller = caller;
        this.tenancy = tenancy;
    }

    @Override
    public Page<QuarantinedFact> list(
            @Nullable QuarantineReason code, @Nullable QuarantineState state, @Nullable UUID after, int limit) {
        if (limit < 1 || limit > 200) {
            throw Problems.invalid("limit", "limit must be 1 to 200");
        }
        List<QuarantinedFact> found = tenancy.asNobody(() -> quarantine.list(code, state, after, limit));
        return new Page<>(
                found, found.size() < limit ? null : found.getLast().id().toString());
    }

    @Override
    public List<QuarantineCount> reasons() {
        return tenancy.asNobody(quarantine::reasons);
    }

    @Override
    public QuarantinedFact get(UUID fact) {
        return tenancy.asNobody(() -> quarantine.find(fact))
                .orElseThrow(() -> Problems.notFound("quarantined fact", fact));
    }

    @Override
    @Idempotent
    public QuarantinedFact retry(UUID fact) {
        return desk.retry(fact, person());
    }

    @Override
    @Idempotent
    public RetryOutcome retryAll(RetryQuarantined request) {
        return desk.retryAll(request.code(), person());
    }

    @Override
    @Idempotent
    public QuarantinedFact writeOff(UUID fact, WriteOff request) {
        return desk.writeOff(fact, request.reason(), person());
    }

    private Person person() {
        return new Person(caller.person(), caller.name());
    }
}
