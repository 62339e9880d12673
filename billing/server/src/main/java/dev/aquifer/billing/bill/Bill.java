package dev.aquifer.billing.bill;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillGroup;
import dev.aquifer.billing.api.bill.BillSummary;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.bill.ChargeView;
import dev.aquifer.billing.charge.Charge;
import dev.aquifer.billing.money.Rounding;
import dev.aquifer.billing.subsidy.Accrued;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// An organisation's month, worked out. Pure: the same charges and accruals give the same bill, whatever order
/// they come in. VAT is rounded once, on the sum of all nets, and shown by line by largest remainder, so that
/// lines add up to it.
record Bill(UUID organisation, YearMonth month, Instant countedThrough, BigDecimal vatRate, List<Line> lines) {

    static final String OPEN = "OPEN";

    private static final String CURRENCY = "CNY";

    /// By kind, then deployment, then day: the order of the bill, and of who gets the missing fen first.
    private static final Comparator<Charge> ORDER = Comparator.comparing(Charge::kind)
            .thenComparing(Charge::deploymentName)
            .thenComparing(charge -> String.valueOf(charge.deployment()))
            .thenComparing(Charge::day)
            .thenComparing(Charge::from)
            .thenComparing(charge -> String.valueOf(charge.lease()))
            .thenComparing(Charge::bucket, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Charge::id);

    /// @param vat this charge's share of the bill's VAT
    record Line(Charge charge, Accrued accrued, Money vat) {

        Money payable() {
            return charge.net().plus(vat).minus(accrued.amount());
        }

        ChargeView view() {
            return new ChargeView(
                    charge.id(),
                    charge.kind(),
                    charge.day(),
                    charge.deployment(),
                    charge.deploymentName(),
                    charge.item(),
                    charge.bucket() == null ? null : charge.bucket().name(),
                    charge.simulated(),
                    charge.quantity(),
                    metered(charge.kind()),
                    charge.unitPrice(),
                    charge.unit().name(),
                    charge.priceBook(),
                    charge.from(),
                    charge.until(),
                    charge.list(),
                    charge.discount(),
                    charge.net(),
                    accrued.amount(),
                    vat,
                    payable(),
                    accrued.reasons());
        }
    }

    private static String metered(ChargeKind kind) {
        return switch (kind) {
            case LEASE -> "chip-second";
            case TOKENS -> "token";
            case STORAGE -> "gib-hour";
            case FEE -> "month";
        };
    }

    static Bill of(
            UUID organisation,
            YearMonth month,
            Instant countedThrough,
            BigDecimal vatRate,
            List<Charge> charges,
            Map<UUID, Accrued> accrued) {
        // A lease that was shortened after the fact can leave a day on which nothing is left of it.
        List<Charge> ordered = charges.stream()
                .filter(charge -> charge.quantity().signum() > 0)
                .sorted(ORDER)
                .toList();
        Money net = ordered.stream().map(Charge::net).reduce(Money.ZERO, Money::plus);
        List<Money> vats = ordered.isEmpty()
                ? List.of()
                : Rounding.share(
                        Rounding.vat(net, vatRate),
                        ordered.stream().map(charge -> charge.net().yuan()).toList());
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            Charge charge = ordered.get(i);
            lines.add(new Line(charge, accrued.getOrDefault(charge.id(), Accrued.NOTHING), vats.get(i)));
        }
        return new Bill(organisation, month, countedThrough, vatRate, List.copyOf(lines));
    }

    Money net() {
        return sum(lines, line -> line.charge().net());
    }

    Money vat() {
        return sum(lines, Line::vat);
    }

    Money subsidy() {
        return sum(lines, line -> line.accrued().amount());
    }

    /// Shortfalls and clawbacks, which come with claims; there are none before the first claim.
    Money adjustments() {
        return Money.ZERO;
    }

    Money payable() {
        return net().plus(vat()).minus(subsidy()).plus(adjustments());
    }

    BillSummary summary() {
        return new BillSummary(month, OPEN, net(), vat(), subsidy(), payable());
    }

    BillView view() {
        return new BillView(
                organisation,
                month,
                OPEN,
                countedThrough,
                CURRENCY,
                vatRate,
                net(),
                vat(),
                subsidy(),
                adjustments(),
                payable(),
                lines.stream().anyMatch(line -> line.accrued().provisional()),
                Arrays.stream(ChargeKind.values())
                        .map(kind -> lines.stream()
                                .filter(line -> line.charge().kind() == kind)
                                .toList())
                        .filter(group -> !group.isEmpty())
                        .map(Bill::group)
                        .toList());
    }

    private static BillGroup group(List<Line> group) {
        return new BillGroup(
                group.getFirst().charge().kind(),
                sum(group, line -> line.charge().net()),
                sum(group, line -> line.accrued().amount()),
                sum(group, Line::vat),
                sum(group, Line::payable),
                group.stream().map(Line::view).toList());
    }

    private static Money sum(List<Line> lines, Function<Line, Money> part) {
        return lines.stream().map(part).reduce(Money.ZERO, Money::plus);
    }
}
