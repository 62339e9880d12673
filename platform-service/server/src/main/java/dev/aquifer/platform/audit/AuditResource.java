package dev.aquifer.platform.audit;

import dev.aquifer.platform.api.Page;
import dev.aquifer.platform.api.audit.AuditApi;
import dev.aquifer.platform.api.audit.AuditEntry;
import dev.aquifer.platform.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Authenticated
@RunOnVirtualThread
class AuditResource implements AuditApi {
    private final Caller caller;
    private final Audit audit;

    AuditResource(Caller caller, Audit audit) {
        this.caller = caller;
        this.audit = audit;
    }

    @Override
    public Page<AuditEntry> list(@Nullable UUID after, int limit) {
        caller.require();
        return audit.list(after, limit);
    }
}
