package dev.aquifer.billing.subsidy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// A programme with all grants that one organisation has under it.
///
/// @param grants kept by their start
public record Held(Programme programme, List<Grant> grants) {
    public Held {
        grants = grants.stream().sorted(Comparator.comparing(Grant::from)).toList();
    }

    boolean has(UUID grant) {
        return grants.stream().anyMatch(each -> each.id().equals(grant));
    }

    /// With the grant added, or put in the place of the one with its id.
    Held with(Grant grant) {
        var all = new ArrayList<>(grants);
        all.removeIf(each -> each.id().equals(grant.id()));
        all.add(grant);
        return new Held(programme, all);
    }
}
