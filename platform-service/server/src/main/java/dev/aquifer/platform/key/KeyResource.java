package dev.aquifer.platform.key;

import dev.aquifer.platform.api.Page;
import dev.aquifer.platform.api.key.CreateKey;
import dev.aquifer.platform.api.key.CreatedKey;
import dev.aquifer.platform.api.key.KeyApi;
import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.api.key.KeyView;
import dev.aquifer.platform.caller.Caller;
import dev.aquifer.platform.caller.OpenToKeys;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Authenticated
@RunOnVirtualThread
class KeyResource implements KeyApi {
    private final Caller caller;
    private final KeyDesk desk;

    KeyResource(Caller caller, KeyDesk desk) {
        this.caller = caller;
        this.desk = desk;
    }

    @Override
    @OpenToKeys(KeyScope.MANAGE)
    public Page<KeyView> list(@Nullable UUID after, int limit) {
        caller.organisation();
        return desk.list(after, limit);
    }

    @Override
    @OpenToKeys(KeyScope.MANAGE)
    public CreatedKey create(CreateKey request) {
        return desk.create(request);
    }

    @Override
    public CreatedKey playground() {
        return desk.playground();
    }

    @Override
    @OpenToKeys(KeyScope.MANAGE)
    public KeyView revoke(UUID key) {
        return desk.revoke(key);
    }
}
