package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A claim as an organisation sees it: its own lines and sums alone.
public record OwnClaimView(
        UUID id,
        String programmeCode,
        String programmeTitle,
        String programmeTitleZh,
        String period,
        ClaimState state,
        Money claimed,
        @Nullable Money paid,
        @Nullable Money shortfall,
        @Nullable String reasons,
        List<ClaimLineView> lines) {
    public OwnClaimView {
        lines = List.copyOf(lines);
    }
}
