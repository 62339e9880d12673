package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.price.Pricing;
import dev.aquifer.billing.price.Spread;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Prices that count over a month (tiers, packages, reservations): the charges of a count stand in the order of
/// service, and the month's amount is spread over them (see [Spread]). When a quantity grows, what comes after it in
/// the count is spread anew; the differences are posted. So the amounts depend on the quantities alone.
@ApplicationScoped
class Tallies {

    /// By the bill on which they stand, then by service: what is on a closed bill comes first and keeps its amount.
    static final Comparator<Charge> ORDER = Comparator.comparing(Charge::month)
            .thenComparing(Charge::day)
            .thenComparing(Charge::from)
            .thenComparing(charge -> charge.id().toString());

    private final Charges charges;

    Tallies(Charges charges) {
        this.charges = charges;
    }

    /// Spreads one count.
    ///
    /// @param before the charges as they stand, by id: those of the count that are missing are added
    /// @param after the charges with their new quantities, by id: gets each charge of the count that changes
    void spread(
            UUID organisation,
            String tally,
            Pricing pricing,
            Map<UUID, Charge> before,
            Map<UUID, Charge> after,
            Instant now) {
        Map<UUID, Charge> all = new LinkedHashMap<>();
        charges.counted(organisation, tally).forEach(charge -> all.put(charge.id(), charge));
        after.values().stream()
                .filter(charge -> tally.equals(charge.tally()))
                .forEach(charge -> all.put(charge.id(), charge));
        // Facts of a closed month go to a later bill, so the latest bill of the count is the open one.
        YearMonth open = all.values().stream()
                .map(Charge::month)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        List<Charge> closed = all.values().stream()
                .filter(charge -> charge.month().isBefore(open))
                .toList();
        List<Charge> spread = all.values().stream()
                .filter(charge -> charge.month().equals(open))
                .sorted(ORDER)
                .toList();
        Spread.Before fixed = new Spread.Before(
                closed.stream().map(Charge::quantity).reduce(BigDecimal.ZERO, BigDecimal::add),
                closed.stream().map(Charge::list).reduce(Money.ZERO, Money::plus));
        List<Spread.Part> parts = Spread.over(
                pricing,
                spread.getFirst().unit(),
                fixed,
                spread.stream().map(Charge::quantity).toList());
        for (int i = 0; i < spread.size(); i++) {
            Charge old = spread.get(i);
            if (!old.has(parts.get(i))) {
                before.putIfAbsent(old.id(), old);
                after.put(old.id(), old.spread(parts.get(i), now));
            }
        }
    }
}
