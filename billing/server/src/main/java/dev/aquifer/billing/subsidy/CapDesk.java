package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.CapView;
import dev.aquifer.billing.api.subsidy.SetCap;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// The platform's combined cap (R9), as the operator sets it: only for service to come, so that nothing that is
/// posted would have to be counted again.
@ApplicationScoped
class CapDesk {
    /// What the steps of all caps are kept under.
    static final UUID SUBJECT = new UUID(0, 9);

    private final InstantSource clock;
    private final Caller caller;
    private final Tenancy tenancy;
    private final Acts acts;
    private final CombinedCaps caps;

    CapDesk(InstantSource clock, Caller caller, Tenancy tenancy, Acts acts, CombinedCaps caps) {
        this.clock = clock;
        this.caller = caller;
        this.tenancy = tenancy;
        this.acts = acts;
        this.caps = caps;
    }

    @Transactional
    List<CapView> all() {
        return tenancy.asJobs(() -> caps.views(clock.instant()));
    }

    /// The same cap from the same day again changes nothing.
    @Transactional
    List<CapView> set(SetCap request) {
        return tenancy.asJobs(() -> {
            var now = clock.instant();
            var today = ServiceTime.day(now);
            if (!request.from().isAfter(today)) {
                throw Problems.invalid(
                        "from",
                        "must be after today, " + today + ": what is posted already stays under the cap it had");
            }
            if (caps.add(request, caller.person(), caller.name(), now)) {
                acts.event(
                        "cap.set",
                        SUBJECT,
                        request.cap().toPlainString() + " from " + request.from() + ": " + request.reasons());
            } else if (caps.all().at(ServiceTime.start(request.from())).compareTo(request.cap()) != 0) {
                throw Problems.conflict("There is a cap from " + request.from() + " already; take another day.");
            }
            return caps.views(now);
        });
    }
}
