package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Budgets, ceilings, limits and least spends of many organisations, all in memory. Not thread-safe.
public final class MemoryBounds {
    private record Year(UUID organisation, UUID programme, int year) {}

    private final Map<UUID, Programme> programmes = new HashMap<>();
    private final Map<UUID, Use> budgets = new HashMap<>();
    private final Map<Year, Use> ceilings = new HashMap<>();
    private final Map<UUID, Use> limits = new HashMap<>();
    private final Map<Year, Minimum> minima = new HashMap<>();

    public MemoryBounds(Collection<Programme> programmes) {
        for (var programme : programmes) {
            this.programmes.put(programme.id(), programme);
            budgets.put(programme.id(), new Use(programme.budget(), Money.ZERO));
        }
    }

    /// What is used of the programme's budget, money included that was paid and taken back (R16).
    public Money used(UUID programme) {
        return budgets.getOrDefault(programme, new Use(null, Money.ZERO)).used();
    }

    Iterable<Use> ceilings() {
        return ceilings.values();
    }

    Iterable<Use> limits() {
        return limits.values();
    }

    public Bounds of(UUID organisation) {
        return new Bounds() {
            @Override
            public Headroom headroom(Grant grant, int year) {
                var programme = known(grant.programme());
                return new Headroom(
                        budgets.computeIfAbsent(programme.id(), _ -> new Use(programme.budget(), Money.ZERO)),
                        ceilings.computeIfAbsent(
                                new Year(organisation, programme.id(), year),
                                _ -> new Use(programme.organisationCeiling(), Money.ZERO)),
                        limits.computeIfAbsent(grant.id(), _ -> new Use(grant.limit(), Money.ZERO)));
            }

            @Override
            public Minimum minimum(Programme programme, int year) {
                return minima.computeIfAbsent(
                        new Year(organisation, programme.id(), year),
                        _ -> new Minimum(programme.minSpend(), Money.ZERO, false));
            }
        };
    }

    private Programme known(UUID programme) {
        var found = programmes.get(programme);
        if (found == null) {
            throw new IllegalArgumentException("no programme " + programme);
        }
        return found;
    }
}
