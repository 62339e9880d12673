package dev.aquifer.billing.usage;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Hands out what a bill or some days consist of, in slices. Runs in the caller's transaction, bound to the
/// organisation.
@ApplicationScoped
class Explorer {

    /// How finely it is cut: WHOLE charges, where nobody asks for hour, key, label or chip; PARTS by key and chip;
    /// HOURS of leases, too. Each adds up to the same.
    enum Cut {
        WHOLE,
        PARTS,
        HOURS
    }

    private final Costs costs;
    private final Rollups rollups;
    private final Labels labels;

    Explorer(Costs costs, Rollups rollups, Labels labels) {
        this.costs = costs;
        this.rollups = rollups;
        this.labels = labels;
    }

    List<Slice> slices(UUID organisation, Period period, Cut cut) {
        rollups.fold(organisation);
        Costs.Whole all = costs.read(organisation, period, cut != Cut.WHOLE);
        return cut == Cut.WHOLE
                ? whole(all.costs(), all.requests())
                : parts(all.costs(), all.parts(), labels.known(organisation), cut == Cut.HOURS);
    }

    private static List<Slice> whole(List<Cost> all, Map<UUID, Costs.Requests> requests) {
        List<Slice> slices = new ArrayList<>(all.size());
        for (Cost cost : all) {
            Costs.Requests of = requests.getOrDefault(cost.charge(), Costs.Requests.NONE);
            Part part = new Part(null, null, cost.chip(), BigDecimal.ONE, cost.quantity(), of.requests(), of.firsts());
            slices.add(new Slice(cost, part, null, cost.net(), cost.subsidy()));
        }
        return slices;
    }

    private static List<Slice> parts(List<Cost> all, Map<UUID, List<Part>> parts, Labels.Known labels, boolean byHour) {
        List<Slice> slices = new ArrayList<>();
        for (Cost cost : all) {
            @Nullable List<Part> own = parts.get(cost.charge());
            slices.addAll(Slice.of(cost, own == null ? Slice.whole(cost, byHour) : own, labels));
        }
        return slices;
    }
}
