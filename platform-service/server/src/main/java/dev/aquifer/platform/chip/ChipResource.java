package dev.aquifer.platform.chip;

import dev.aquifer.platform.api.chip.ChipApi;
import dev.aquifer.platform.api.chip.ChipTypeView;
import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.caller.OpenToKeys;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.List;

@Authenticated
@OpenToKeys(KeyScope.MANAGE)
@RunOnVirtualThread
class ChipResource implements ChipApi {
    private final Chips chips;

    ChipResource(Chips chips) {
        this.chips = chips;
    }

    @Override
    public List<ChipTypeView> list() {
        return chips.all();
    }
}
