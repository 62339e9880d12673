package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.price.PriceEntry;
import dev.aquifer.billing.api.price.PriceModel;
import dev.aquifer.billing.api.price.SkuKind;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.LedgerTransaction;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.month.Months;
import dev.aquifer.billing.price.PriceBook;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.billing.price.PriceList;
import dev.aquifer.billing.price.Pricing;
import dev.aquifer.billing.price.Sku;
import dev.aquifer.billing.price.Unit;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an organisation owes without use: by the contract in force at the month's end, commitments that were not used
/// and monthly fees; by each contract that begins in the month, its one-time fees. Each is a charge of kind FEE of
/// its own: taxed, never told to the subsidies.
@ApplicationScoped
public class FeeDesk {

    /// Why a fee is owed: the charge's item, for screens to put into words.
    static final String NOT_USED = "commitment-not-used";

    static final String FLAT = "flat-fee";
    static final String ONE_TIME = "one-time-fee";

    private static final String NONE = "none";

    private final PriceBooks books;
    private final Charges charges;
    private final Ledger ledger;
    private final InstantSource clock;

    FeeDesk(PriceBooks books, Charges charges, Ledger ledger, InstantSource clock) {
        this.books = books;
        this.charges = charges;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// The fees of the month as they would be if it closed now; nothing is stored.
    public List<Charge> expected(UUID organisation, YearMonth month) {
        return under(organisation, month, books.of(organisation), charges.of(organisation, month));
    }

    /// The months after the closed ones, up to the given one, in which fees are due even if nothing was used.
    public List<YearMonth> due(UUID organisation, Months.Closed closed, YearMonth last) {
        PriceList prices = books.of(organisation);
        return prices.contracts().stream()
                .map(contract -> ServiceTime.month(contract.from()))
                .min(Comparator.naturalOrder())
                .map(first -> Stream.iterate(
                                closed.billFor(first), month -> !month.isAfter(last), month -> month.plusMonths(1))
                        .filter(month ->
                                !under(organisation, month, prices, List.of()).isEmpty())
                        .toList())
                .orElse(List.of());
    }

    /// The same under any prices, for what was used as those rate it.
    List<Charge> under(UUID organisation, YearMonth month, PriceList prices, List<Charge> rated) {
        Instant last = ServiceTime.start(month.plusMonths(1)).minusNanos(1_000);
        List<Charge> used = rated.stream()
                .filter(charge -> charge.kind() != ChargeKind.FEE)
                .filter(charge -> ServiceTime.month(charge.day()).equals(month))
                .toList();
        List<Charge> fees = new ArrayList<>();
        for (PriceBook contract : prices.contracts()) {
            Month whole = new Month(organisation, month, contract, used, clock.instant());
            boolean begins = ServiceTime.month(contract.from()).equals(month);
            for (SkuKind kind : SkuKind.values()) {
                contract.of(kind).stream()
                        .filter(entry -> entry.model() == PriceModel.ONE_TIME ? begins : contract.inForce(last))
                        .forEach(entry -> whole.fee(entry).ifPresent(fees::add));
            }
        }
        return fees;
    }

    /// Posts the month's fees on its bill, before the bill closes. May run again: what is posted already stays, what
    /// has changed since is posted as a difference. The organisation must be locked in the ledger, and the
    /// transaction bound to it.
    public void settle(UUID organisation, YearMonth month) {
        Instant now = clock.instant();
        Map<UUID, Charge> before = charges.of(organisation, month).stream()
                .filter(charge -> charge.kind() == ChargeKind.FEE)
                // What late facts make of an earlier month's fee is no fee of this month.
                .filter(charge -> ServiceTime.month(charge.day()).equals(month))
                .collect(Collectors.toMap(Charge::id, Function.identity()));
        Map<UUID, Charge> after = new LinkedHashMap<>();
        expected(organisation, month).forEach(fee -> after.put(fee.id(), fee));
        before.values().stream()
                .filter(fee -> !after.containsKey(fee.id()))
                .forEach(fee -> after.put(fee.id(), fee.rated(BigDecimal.ZERO, fee.until(), now)));
        List<Charge> saved = new ArrayList<>();
        List<LedgerTransaction> postings = new ArrayList<>();
        for (Charge fee : after.values()) {
            Charge old = before.get(fee.id());
            Money difference = old == null ? fee.net() : fee.net().minus(old.net());
            if (!difference.isZero()) {
                Charge posted = old == null ? fee : fee.after(old);
                saved.add(posted);
                postings.add(ChargeDesk.posting(organisation, posted, difference));
            }
        }
        charges.save(saved);
        ledger.post(postings);
    }

    /// One organisation's month under one contract.
    ///
    /// @param used its charges, fees apart
    private record Month(UUID organisation, YearMonth month, PriceBook contract, List<Charge> used, Instant now) {

        Optional<Charge> fee(PriceEntry entry) {
            return switch (entry.model()) {
                case FLAT -> Optional.of(fee(entry, FLAT, amount(entry), null));
                case ONE_TIME -> Optional.of(fee(entry, ONE_TIME, amount(entry), null));
                case MINIMUM -> gap(entry, amount(entry), used);
                case RESERVED -> reserved(entry);
                case PER_UNIT, GRADUATED, VOLUME, PACKAGE, LIST -> {
                    Money minimum = entry.minimum();
                    yield minimum == null ? Optional.empty() : gap(entry, minimum, counted(entry));
                }
            };
        }

        private Optional<Charge> gap(PriceEntry entry, Money minimum, List<Charge> counted) {
            Money net = counted.stream().map(Charge::net).reduce(Money.ZERO, Money::plus);
            Money gap = minimum.minus(net);
            return gap.isPositive()
                    ? Optional.of(fee(entry, NOT_USED, gap, minimum + " − " + net + " = " + gap))
                    : Optional.empty();
        }

        private Optional<Charge> reserved(PriceEntry entry) {
            if (!(Pricing.of(entry).in(month) instanceof Pricing.Reserved reservation)) {
                return Optional.empty();
            }
            Unit unit = Unit.of(entry.kind());
            BigDecimal quantity =
                    counted(entry).stream().map(Charge::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal unused = reservation.committed().multiply(unit.count()).subtract(quantity);
            Money gap = Rounding.charge(unused.max(BigDecimal.ZERO), reservation.price(), unit.per());
            String working = "(" + reservation.committed().toPlainString() + " × "
                    + unit.count().toPlainString() + " − " + quantity.toPlainString() + ") × "
                    + reservation.price().toPlainString() + " ÷ " + unit.per().toPlainString() + " = " + gap;
            return gap.isPositive() ? Optional.of(fee(entry, NOT_USED, gap, working)) : Optional.empty();
        }

        /// The charges that were counted under this entry's SKU, at whatever price.
        private List<Charge> counted(PriceEntry entry) {
            String prefix = Sku.of(entry) + "|" + month + "|";
            return used.stream()
                    .filter(charge -> charge.tally() != null && charge.tally().startsWith(prefix))
                    .toList();
        }

        private static Money amount(PriceEntry entry) {
            return Rounding.charge(Objects.requireNonNull(entry.price()), BigDecimal.ONE, BigDecimal.ONE);
        }

        private Charge fee(PriceEntry entry, String why, Money amount, @Nullable String working) {
            LocalDate last = month.atEndOfMonth();
            String name =
                    entry.kind() == SkuKind.FEE ? entry.item() : Sku.of(entry).toString();
            return new Charge(
                    organisation,
                    Charge.idOf(organisation, ChargeKind.FEE, contract.version(), Sku.of(entry), month),
                    ChargeKind.FEE,
                    last,
                    month,
                    null,
                    null,
                    name,
                    why,
                    null,
                    false,
                    NONE,
                    "other",
                    null,
                    BigDecimal.ONE,
                    amount.yuan(),
                    contract.version(),
                    null,
                    BigDecimal.ZERO,
                    ServiceTime.start(month),
                    ServiceTime.start(month.plusMonths(1)),
                    amount,
                    Money.ZERO,
                    amount,
                    working,
                    1,
                    now);
        }
    }
}
