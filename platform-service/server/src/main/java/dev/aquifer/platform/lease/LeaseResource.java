package dev.aquifer.platform.lease;

import dev.aquifer.platform.api.Page;
import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.api.lease.LeaseApi;
import dev.aquifer.platform.api.lease.LeaseView;
import dev.aquifer.platform.caller.Caller;
import dev.aquifer.platform.caller.OpenToKeys;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Authenticated
@OpenToKeys(KeyScope.MANAGE)
@RunOnVirtualThread
class LeaseResource implements LeaseApi {
    private final Caller caller;
    private final LeaseDesk desk;

    LeaseResource(Caller caller, LeaseDesk desk) {
        this.caller = caller;
        this.desk = desk;
    }

    @Override
    public Page<LeaseView> list(@Nullable UUID after, int limit) {
        caller.organisation();
        return desk.list(after, Math.clamp(limit, 1, 200));
    }
}
