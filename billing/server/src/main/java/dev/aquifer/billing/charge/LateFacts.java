package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.month.CloseRuns;
import dev.aquifer.billing.month.Months;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// R14: what facts say of a month that is closed goes on the open bill, as a charge of its own with its time of
/// service and only what is more than was billed. Where they say that less was used than was billed, the closed bill
/// stays and the amount is noted for a credit note, which is a person's decision.
@ApplicationScoped
class LateFacts {

    private final Months months;
    private final CloseRuns runs;
    private final Charges charges;

    LateFacts(Months months, CloseRuns runs, Charges charges) {
        this.months = months;
        this.runs = runs;
        this.charges = charges;
    }

    Months.Closed closed(UUID organisation) {
        return months.closed(organisation);
    }

    static Change.More onOpenBill(Change.More more, Months.Closed closed) {
        Charge blank = more.blank();
        return closed.has(blank.month())
                ? new Change.More(
                        blank.onLaterBill(closed.billFor(blank.month()), blank.from(), blank.until()),
                        more.pricing(),
                        more.quantity())
                : more;
    }

    /// @param ofLease a lease's days, each whole as it is now
    List<Change> onOpenBill(List<Change> ofLease, Months.Closed closed, Instant now) {
        List<Change> changes = new ArrayList<>();
        for (Change change : ofLease) {
            switch (change) {
                case Change.Now whole
                when closed.has(whole.blank().month()) ->
                    late(whole, closed, now).ifPresent(changes::add);
                case Change.More _, Change.Now _ -> changes.add(change);
            }
        }
        return changes;
    }

    /// What is more than closed bills have of the day; from where they end.
    private Optional<Change> late(Change.Now whole, Months.Closed closed, Instant now) {
        Charge blank = whole.blank();
        UUID organisation = blank.organisation();
        List<Charge> billed =
                charges.byId(organisation, blank.idsThrough(closed.billFor(blank.month()))).values().stream()
                        .filter(charge -> closed.has(charge.month()))
                        .sorted(Comparator.comparing(Charge::month))
                        .toList();
        BigDecimal quantity = billed.stream().map(Charge::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal more = whole.quantity().subtract(quantity).max(BigDecimal.ZERO);
        if (!billed.isEmpty()) {
            Charge last = billed.getLast();
            runs.overcharged(organisation, last.id(), last.month(), tooMuch(whole, billed, quantity), now);
        }
        Instant from = billed.stream()
                .map(Charge::until)
                .max(Comparator.naturalOrder())
                .orElse(blank.from());
        Instant until = more.signum() > 0 && whole.until().isAfter(from) ? whole.until() : from;
        Charge later = blank.onLaterBill(closed.billFor(blank.month()), from, from);
        boolean known = charges.byId(organisation, Set.of(later.id())).containsKey(later.id());
        return more.signum() > 0 || known
                ? Optional.of(new Change.Now(later, whole.pricing(), more, until))
                : Optional.empty();
    }

    private static Money tooMuch(Change.Now whole, List<Charge> billed, BigDecimal quantity) {
        Charge blank = whole.blank();
        if (whole.quantity().compareTo(quantity) >= 0) {
            return Money.ZERO;
        }
        Money net = billed.stream().map(Charge::net).reduce(Money.ZERO, Money::plus);
        return net.minus(blank.rated(whole.quantity(), whole.until(), blank.changedAt())
                        .net())
                .max(Money.ZERO);
    }
}
