package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.price.RepriceView;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.BookDesk;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.billing.price.PriceList;
import dev.aquifer.billing.price.Rate;
import dev.aquifer.billing.price.Sku;
import dev.aquifer.billing.price.Spread;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rates a month's stored quantities once more, by the same pricing, as if a draft had been in force all month. Stores
/// nothing. Fees are left out: they depend on the contract, not on the quantities.
@ApplicationScoped
class Repricing {

    private static final int MOVERS = 10;

    private final Charges charges;
    private final Leases leases;
    private final PriceBooks books;
    private final BookDesk desk;
    private final Organisations organisations;
    private final Tenancy tenancy;

    Repricing(
            Charges charges,
            Leases leases,
            PriceBooks books,
            BookDesk desk,
            Organisations organisations,
            Tenancy tenancy) {
        this.charges = charges;
        this.leases = leases;
        this.books = books;
        this.desk = desk;
        this.organisations = organisations;
        this.tenancy = tenancy;
    }

    private record Amounts(Money before, Money after) {
        Amounts plus(Amounts other) {
            return new Amounts(before.plus(other.before), after.plus(other.after));
        }

        Money difference() {
            return after.minus(before);
        }
    }

    /// @param bySku every SKU that was used
    private record One(UUID organisation, String name, Map<String, Amounts> bySku) {
        Amounts sum() {
            return bySku.values().stream().reduce(new Amounts(Money.ZERO, Money.ZERO), Amounts::plus);
        }
    }

    RepriceView preview(String version, YearMonth month) {
        BookDesk.Draft draft = desk.draft(version);
        UUID only = draft.organisation();
        Set<String> unpriced = new TreeSet<>();
        List<One> all = new ArrayList<>();
        for (UUID organisation : only == null ? organisations.all() : List.of(only)) {
            tenancy.asOrganisation(organisation, () -> repriced(organisation, month, draft, unpriced))
                    .ifPresent(all::add);
        }
        Map<String, Amounts> overall = new TreeMap<>();
        all.forEach(one -> one.bySku().forEach((sku, amounts) -> overall.merge(sku, amounts, Amounts::plus)));
        Amounts sum = all.stream().map(One::sum).reduce(new Amounts(Money.ZERO, Money.ZERO), Amounts::plus);
        return new RepriceView(
                version,
                month,
                sum.before(),
                sum.after(),
                all.stream()
                        .map(Repricing::view)
                        .sorted(Comparator.comparing((RepriceView.Organisation one) ->
                                        one.difference().yuan().abs())
                                .reversed()
                                .thenComparing(RepriceView.Organisation::name))
                        .toList(),
                movers(overall),
                List.copyOf(unpriced));
    }

    private static RepriceView.Organisation view(One one) {
        Amounts sum = one.sum();
        return new RepriceView.Organisation(
                one.organisation(), one.name(), sum.before(), sum.after(), sum.difference(), movers(one.bySku()));
    }

    private static List<RepriceView.Mover> movers(Map<String, Amounts> bySku) {
        return bySku.entrySet().stream()
                .map(sku -> new RepriceView.Mover(
                        sku.getKey(),
                        sku.getValue().before(),
                        sku.getValue().after(),
                        sku.getValue().difference()))
                .sorted(Comparator.comparing((RepriceView.Mover mover) ->
                                mover.difference().yuan().abs())
                        .reversed()
                        .thenComparing(RepriceView.Mover::sku))
                .limit(MOVERS)
                .toList();
    }

    /// Empty if it used nothing that costs anything.
    private Optional<One> repriced(UUID organisation, YearMonth month, BookDesk.Draft draft, Set<String> unpriced) {
        List<Charge> used = charges.of(organisation, month).stream()
                .filter(charge ->
                        charge.kind() != ChargeKind.FEE && charge.quantity().signum() > 0)
                // Tokens of dedicated deployments are shown and cost nothing, whatever the price book says.
                .filter(charge -> charge.unitPrice().signum() > 0 || charge.tally() != null)
                .toList();
        if (used.isEmpty()) {
            return Optional.empty();
        }
        PriceList prices = books.asIf(organisation, draft.book());
        Instant start = ServiceTime.start(month);
        Map<UUID, Lease> held = leases.byId(
                organisation,
                used.stream()
                        .flatMap(charge -> Stream.ofNullable(charge.lease()))
                        .distinct()
                        .toList());
        Map<String, Amounts> bySku = new LinkedHashMap<>();
        Map<Sku, List<Charge>> counted = new LinkedHashMap<>();
        Map<Sku, Rate> rates = new LinkedHashMap<>();
        for (Charge charge : used) {
            Sku sku = sku(charge, held);
            Rate rate = sku == null ? null : prices.rate(sku, start).orElse(null);
            if (rate == null) {
                unpriced.add(sku == null ? charge.item() : sku.toString());
                bySku.merge(String.valueOf(sku), new Amounts(charge.net(), Money.ZERO), Amounts::plus);
            } else if (rate.tally(month) == null) {
                Money list = Rounding.charge(
                        charge.quantity(), price(rate, month), rate.unit().per());
                bySku.merge(rate.sku().toString(), new Amounts(charge.net(), net(list, rate)), Amounts::plus);
            } else {
                counted.computeIfAbsent(rate.sku(), _ -> new ArrayList<>()).add(charge);
                rates.put(rate.sku(), rate);
            }
        }
        counted.forEach((sku, together) -> bySku.merge(
                sku.toString(), spread(together, Objects.requireNonNull(rates.get(sku)), month), Amounts::plus));
        return Optional.of(
                new One(organisation, organisations.name(organisation).orElse(organisation.toString()), bySku));
    }

    private static Amounts spread(List<Charge> together, Rate rate, YearMonth month) {
        List<Charge> ordered = together.stream().sorted(Tallies.ORDER).toList();
        Money after = Spread.over(
                        rate.pricing(month),
                        rate.unit(),
                        Spread.Before.NOTHING,
                        ordered.stream().map(Charge::quantity).toList())
                .stream()
                .map(part -> net(part.list(), rate))
                .reduce(Money.ZERO, Money::plus);
        return new Amounts(together.stream().map(Charge::net).reduce(Money.ZERO, Money::plus), after);
    }

    private static BigDecimal price(Rate rate, YearMonth month) {
        return rate.pricing(month).marginal(BigDecimal.ZERO, BigDecimal.ZERO, rate.unit());
    }

    private static Money net(Money list, Rate rate) {
        return list.minus(Rounding.discount(list, rate.discount()));
    }

    private static @Nullable Sku sku(Charge charge, Map<UUID, Lease> held) {
        if (charge.kind() == ChargeKind.TOKENS) {
            return Sku.tokens(charge.item(), Objects.requireNonNull(charge.bucket()));
        }
        UUID id = charge.lease();
        Lease lease = id == null ? null : held.get(id);
        return lease == null || lease.opened() == null ? null : LeaseRating.sku(lease.opened());
    }
}
