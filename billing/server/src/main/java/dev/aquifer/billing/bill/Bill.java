package dev.aquifer.billing.bill;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillGroup;
import dev.aquifer.billing.api.bill.BillSummary;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.BilledAdjustment;
import dev.aquifer.billing.api.bill.BilledCredit;
import dev.aquifer.billing.api.bill.BilledSubsidy;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.bill.ChargeView;
import dev.aquifer.billing.api.bill.SubsidyLine;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An organisation's month, worked out. Pure: the same parts give the same bill, whatever order the charges come in.
/// VAT is rounded once, on the sum of all nets, and shown by line by largest remainder, so that lines add up to it.
///
/// @param provisional true while any subsidy of its charges is not paid by its programme
record Bill(
        UUID organisation,
        YearMonth month,
        Instant countedThrough,
        BigDecimal vatRate,
        List<Line> lines,
        List<BilledCredit> credits,
        List<BilledSubsidy> subsidies,
        List<BilledAdjustment> corrections,
        boolean provisional) {

    static final String OPEN = "OPEN";
    static final String CLOSED = "CLOSED";

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

    /// @param subsidy that this bill deducts for the charge, @param vat this charge's share of the bill's VAT
    record Line(Charge charge, Money subsidy, List<String> reasons, Money vat) {

        Money payable() {
            return charge.net().plus(vat).minus(subsidy);
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
                    charge.shown(charge.quantity()),
                    metered(charge.kind()),
                    charge.unitPrice(),
                    charge.unit().name(),
                    charge.priceBook(),
                    charge.from(),
                    charge.until(),
                    charge.list(),
                    charge.discount(),
                    charge.net(),
                    subsidy,
                    vat,
                    payable(),
                    reasons);
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

    static Bill of(UUID organisation, YearMonth month, Instant countedThrough, BigDecimal vatRate, BillParts parts) {
        // A lease that was shortened after the fact can leave a day on which nothing is left of it.
        List<Charge> ordered = parts.charges().stream()
                .filter(charge -> charge.quantity().signum() > 0)
                .sorted(ORDER)
                .toList();
        Money net = sum(ordered, Charge::net);
        Money vat = Rounding.vat(net, vatRate);
        List<Money> vats = shared(vat, ordered, Charge::net);
        Money creditVat = Rounding.vat(net.minus(sum(parts.credits(), BillParts.Credit::amount)), vatRate)
                .minus(vat);
        List<Money> creditVats = shared(creditVat, parts.credits(), BillParts.Credit::amount);
        Map<UUID, Money> deducted = parts.subsidies().stream()
                .filter(SubsidyLine::deducted)
                .collect(Collectors.toMap(SubsidyLine::charge, SubsidyLine::amount, Money::plus));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            Charge charge = ordered.get(i);
            lines.add(new Line(
                    charge,
                    deducted.getOrDefault(charge.id(), Money.ZERO),
                    parts.accrued().getOrDefault(charge.id(), Accrued.NOTHING).reasons(),
                    vats.get(i)));
        }
        List<BilledCredit> credits = new ArrayList<>();
        for (int i = 0; i < parts.credits().size(); i++) {
            BillParts.Credit credit = parts.credits().get(i);
            credits.add(new BilledCredit(
                    credit.id(),
                    credit.charge(),
                    credit.amount().negated(),
                    creditVats.get(i),
                    credit.reason(),
                    credit.serviceMonth()));
        }
        return new Bill(
                organisation,
                month,
                countedThrough,
                vatRate,
                List.copyOf(lines),
                List.copyOf(credits),
                parts.subsidies().stream().map(Bill::billed).toList(),
                parts.adjustments().stream()
                        .map(line -> new BilledAdjustment(
                                line.kind(),
                                line.charge(),
                                line.programme(),
                                line.grant(),
                                line.claim(),
                                line.amount(),
                                line.serviceMonth()))
                        .toList(),
                parts.accrued().values().stream().anyMatch(Accrued::provisional)
                        || parts.subsidies().stream()
                                .anyMatch(line -> !line.state().equals("PAID")));
    }

    /// By largest remainder over what each weighs.
    private static <T> List<Money> shared(Money sum, List<T> over, Function<T, Money> weight) {
        return over.isEmpty()
                ? List.of()
                : Rounding.share(
                        sum,
                        over.stream().map(each -> weight.apply(each).yuan()).toList());
    }

    private static BilledSubsidy billed(SubsidyLine line) {
        return new BilledSubsidy(
                line.charge(),
                line.programme(),
                line.programmeTitle(),
                line.programmeTitleZh(),
                line.grant(),
                line.amount(),
                line.deducted(),
                line.reason(),
                line.serviceMonth(),
                line.state());
    }

    Money net() {
        return sum(lines, line -> line.charge().net()).plus(sum(credits, BilledCredit::net));
    }

    Money vat() {
        return sum(lines, Line::vat).plus(sum(credits, BilledCredit::vat));
    }

    /// Of charges on this bill and on earlier ones, as far as it is deducted.
    Money subsidy() {
        return sum(subsidies.stream().filter(BilledSubsidy::deducted).toList(), BilledSubsidy::amount);
    }

    /// Shortfalls and clawbacks.
    Money adjustments() {
        return sum(corrections, BilledAdjustment::amount);
    }

    Money payable() {
        return net().plus(vat()).minus(subsidy()).plus(adjustments());
    }

    /// True if nothing at all stands on it.
    boolean isEmpty() {
        return lines.isEmpty() && credits.isEmpty() && subsidies.isEmpty() && corrections.isEmpty();
    }

    BillSummary summary() {
        return new BillSummary(month, OPEN, null, null, net(), vat(), subsidy(), adjustments(), payable());
    }

    BillView view() {
        return view(OPEN, null, null, countedThrough, subsidies);
    }

    /// As it is frozen. Everything that was posted by then is in it, and nothing that can change later.
    BillView closed(String number, Instant at) {
        return view(
                CLOSED,
                number,
                at,
                at,
                subsidies.stream().map(line -> line.in(null)).toList());
    }

    private BillView view(
            String state,
            @Nullable String number,
            @Nullable Instant closedAt,
            Instant counted,
            List<BilledSubsidy> shown) {
        return new BillView(
                organisation,
                month,
                state,
                number,
                closedAt,
                null,
                counted,
                CURRENCY,
                vatRate,
                net(),
                vat(),
                subsidy(),
                adjustments(),
                payable(),
                provisional,
                Arrays.stream(ChargeKind.values())
                        .map(kind -> lines.stream()
                                .filter(line -> line.charge().kind() == kind)
                                .toList())
                        .filter(group -> !group.isEmpty())
                        .map(Bill::group)
                        .toList(),
                credits,
                shown,
                corrections);
    }

    private static BillGroup group(List<Line> group) {
        return new BillGroup(
                group.getFirst().charge().kind(),
                sum(group, line -> line.charge().net()),
                sum(group, Line::subsidy),
                sum(group, Line::vat),
                sum(group, Line::payable),
                group.stream().map(Line::view).toList());
    }

    private static <T> Money sum(List<T> parts, Function<T, Money> amount) {
        return parts.stream().map(amount).reduce(Money.ZERO, Money::plus);
    }
}
