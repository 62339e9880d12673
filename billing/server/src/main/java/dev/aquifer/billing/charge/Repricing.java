package dev.aquifer.billing.charge;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.price.RepriceView;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.price.BookDesk;
import dev.aquifer.billing.price.PriceBooks;
import dev.aquifer.billing.price.PriceList;
import dev.aquifer.billing.price.Rate;
import dev.aquifer.billing.price.Sku;
import dev.aquifer.billing.price.Spread;
import jakarta.enterprise.context.ApplicationScoped;
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

/// Rates a month's stored quantities once more, by the same pricing, as if a draft had been in force all month, with
/// its reservations. Stores nothing. Commitments that were not used and monthly fees are part of both sides.
@ApplicationScoped
class Repricing {

    private static final int MOVERS = 10;

    private final Charges charges;
    private final Leases leases;
    private final FeeDesk fees;
    private final PriceBooks books;
    private final BookDesk desk;
    private final Organisations organisations;
    private final Tenancy tenancy;

    Repricing(
            Charges charges,
            Leases leases,
            FeeDesk fees,
            PriceBooks books,
            BookDesk desk,
            Organisations organisations,
            Tenancy tenancy) {
        this.charges = charges;
        this.leases = leases;
        this.fees = fees;
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

    /// @param bySku every SKU that was used, and every fee
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

    /// Empty if it used nothing that costs anything, and owes nothing.
    private Optional<One> repriced(UUID organisation, YearMonth month, BookDesk.Draft draft, Set<String> unpriced) {
        PriceList now = books.of(organisation);
        PriceList then = books.asIf(organisation, draft.book().reservedIn(month));
        List<Used> used = used(organisation, month, now);
        Map<String, Amounts> bySku = new LinkedHashMap<>();
        List<Charge> after = new ArrayList<>();
        Map<String, List<Charge>> counted = new LinkedHashMap<>();
        Map<String, Rate> rates = new LinkedHashMap<>();
        for (Used one : used) {
            Charge charge = one.charge();
            Sku sku = one.sku();
            Rate rate = then.rate(sku, charge.from()).orElse(null);
            if (rate == null) {
                unpriced.add(sku.toString());
                bySku.merge(sku.toString(), new Amounts(charge.net(), Money.ZERO), Amounts::plus);
                continue;
            }
            Charge blank = charge.under(rate);
            bySku.merge(rate.sku().toString(), new Amounts(charge.net(), Money.ZERO), Amounts::plus);
            if (blank.tally() == null) {
                Charge rated = blank.rated(charge.quantity(), charge.until(), charge.changedAt());
                after.add(rated);
                bySku.merge(rate.sku().toString(), new Amounts(Money.ZERO, rated.net()), Amounts::plus);
            } else {
                counted.computeIfAbsent(blank.tally(), _ -> new ArrayList<>()).add(blank);
                rates.put(blank.tally(), rate);
            }
        }
        counted.forEach((tally, together) -> {
            Rate rate = Objects.requireNonNull(rates.get(tally));
            List<Charge> rated = spread(together, rate);
            after.addAll(rated);
            bySku.merge(rate.sku().toString(), new Amounts(Money.ZERO, net(rated)), Amounts::plus);
        });
        monthly(fees.expected(organisation, month))
                .forEach(fee -> bySku.merge(name(fee), new Amounts(fee.net(), Money.ZERO), Amounts::plus));
        monthly(fees.under(organisation, month, then, after))
                .forEach(fee -> bySku.merge(name(fee), new Amounts(Money.ZERO, fee.net()), Amounts::plus));
        return bySku.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new One(organisation, organisations.name(organisation).orElse(organisation.toString()), bySku));
    }

    private record Used(Charge charge, Sku sku) {}

    /// What costs something, with what it is.
    private List<Used> used(UUID organisation, YearMonth month, PriceList now) {
        List<Charge> all = charges.of(organisation, month).stream()
                .filter(charge ->
                        charge.kind() != ChargeKind.FEE && charge.quantity().signum() > 0)
                .toList();
        Map<UUID, Lease> held = leases.byId(
                organisation,
                all.stream()
                        .flatMap(charge -> Stream.ofNullable(charge.lease()))
                        .distinct()
                        .toList());
        return all.stream()
                .map(charge -> new Used(charge, sku(charge, held)))
                .filter(one -> costs(one.charge(), one.sku(), now))
                .toList();
    }

    /// Tokens of dedicated deployments are shown and cost nothing, whatever the price book says; others may be free
    /// by the price book.
    private static boolean costs(Charge charge, Sku sku, PriceList now) {
        return charge.kind() != ChargeKind.TOKENS
                || charge.unitPrice().signum() > 0
                || charge.tally() != null
                || now.rate(sku, charge.from())
                        .map(charge::under)
                        .filter(free -> free.unitPrice().signum() == 0)
                        .isPresent();
    }

    private static List<Charge> spread(List<Charge> together, Rate rate) {
        List<Charge> ordered = together.stream().sorted(Tallies.ORDER).toList();
        List<Spread.Part> parts = Spread.over(
                rate.pricing(ServiceTime.month(ordered.getFirst().day())),
                rate.unit(),
                Spread.Before.NOTHING,
                ordered.stream().map(Charge::quantity).toList());
        List<Charge> rated = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            rated.add(ordered.get(i).spread(parts.get(i), ordered.get(i).changedAt()));
        }
        return rated;
    }

    /// One-time fees say nothing about a month like this one.
    private static List<Charge> monthly(List<Charge> fees) {
        return fees.stream().filter(fee -> !fee.item().equals(FeeDesk.ONE_TIME)).toList();
    }

    private static String name(Charge fee) {
        return fee.deploymentName() + " " + fee.item();
    }

    private static Money net(List<Charge> charges) {
        return charges.stream().map(Charge::net).reduce(Money.ZERO, Money::plus);
    }

    private static Sku sku(Charge charge, Map<UUID, Lease> held) {
        return switch (charge.kind()) {
            case TOKENS -> Sku.tokens(charge.item(), Objects.requireNonNull(charge.bucket()));
            case STORAGE -> Sku.storage(charge.item());
            case LEASE -> {
                Lease lease = Objects.requireNonNull(held.get(Objects.requireNonNull(charge.lease())));
                yield LeaseRating.sku(Objects.requireNonNull(lease.opened()));
            }
            case FEE -> throw new IllegalArgumentException("a fee has no SKU: " + charge.id());
        };
    }
}
