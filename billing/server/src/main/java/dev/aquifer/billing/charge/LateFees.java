package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.month.Months;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.billing.price.PriceList;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// R14 for fees: a commitment that a closed bill says was not used may turn out to have been used after all. The
/// whole month is worked out once more with what is known now, and what was billed too much is given back on the open
/// bill, by a credit note without a person, in the transaction that charges the late facts.
@ApplicationScoped
class LateFees {

    /// The note's reason, for screens to put into words.
    static final String REASON = "commitment-used-later";

    private final PriceBooks books;
    private final Charges charges;
    private final Credits credits;
    private final FeeDesk fees;
    private final Ledger ledger;

    LateFees(PriceBooks books, Charges charges, Credits credits, FeeDesk fees, Ledger ledger) {
        this.books = books;
        this.charges = charges;
        this.credits = credits;
        this.fees = fees;
        this.ledger = ledger;
    }

    /// May run again: what stands already is taken into account. The organisation must be locked in the ledger.
    ///
    /// @param service a month that is closed
    void correct(UUID organisation, YearMonth service, Months.Closed closed, Instant now) {
        PriceList prices = books.of(organisation);
        if (prices.contracts().isEmpty()) {
            return;
        }
        Map<UUID, Charge> all = charges.ofService(organisation, service).stream()
                .collect(Collectors.toMap(Charge::id, Function.identity()));
        List<Charge> billed = all.values().stream()
                .filter(charge ->
                        charge.kind() == ChargeKind.FEE && charge.month().equals(service))
                .toList();
        if (billed.isEmpty()) {
            return;
        }
        Map<UUID, Money> due = fees.under(organisation, service, prices, List.copyOf(all.values())).stream()
                .collect(Collectors.toMap(Charge::id, Charge::net));
        Work work = new Work(
                closed.billFor(service),
                all,
                credits.of(organisation, all.keySet()),
                credits.byItself(organisation, all.keySet()),
                now,
                new ArrayList<>(),
                new ArrayList<>());
        billed.forEach(fee -> correct(work, fee, due.getOrDefault(fee.id(), Money.ZERO)));
        charges.save(work.saved());
        ledger.post(work.postings());
    }

    /// @param open the bill on which corrections stand, @param credited by all notes, @param byItself by those of
    ///     this
    ///     class
    private record Work(
            YearMonth open,
            Map<UUID, Charge> all,
            Map<UUID, Money> credited,
            Map<UUID, Money> byItself,
            Instant now,
            List<Charge> saved,
            List<LedgerTransaction> postings) {

        Money left(Charge fee) {
            return fee.net().minus(credited.getOrDefault(fee.id(), Money.ZERO));
        }
    }

    private void correct(Work work, Charge fee, Money due) {
        List<Charge> standing = fee.idsThrough(work.open()).stream()
                .filter(work.all()::containsKey)
                .map(work.all()::get)
                .toList();
        // What a person gave back as a favour stays given.
        Money billed = standing.stream()
                .map(one -> one.net().minus(work.byItself().getOrDefault(one.id(), Money.ZERO)))
                .reduce(Money.ZERO, Money::plus);
        Money tooMuch = billed.minus(due);
        if (tooMuch.isNegative()) {
            // Late use that was credited turned out to be less: the fee is owed again.
            again(work, fee, tooMuch.negated());
            return;
        }
        for (Charge one : standing.reversed()) {
            Money part = min(tooMuch, work.left(one));
            if (part.isPositive()) {
                work.postings().add(credits.give(one, work.open(), part, REASON, work.now()));
                tooMuch = tooMuch.minus(part);
            }
        }
    }

    private static void again(Work work, Charge fee, Money more) {
        Charge later = fee.onLaterBill(work.open(), fee.from(), fee.until());
        Charge old = work.all().get(later.id());
        Money amount = old == null ? more : old.net().plus(more);
        Charge now = (old == null ? later : old).owing(amount, amount.toString(), work.now());
        work.saved().add(now);
        work.postings().add(ChargeDesk.posting(fee.organisation(), now, more));
    }

    private static Money min(Money a, Money b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
