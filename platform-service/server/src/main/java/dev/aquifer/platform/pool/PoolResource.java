package dev.aquifer.platform.pool;

import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.api.pool.PoolApi;
import dev.aquifer.platform.api.pool.PoolView;
import dev.aquifer.platform.caller.OpenToKeys;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.List;

@Authenticated
@OpenToKeys(KeyScope.MANAGE)
@RunOnVirtualThread
class PoolResource implements PoolApi {
    private final Pools pools;

    PoolResource(Pools pools) {
        this.pools = pools;
    }

    @Override
    public List<PoolView> list() {
        return pools.list();
    }
}
