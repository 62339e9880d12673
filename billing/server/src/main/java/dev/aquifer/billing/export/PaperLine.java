package dev.aquifer.billing.export;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillGroup;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.bill.ChargeView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A line on paper: the charges of one thing at one price, over the days of the month. Its amounts are the sums of
/// theirs.
record PaperLine(Key key, BigDecimal quantity, LocalDate first, LocalDate last, Sums sums) {

    /// What charges have in common. @param late the month of service, where it is not the bill's
    record Key(
            ChargeKind kind,
            @Nullable UUID deployment,
            String deploymentName,
            String item,
            @Nullable String bucket,
            boolean simulated,
            BigDecimal unitPrice,
            String priceBook,
            @Nullable YearMonth late) {}

    /// @param list before discounts, @param discount taken off it
    record Sums(Money list, Money discount, Money net, Money subsidy, Money vat, Money payable) {

        static final Sums NOTHING = new Sums(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

        /// Of what is no use and knows no discount.
        static Sums of(Money net, Money subsidy, Money vat, Money payable) {
            return new Sums(net, Money.ZERO, net, subsidy, vat, payable);
        }

        Sums plus(Sums other) {
            return new Sums(
                    list.plus(other.list),
                    discount.plus(other.discount),
                    net.plus(other.net),
                    subsidy.plus(other.subsidy),
                    vat.plus(other.vat),
                    payable.plus(other.payable));
        }
    }

    /// In the order of the bill.
    static List<PaperLine> of(BillView bill, BillGroup group) {
        Map<Key, PaperLine> lines = new LinkedHashMap<>();
        for (ChargeView charge : group.charges()) {
            PaperLine line = of(bill, charge);
            lines.merge(line.key(), line, PaperLine::plus);
        }
        return List.copyOf(lines.values());
    }

    private static PaperLine of(BillView bill, ChargeView charge) {
        YearMonth service = YearMonth.from(charge.day());
        return new PaperLine(
                new Key(
                        charge.kind(),
                        charge.deployment(),
                        charge.deploymentName(),
                        charge.item(),
                        charge.bucket(),
                        charge.simulated(),
                        charge.unitPrice(),
                        charge.priceBook(),
                        service.equals(bill.month()) ? null : service),
                charge.quantity(),
                charge.day(),
                charge.day(),
                new Sums(
                        charge.list(),
                        charge.discount(),
                        charge.net(),
                        charge.subsidy(),
                        charge.vat(),
                        charge.payable()));
    }

    private PaperLine plus(PaperLine other) {
        return new PaperLine(
                key,
                quantity.add(other.quantity),
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last,
                sums.plus(other.sums));
    }
}
